//! What searches see: the segments of one commit.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use domain::search::FilterField;
use tantivy::Searcher;

use crate::Error;
use crate::schema::Fields;
use crate::segment::{Body, Segment};
use crate::values::Values;

/// The segments of one commit.
pub(crate) struct Snapshot {
    pub(crate) segments: Vec<Segment>,
    /// The outbox position of the commit.
    pub(crate) position: Option<i64>,
    /// Contacts of all owners.
    pub(crate) contacts: u64,
}

/// The newest snapshot and what outlives it.
pub(crate) struct Shared {
    current: RwLock<Arc<Snapshot>>,
    /// For each facet its values, in the order of [`FilterField::FACETS`].
    pub(crate) values: Vec<Values>,
    /// Contacts that were read to build the index anew, and those there are; nothing while it is not being
    /// built.
    built: (AtomicU64, AtomicU64),
}

impl Shared {
    pub(crate) fn new() -> Self {
        let empty = Snapshot { segments: Vec::new(), position: None, contacts: 0 };
        Self {
            current: RwLock::new(Arc::new(empty)),
            values: FilterField::FACETS.iter().map(|_| Values::new()).collect(),
            built: Default::default(),
        }
    }

    pub(crate) fn built(&self) -> (u64, u64) {
        (self.built.0.load(Ordering::Relaxed), self.built.1.load(Ordering::Relaxed))
    }

    pub(crate) fn building(&self, done: u64, of: u64) {
        self.built.0.store(done, Ordering::Relaxed);
        self.built.1.store(of, Ordering::Relaxed);
    }

    pub(crate) fn current(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows the searcher's segments from now on. What is known of a segment is kept.
    pub(crate) fn show(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        position: Option<i64>,
    ) -> Result<(), Error> {
        let before = self.current();
        let mut segments = Vec::with_capacity(searcher.segment_readers().len());
        let mut contacts = 0;
        for reader in searcher.segment_readers() {
            contacts += u64::from(reader.num_docs());
            let known = before.segments.iter().find(|known| known.body.id == reader.segment_id());
            let body = match known {
                Some(known) => Arc::clone(&known.body),
                None => Arc::new(Body::open(reader, fields, &self.values)?),
            };
            segments.push(Segment::new(body, reader));
        }
        let next = Arc::new(Snapshot { segments, position, contacts });
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
        Ok(())
    }
}
