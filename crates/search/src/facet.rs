//! Counts of facet values over the hits.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use domain::search::{FacetCount, FilterField};
use tantivy::DocId;

use crate::bits::Bits;
use crate::matching::Matches;
use crate::question::Question;
use crate::segment::FacetColumn;
use crate::values::{Known, NONE, ValueId, Values};

/// Values that a facet shows.
const SHOWN: usize = 20;
/// Documents whose values are read at a time.
const BLOCK: usize = 256;
/// Hits up to which values are sorted to be counted; for more, an array of all values pays.
const FEW: usize = 4_096;

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
        let own: Vec<Bits> =
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
    sets: impl Iterator<Item = (&'a FacetColumn, &'a Bits)>,
    values: &Values,
) -> Vec<(ValueId, u32)> {
    let sets: Vec<_> = sets.collect();
    let hits: usize = sets.iter().map(|(_, docs)| docs.count()).sum();
    let counts = if hits <= FEW {
        let mut ids = Vec::with_capacity(hits);
        for (column, docs) in &sets {
            column.each(docs, |id| ids.push(id));
        }
        ids.sort_unstable();
        ids.chunk_by(|a, b| a == b)
            .map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX)))
            .collect()
    } else {
        let mut counts = vec![0_u32; values.known().len()];
        let mut seen: Vec<ValueId> = Vec::new();
        for (column, docs) in &sets {
            column.each(docs, |id| {
                let count = &mut counts[id as usize];
                if *count == 0 {
                    seen.push(id);
                }
                *count += 1;
            });
        }
        seen.into_iter().map(|id| (id, counts[id as usize])).collect::<Vec<_>>()
    };
    counts.into_iter().filter(|(id, _)| *id != NONE).collect()
}

impl FacetColumn {
    /// Calls `visit` with the value of every document of the set.
    fn each(&self, docs: &Bits, mut visit: impl FnMut(ValueId)) {
        let mut block: Vec<DocId> = Vec::with_capacity(BLOCK);
        let mut ordinals = [0_u64; BLOCK];
        let mut read = |block: &mut Vec<DocId>| {
            let ordinals = &mut ordinals[..block.len()];
            self.ordinals.get_vals(block, ordinals);
            for &mut ordinal in ordinals {
                let id = usize::try_from(ordinal).ok().and_then(|ordinal| self.ids.get(ordinal));
                visit(id.copied().unwrap_or(NONE));
            }
            block.clear();
        };
        for doc in docs.iter() {
            block.push(doc);
            if block.len() == BLOCK {
                read(&mut block);
            }
        }
        read(&mut block);
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
    let mut groups: HashMap<u32, Grouped, NumberHash> =
        HashMap::with_capacity_and_hasher(counts.len(), NumberHash::default());
    for (id, count) in counts {
        let none = Grouped { count: 0, usual: id, usual_count: 0 };
        let group = groups.entry(known.group(id)).or_insert(none);
        group.count += u64::from(count);
        let usual = (group.usual_count, Reverse(known.shown(group.usual)));
        if group.usual == id || (count, Reverse(known.shown(id))) > usual {
            (group.usual, group.usual_count) = (id, count);
        }
    }
    let mut groups: Vec<Grouped> = groups.into_values().collect();
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
