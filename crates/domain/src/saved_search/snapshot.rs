use std::collections::BTreeMap;

use uuid::Uuid;

use super::Changes;
use crate::id::{ContactId, TypedId};
use crate::time::Timestamp;

/// Results up to which it is known what changed in them: at 20 bytes each, a search that somebody
/// looked at costs 100 KB at most.
pub const SEEN_MAX: usize = 5_000;

/// The results of a search at a moment: each contact with its version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<ContactId, u32>);

const ROW: usize = 20;

impl Snapshot {
    /// Of contacts and their versions; none if there are more than [`SEEN_MAX`].
    pub fn of(contacts: impl IntoIterator<Item = (ContactId, i64)>) -> Option<Self> {
        let mut rows = BTreeMap::new();
        for (id, version) in contacts {
            // A version that came round after four thousand million changes would be another one.
            rows.insert(id, u32::try_from(version & 0xffff_ffff).unwrap_or_default());
            if rows.len() > SEEN_MAX {
                return None;
            }
        }
        Some(Self(rows))
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As it is stored: 16 bytes of an id and 4 of its version, in the order of ids.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() * ROW);
        for (id, version) in &self.0 {
            bytes.extend_from_slice(id.uuid().as_bytes());
            bytes.extend_from_slice(&version.to_be_bytes());
        }
        bytes
    }

    /// None if these bytes are none of ours.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (rows, []) = bytes.as_chunks::<ROW>() else { return None };
        let read = |row: &[u8; ROW]| {
            let id = ContactId::from_uuid(Uuid::from_slice(&row[..16]).ok()?);
            Some((id, u32::from_be_bytes(*row.last_chunk()?)))
        };
        rows.iter().map(read).collect::<Option<_>>().map(Self)
    }

    /// What became of it by now.
    pub fn changes(&self, now: &Self, since: Timestamp) -> Changes {
        let mut changes = Changes { new: 0, gone: 0, changed: 0, since };
        for (id, version) in &now.0 {
            match self.0.get(id) {
                None => changes.new += 1,
                Some(before) if before != version => changes.changed += 1,
                Some(_) => {}
            }
        }
        let gone = self.0.keys().filter(|id| !now.0.contains_key(id)).count();
        changes.gone = u64::try_from(gone).unwrap_or(u64::MAX);
        changes
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn snapshot(rows: &[(u128, i64)]) -> Snapshot {
        let id = |number| ContactId::from_uuid(Uuid::from_u128(number));
        Snapshot::of(rows.iter().map(|(number, version)| (id(*number), *version))).unwrap()
    }

    #[test]
    fn what_is_new_gone_and_changed_is_counted() {
        let before = snapshot(&[(1, 1), (2, 1), (3, 7)]);
        let now = snapshot(&[(2, 2), (3, 7), (4, 1), (5, 1)]);
        let since = Timestamp::from_micros(5);
        let changes = before.changes(&now, since);
        assert_eq!(changes, Changes { new: 2, gone: 1, changed: 1, since });
        assert_eq!(now.changes(&now, since), Changes { new: 0, gone: 0, changed: 0, since });
    }

    #[test]
    fn too_many_are_not_kept() {
        let many = |count: u128| (0..count).map(|n| (ContactId::from_uuid(Uuid::from_u128(n)), 1));
        assert!(Snapshot::of(many(5_000)).is_some());
        assert_eq!(Snapshot::of(many(5_001)), None);
        assert_eq!(Snapshot::from_bytes(&[0; 21]), None);
    }

    proptest! {
        #[test]
        fn it_is_read_as_it_was_stored(rows in prop::collection::vec((any::<u128>(), 1..i64::MAX), 0..9)) {
            let kept = snapshot(&rows);
            prop_assert_eq!(Snapshot::from_bytes(&kept.to_bytes()), Some(kept));
        }
    }
}
