use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};

/// The rows of a file so far, by their keys: twelve bytes a key. Whoever meets by chance is told apart
/// when the two rows are compared.
///
/// New keys gather in a small tree; when it is full, it is merged into sorted lists, equal sizes with
/// each other, so that nothing is ever copied more than a few times.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    hasher: RandomState,
    new: BTreeSet<(u64, u32)>,
    lists: Vec<List>,
    keys: usize,
    /// The last row whose keys are remembered, once there is no more room.
    full_at: Option<u64>,
}

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

impl Seen {
    /// The rows that share a key, the earliest first, at most [`CROWD`].
    pub(crate) fn rows(&self, key: &str) -> Vec<u64> {
        let hash = self.hasher.hash_one(key);
        let mut rows: Vec<u32> =
            self.new.range((hash, 0)..=(hash, u32::MAX)).map(|(_, row)| *row).collect();
        for list in &self.lists {
            let from = list.keys.partition_point(|key| *key < hash);
            let same = list.keys.iter().skip(from).take_while(|key| **key == hash).count();
            rows.extend_from_slice(&list.rows[from..from + same]);
        }
        rows.sort_unstable();
        rows.dedup();
        rows.truncate(CROWD);
        rows.into_iter().map(u64::from).collect()
    }

    /// Remembers a row, while there is room.
    pub(crate) fn add(&mut self, keys: &[String], row: u64) {
        let Ok(number) = u32::try_from(row) else { return };
        if self.full_at.is_some() {
            return;
        }
        if self.keys + keys.len() > KEYS {
            self.full_at = Some(row.saturating_sub(1));
            return;
        }
        for key in keys {
            self.keys += usize::from(self.new.insert((self.hasher.hash_one(key), number)));
        }
        if self.new.len() >= NEW {
            self.settle();
        }
    }

    /// The last row that was compared with all before it; none where all were.
    pub(crate) fn full_at(&self) -> Option<u64> {
        self.full_at
    }

    fn settle(&mut self) {
        let (keys, rows) = std::mem::take(&mut self.new).into_iter().unzip();
        let mut list = List { keys, rows };
        while let Some(last) = self.lists.pop_if(|last| last.keys.len() <= list.keys.len()) {
            list = last.merge(list);
        }
        self.lists.push(list);
    }
}

impl List {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn many_rows_are_found_again() {
        let mut seen = Seen::default();
        for row in 1..=200_000 {
            seen.add(&[format!("e:{row}"), format!("c:{}", row % 100_000)], row);
        }
        assert!(seen.lists.len() < 12, "{} lists", seen.lists.len());
        assert_eq!(seen.rows("e:77"), [77]);
        assert_eq!(seen.rows("c:5"), [5, 100_005]);
        assert_eq!(seen.rows("e:0"), [0; 0]);
    }

    proptest! {
        #[test]
        fn it_remembers_as_a_map_does(keys in proptest::collection::vec(0..9_u8, 1..60)) {
            let mut seen = Seen::default();
            let mut model: BTreeMap<u8, Vec<u64>> = BTreeMap::new();
            for (row, key) in (1..).zip(&keys) {
                seen.add(&[key.to_string()], row);
                model.entry(*key).or_default().push(row);
                if row % 7 == 0 {
                    seen.settle();
                }
            }
            for (key, mut rows) in model {
                rows.truncate(CROWD);
                prop_assert_eq!(seen.rows(&key.to_string()), rows);
            }
        }
    }
}
