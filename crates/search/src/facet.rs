//! Counts of facet values over the hits.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use crate::bits::Bits;
use crate::matching::Matches;
use crate::question::Question;
use crate::segment::FacetColumn;
use crate::values::{Known, NONE, ValueId, Values};
use domain::search::{FacetCount, FilterField};

/// Values that a facet shows.
const SHOWN: usize = 20;

/// All facets of the hits. A facet that is filtered by counts what the other filters let
/// through, so that its own choice does not hide the values beside it.
pub(crate) fn facets(
    found: &[Matches<'_>],
    question: &Question,
    values: &[Values],
) -> BTreeMap<FilterField, Vec<FacetCount>> {
    let mut facets = BTreeMap::new();
    for (at, (&field, values)) in FilterField::FACETS.iter().zip(values).enumerate() {
        let filtered = question.filters.iter().any(|filter| filter.field == field);
        let own: Vec<Arc<Bits>> =
            found.iter().filter(|_| filtered).map(|matches| matches.without(field)).collect();
        let sets = found.iter().enumerate().map(|(segment, matches)| {
            (&matches.segment.body.facets[at], own.get(segment).unwrap_or(&matches.all))
        });
        let counts = count(sets, values);
        facets.insert(field, top(counts, &values.known(), SHOWN));
    }
    facets
}

/// The place of a field among those that are counted.
pub(crate) fn place(field: FilterField) -> Option<usize> {
    FilterField::FACETS.iter().position(|facet| *facet == field)
}

/// How often each value occurs in the sets.
pub(crate) fn count<'a>(
    sets: impl Iterator<Item = (&'a FacetColumn, &'a Arc<Bits>)>,
    values: &Values,
) -> Vec<(ValueId, u32)> {
    // One count a value, zeroed as they are taken: most values have none, and making room for all of them
    // each time would cost more than the counting.
    thread_local!(static COUNTS: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) });
    COUNTS.with_borrow_mut(|counts| {
        let known = values.known().len();
        if counts.len() < known {
            counts.resize(known, 0);
        }
        let mut seen: Vec<ValueId> = Vec::new();
        for (column, docs) in sets {
            column.each(docs, |id| {
                let Some(count) = counts.get_mut(id as usize) else { return };
                if *count == 0 {
                    seen.push(id);
                }
                *count += 1;
            });
        }
        let taken = seen.into_iter().map(|id| (id, std::mem::take(&mut counts[id as usize])));
        taken.filter(|(id, _)| *id != NONE).collect()
    })
}

impl FacetColumn {
    /// Calls `visit` with the value of every document of the set.
    fn each(&self, docs: &Bits, mut visit: impl FnMut(ValueId)) {
        let mut ordinals: Vec<u64> = Vec::new();
        docs.blocks(|block| {
            ordinals.resize(block.len(), 0);
            self.ordinals.get_vals(block, &mut ordinals);
            for &ordinal in &ordinals {
                let id = usize::try_from(ordinal).ok().and_then(|ordinal| self.ids.get(ordinal));
                visit(id.copied().unwrap_or(NONE));
            }
        });
    }
}

/// A value with all its spellings.
pub(crate) struct Grouped {
    /// Of all spellings together.
    pub(crate) count: u64,
    /// The most usual spelling, and its own count.
    pub(crate) usual: ValueId,
    usual_count: u32,
}

/// At most `limit` values, spellings of one taken together: the most frequent first, equally
/// frequent ones by the alphabet.
pub(crate) fn grouped(counts: Vec<(ValueId, u32)>, known: &Known, limit: usize) -> Vec<Grouped> {
    let (several, single): (Vec<_>, Vec<_>) =
        counts.into_iter().partition(|(id, _)| known.has_siblings(*id));
    let mut spelled: HashMap<u32, Grouped, NumberHash> = HashMap::default();
    for (id, count) in several {
        let none = Grouped { count: 0, usual: id, usual_count: 0 };
        let group = spelled.entry(known.group(id)).or_insert(none);
        group.count += u64::from(count);
        let usual = (group.usual_count, Reverse(known.shown(group.usual)));
        if group.usual == id || (count, Reverse(known.shown(id))) > usual {
            (group.usual, group.usual_count) = (id, count);
        }
    }
    let alone = |(id, count): (ValueId, u32)| Grouped {
        count: count.into(),
        usual: id,
        usual_count: count,
    };
    let mut groups: Vec<Grouped> =
        spelled.into_values().chain(single.into_iter().map(alone)).collect();
    if groups.len() > limit && limit > 0 {
        // Text is looked at only where counts tie at the end of the list.
        groups.select_nth_unstable_by_key(limit - 1, |group| Reverse(group.count));
        let least = groups[limit - 1].count;
        groups.retain(|group| group.count >= least);
    }
    groups.sort_unstable_by(|a, b| {
        b.count.cmp(&a.count).then_with(|| known.shown(a.usual).cmp(known.shown(b.usual)))
    });
    groups.truncate(limit);
    groups
}

/// A facet as it is answered.
pub(crate) fn top(counts: Vec<(ValueId, u32)>, known: &Known, limit: usize) -> Vec<FacetCount> {
    let groups = grouped(counts, known, limit).into_iter();
    groups
        .map(|group| FacetCount { value: known.shown(group.usual).to_owned(), count: group.count })
        .collect()
}

/// Spreads numbers that were given one after the other; nobody outside can choose them.
#[derive(Default)]
struct NumberHasher(u64);

type NumberHash = BuildHasherDefault<NumberHasher>;

impl Hasher for NumberHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(byte.into());
        }
    }

    fn write_u32(&mut self, number: u32) {
        // The golden ratio as a fraction of 2^64 (Knuth, The Art of Computer Programming, 6.4).
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(32)
    }
}
