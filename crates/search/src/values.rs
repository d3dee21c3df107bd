//! The values of facets under numbers that hold across segments.
//!
//! Each segment numbers the values of its own contacts. To count over all segments without
//! looking at text, every value gets one number for the life of the process, and a second one
//! for all its spellings. Values that no contact has any more keep theirs until a restart.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::sync::{PoisonError, RwLock};

use tantivy::columnar::BytesColumn;

use crate::bits::Bits;

/// Values taken in under one lock, so that searches never wait long.
const BATCH: usize = 4_096;

/// A value as a segment stores it: folded for grouping, a zero byte, and as it is shown.
pub(crate) fn stored(folded: &str, shown: &str) -> String {
    format!("{folded}\0{shown}")
}

/// The number of a value; [`NONE`] for contacts without one.
pub(crate) type ValueId = u32;

/// What contacts without a value have.
pub(crate) const NONE: ValueId = 0;

/// All values of one facet.
#[derive(Debug)]
pub(crate) struct Values {
    /// Values and groups are found by a hash with a random key: nobody can make two meet.
    hasher: RandomState,
    known: RwLock<Known>,
}

#[derive(Debug)]
pub(crate) struct Known {
    by_hash: HashMap<u64, ValueId>,
    group_by_hash: HashMap<u64, u32>,
    /// By number: the group of its spellings, and the text.
    values: Vec<(u32, Box<str>)>,
    /// By group its first value.
    firsts: Vec<ValueId>,
    /// Those whose group has several spellings.
    siblings: Bits,
}

impl Known {
    pub(crate) fn shown(&self, value: ValueId) -> &str {
        self.values.get(value as usize).map_or("", |(_, shown)| shown)
    }

    pub(crate) fn group(&self, value: ValueId) -> u32 {
        self.values.get(value as usize).map_or(0, |(group, _)| *group)
    }

    /// Whether there are other spellings of the value.
    pub(crate) fn has_siblings(&self, value: ValueId) -> bool {
        self.siblings.contains(value)
    }

    /// How many numbers are given; all are smaller.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }
}

impl Values {
    pub(crate) fn new() -> Self {
        let none = (0, Box::from(""));
        Self {
            hasher: RandomState::new(),
            known: RwLock::new(Known {
                by_hash: HashMap::new(),
                group_by_hash: HashMap::new(),
                values: vec![none],
                firsts: vec![NONE],
                siblings: Bits::default(),
            }),
        }
    }

    /// Looks at the values; take care to hold the answer for a short time only.
    pub(crate) fn known(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Numbers all values of a segment's column; the answer is by the segment's own numbers.
    pub(crate) fn number(&self, column: &BytesColumn) -> io::Result<Vec<ValueId>> {
        let mut ids = Vec::with_capacity(column.num_terms());
        let mut stream = column.dictionary().stream()?;
        let mut batch: Vec<Box<[u8]>> = Vec::with_capacity(BATCH);
        loop {
            let more = stream.advance();
            if more {
                batch.push(stream.key().into());
            }
            if batch.len() == BATCH || !more {
                self.take(&batch, &mut ids);
                batch.clear();
            }
            if !more {
                return Ok(ids);
            }
        }
    }

    fn take(&self, batch: &[Box<[u8]>], ids: &mut Vec<ValueId>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let Known { by_hash, group_by_hash, values, firsts, siblings } = &mut *known;
        for stored in batch {
            let id = by_hash.entry(self.hasher.hash_one(stored)).or_insert_with(|| {
                let text = String::from_utf8_lossy(stored);
                let (folded, shown) = text.split_once('\0').unwrap_or_default();
                if shown.is_empty() {
                    return NONE;
                }
                let next = u32::try_from(group_by_hash.len() + 1).unwrap_or(u32::MAX);
                let group = *group_by_hash.entry(self.hasher.hash_one(folded)).or_insert(next);
                values.push((group, shown.into()));
                let id = u32::try_from(values.len() - 1).unwrap_or(u32::MAX);
                match firsts.get(group as usize) {
                    Some(first) => [*first, id].into_iter().for_each(|id| siblings.insert(id)),
                    None => firsts.push(id),
                }
                id
            });
            ids.push(*id);
        }
    }
}
