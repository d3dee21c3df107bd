//! Facets that were counted: whoever turns to the next page, or takes a look from another side, has the same.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::Partition;
use domain::search::{FacetCount, FilterField};

/// Hits from which on counts are kept: fewer are counted as quickly.
const MANY: usize = 2_000;
/// Searches whose counts are kept.
const KEPT: usize = 64;

pub(crate) type Facets = BTreeMap<FilterField, Vec<FacetCount>>;

/// What counts are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The number of the snapshot.
    pub(crate) snapshot: u64,
    pub(crate) partition: Partition,
    /// The search.
    pub(crate) fingerprint: u64,
    pub(crate) is_far: bool,
}

/// The newest counts, the last used ones at the end.
#[derive(Default)]
pub(crate) struct Counts(Mutex<Vec<(Counted, Arc<Facets>)>>);

impl Counts {
    /// The facets of a search with so many hits, counted if they are not known.
    pub(crate) fn get(
        &self,
        asked: Counted,
        hits: usize,
        count: impl FnOnce() -> Facets,
    ) -> Arc<Facets> {
        if hits < MANY {
            return Arc::new(count());
        }
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        {
            let mut known = lock();
            if let Some(at) = known.iter().position(|(known, _)| *known == asked) {
                known[at..].rotate_left(1);
                return known.last().map(|(_, facets)| Arc::clone(facets)).unwrap_or_default();
            }
        }
        // Not under the lock: other searches do not wait for this one to count.
        let facets = Arc::new(count());
        let mut known = lock();
        // What is of another snapshot is never asked for again.
        known.retain(|(known, _)| known.snapshot >= asked.snapshot);
        if known.len() >= KEPT {
            known.remove(0);
        }
        known.push((asked, Arc::clone(&facets)));
        facets
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OrganizationId;
    use domain::id::TypedId;
    use uuid::Uuid;

    #[expect(clippy::disallowed_methods, reason = "tests have no session to take a partition from")]
    fn asked(snapshot: u64, owner: u128, fingerprint: u64) -> Counted {
        let partition = Partition::of(OrganizationId::from_uuid(Uuid::from_u128(owner)));
        Counted { snapshot, partition, fingerprint, is_far: false }
    }

    #[test]
    fn counts_are_those_of_the_search_the_owner_and_the_snapshot() {
        let counts = Counts::default();
        let mut counted = Vec::new();
        let first = asked(1, 1, 1);
        let far = Counted { is_far: true, ..first };
        for asked in [first, first, far, asked(1, 2, 1), asked(1, 1, 2), asked(2, 1, 1), first] {
            counts.get(asked, MANY, || {
                counted.push(asked);
                Facets::new()
            });
        }
        assert_eq!(counted, [first, far, asked(1, 2, 1), asked(1, 1, 2), asked(2, 1, 1), first]);
    }

    #[test]
    fn the_counts_that_were_used_last_stay() {
        let counts = Counts::default();
        let mut counted = 0;
        let searches = (0..64).chain([0, 64, 0, 1]);
        for fingerprint in searches {
            counts.get(asked(1, 1, fingerprint), MANY, || {
                counted += 1;
                Facets::new()
            });
        }
        assert_eq!(counted, KEPT + 2);
    }
}
