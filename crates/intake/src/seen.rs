use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};

use domain::contact::Initials;

/// The rows of a file so far, by their keys: twelve bytes a key. Whoever meets by chance is told apart
/// when the two rows are compared.
///
/// New keys gather in a small tree; when it is full, it is merged into sorted lists, equal sizes with
/// each other, so that nothing is ever copied more than a few times. A filter in front of the lists spares
/// the keys that nobody has a search in each of them.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    new: BTreeSet<(u64, u32)>,
    lists: Vec<List>,
    filter: Filter,
    keys: usize,
    /// The last row whose keys are remembered, once there is no more room.
    full_at: Option<u64>,
}

/// A key as it is remembered: 48 bits of a hash, and the initials of the person behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    bits: u64,
    /// Whether initials tell strangers apart: under keys that colleagues share.
    is_shared: bool,
}

/// Makes marks; nobody outside can choose keys that meet.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeyHash(RandomState);

/// Keys with their rows, in the order of the keys.
#[derive(Debug, Default)]
struct List {
    keys: Vec<u64>,
    rows: Vec<u32>,
}

/// Keys in the tree.
const NEW: usize = 1 << 15;
/// Keys that are remembered: about 100 MB, the keys of two million rows.
const KEYS: usize = 8_000_000;
/// Rows of one key that are looked at: a mailbox that thousands share tells nothing of anybody.
const CROWD: usize = 8;
/// Rows of one key whose marks are looked at, in each list.
const GLANCES: usize = 512;
/// The bits of a mark that hold initials.
const INITIALS: u64 = 0xffff;

impl KeyHash {
    /// The mark of a key of somebody with these initials.
    pub(crate) fn mark(&self, key: &str, initials: Initials) -> Mark {
        let bits = self.0.hash_one(key) & !INITIALS | u64::from(initials.bits());
        Mark { bits, is_shared: key.starts_with("e:") || key.starts_with("p:") }
    }
}

impl Mark {
    const fn first(self) -> u64 {
        self.bits & !INITIALS
    }

    const fn last(self) -> u64 {
        self.bits | INITIALS
    }

    /// Whether the row behind another mark of this key is worth a look. Among many at one mailbox or number
    /// only a namesake is.
    fn may_meet(self, other: u64, is_crowd: bool) -> bool {
        let of = |bits: u64| Initials::from_bits((bits & INITIALS) as u16);
        let (mine, theirs) = (of(self.bits), of(other));
        let meets = if is_crowd { Initials::may_be_same } else { Initials::may_meet };
        !self.is_shared || meets(mine, theirs)
    }
}

impl Seen {
    /// The rows that share a key, the earliest first, at most [`CROWD`].
    pub(crate) fn rows(&self, mark: Mark) -> Vec<u64> {
        let mut found: Vec<(u64, u32)> = self.new_ones(mark).collect();
        if self.filter.may_have(mark) {
            for list in &self.lists {
                found.extend(list.of(mark));
            }
        }
        let is_crowd = found.len() > CROWD;
        found.retain(|(key, _)| mark.may_meet(*key, is_crowd));
        let mut rows: Vec<u64> = found.into_iter().map(|(_, row)| row.into()).collect();
        rows.sort_unstable();
        rows.dedup();
        rows.truncate(CROWD);
        rows
    }

    /// Those of them that came last, from a row on.
    pub(crate) fn recent(&self, mark: Mark, from: u64) -> impl Iterator<Item = u64> {
        let is_crowd = self.new_ones(mark).nth(CROWD).is_some();
        self.new_ones(mark)
            .filter(move |(key, row)| u64::from(*row) >= from && mark.may_meet(*key, is_crowd))
            .map(|(_, row)| row.into())
            .take(CROWD)
    }

    fn new_ones(&self, mark: Mark) -> impl Iterator<Item = (u64, u32)> {
        self.new.range((mark.first(), 0)..=(mark.last(), u32::MAX)).take(GLANCES).copied()
    }

    /// Remembers a row, while there is room; answers whether there was.
    pub(crate) fn add(&mut self, marks: impl ExactSizeIterator<Item = Mark>, row: u64) -> bool {
        let Ok(number) = u32::try_from(row) else { return false };
        if self.full_at.is_none() && self.keys + marks.len() > KEYS {
            self.full_at = Some(row.saturating_sub(1));
        }
        if self.full_at.is_some() {
            return false;
        }
        for mark in marks {
            self.keys += usize::from(self.new.insert((mark.bits, number)));
        }
        true
    }

    /// Empties the tree when it is full.
    pub(crate) fn settle(&mut self) {
        if self.new.len() < NEW {
            return;
        }
        self.filter.add(self.new.iter().map(|(key, _)| *key));
        let (keys, rows) = std::mem::take(&mut self.new).into_iter().unzip();
        let mut list = List { keys, rows };
        while let Some(last) = self.lists.pop_if(|last| last.keys.len() <= list.keys.len()) {
            list = last.merge(list);
        }
        self.lists.push(list);
    }

    pub(crate) fn full_at(&self) -> Option<u64> {
        self.full_at
    }
}

impl List {
    fn of(&self, mark: Mark) -> impl Iterator<Item = (u64, u32)> {
        let from = self.keys.partition_point(|key| *key < mark.first());
        let keys = self.keys.iter().zip(&self.rows).skip(from).take(GLANCES);
        keys.map(|(key, row)| (*key, *row)).take_while(move |(key, _)| *key <= mark.last())
    }

    fn merge(self, other: Self) -> Self {
        let size = self.keys.len() + other.keys.len();
        let mut out = Self { keys: Vec::with_capacity(size), rows: Vec::with_capacity(size) };
        let mut left = self.keys.into_iter().zip(self.rows).peekable();
        let mut right = other.keys.into_iter().zip(other.rows).peekable();
        loop {
            let next = match (left.peek(), right.peek()) {
                (Some(a), Some(b)) if a <= b => left.next(),
                (_, Some(_)) => right.next(),
                _ => left.next(),
            };
            let Some((key, row)) = next else { return out };
            out.keys.push(key);
            out.rows.push(row);
        }
    }
}

/// Says of most keys that are in no list that they are not: a Bloom filter whose bits for one key lie in
/// one word (Putze, Sanders and Singler, 2007). 16 MB, from the first list on; four keys a word when
/// [`KEYS`] are remembered.
#[derive(Debug, Default)]
struct Filter(Vec<u64>);

impl Filter {
    const WORDS_LOG: u32 = 21;

    fn add(&mut self, keys: impl Iterator<Item = u64>) {
        self.0.resize(1 << Self::WORDS_LOG, 0);
        for key in keys {
            let (word, bits) = Self::place(key);
            self.0[word] |= bits;
        }
    }

    fn may_have(&self, mark: Mark) -> bool {
        let (word, bits) = Self::place(mark.bits);
        self.0.get(word).is_some_and(|word| word & bits == bits)
    }

    /// The word of a key, and its three bits there.
    const fn place(key: u64) -> (usize, u64) {
        // The golden ratio as a fraction of 2^64 spreads the bits (Knuth, volume 3, 6.4).
        let spread = (key >> INITIALS.count_ones()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let bits = 1 << (spread & 63) | 1 << (spread >> 6 & 63) | 1 << (spread >> 12 & 63);
        ((spread >> (u64::BITS - Self::WORDS_LOG)) as usize, bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn mark(hash: &KeyHash, key: &str) -> Mark {
        hash.mark(key, Initials::from_bits(0x4142))
    }

    #[test]
    fn many_rows_are_found_again() {
        let (mut seen, hash) = (Seen::default(), KeyHash::default());
        for row in 1..=200_000 {
            let keys = [format!("e:{row}"), format!("c:{}", row % 100_000)];
            assert!(seen.add(keys.iter().map(|key| mark(&hash, key)), row));
            if row % 1_000 == 0 {
                seen.settle();
            }
        }
        assert!(seen.lists.len() < 12, "{} lists", seen.lists.len());
        assert_eq!(seen.rows(mark(&hash, "e:77")), [77]);
        assert_eq!(seen.rows(mark(&hash, "c:5")), [5, 100_005]);
        assert_eq!(seen.rows(mark(&hash, "e:0")), [0; 0]);
    }

    #[test]
    fn the_one_in_a_crowd_is_found_by_the_name() {
        let (mut seen, hash) = (Seen::default(), KeyHash::default());
        let at = |first: u8, last: u8| Initials::from_bits(u16::from_be_bytes([first, last]));
        let mut add = |key: &str, initials, row| {
            seen.add([hash.mark(key, initials)].into_iter(), row);
        };
        for row in 1..=400 {
            add("p:1", at(b'a', b'b'), row);
            add("f:1", at(b'a', b'b'), row);
        }
        add("p:1", at(b'x', b'y'), 401);
        add("p:2", at(b'x', b'y'), 402);
        let rows = |key: &str, initials| seen.rows(hash.mark(key, initials));
        assert_eq!(rows("p:1", at(b'y', b'x')), [401]);
        assert_eq!(rows("p:1", at(b'x', b'q')), [0; 0]);
        assert_eq!(rows("p:2", at(b'x', b'q')), [402]);
        assert_eq!(rows("f:1", at(b'x', b'y')).len(), CROWD);
        let recent = seen.recent(hash.mark("p:1", at(b'a', b'b')), 399);
        assert_eq!(recent.collect::<Vec<_>>(), [399, 400]);
    }

    proptest! {
        #[test]
        fn it_remembers_as_a_map_does(keys in proptest::collection::vec(0..9_u8, 1..60)) {
            let (mut seen, hash) = (Seen::default(), KeyHash::default());
            let mut model: BTreeMap<u8, Vec<u64>> = BTreeMap::new();
            for (row, key) in (1..).zip(&keys) {
                seen.add([mark(&hash, &key.to_string())].into_iter(), row);
                model.entry(*key).or_default().push(row);
                if row % 7 == 0 {
                    seen.filter.add(seen.new.iter().map(|(key, _)| *key));
                    let (keys, rows) = std::mem::take(&mut seen.new).into_iter().unzip();
                    seen.lists.push(List { keys, rows });
                }
            }
            for (key, mut rows) in model {
                rows.truncate(CROWD);
                prop_assert_eq!(seen.rows(mark(&hash, &key.to_string())), rows);
            }
        }

        #[test]
        fn merged_lists_hold_all_in_order(
            left in proptest::collection::btree_set((0..9_u64, 0..9_u32), 0..20),
            right in proptest::collection::btree_set((0..9_u64, 9..19_u32), 0..20),
        ) {
            let list = |set: &BTreeSet<(u64, u32)>| {
                let (keys, rows) = set.iter().copied().unzip();
                List { keys, rows }
            };
            let merged = list(&left).merge(list(&right));
            let all: Vec<_> = merged.keys.into_iter().zip(merged.rows).collect();
            prop_assert_eq!(all, left.union(&right).copied().collect::<Vec<_>>());
        }
    }
}
