//! What searches see: the segments of one commit.

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
}

/// The newest snapshot and what outlives it.
pub(crate) struct Shared {
    current: RwLock<Arc<Snapshot>>,
    /// For each facet its values, in the order of [`FilterField::FACETS`].
    pub(crate) values: Vec<Values>,
}

impl Shared {
    pub(crate) fn new() -> Self {
        let empty = Snapshot { segments: Vec::new(), position: None };
        Self {
            current: RwLock::new(Arc::new(empty)),
            values: FilterField::FACETS.iter().map(|_| Values::new()).collect(),
        }
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
        for reader in searcher.segment_readers() {
            let known = before.segments.iter().find(|known| known.body.id == reader.segment_id());
            let body = match known {
                Some(known) => Arc::clone(&known.body),
                None => Arc::new(Body::open(reader, fields, &self.values)?),
            };
            segments.push(Segment::new(body, reader));
        }
        let next = Arc::new(Snapshot { segments, position });
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
        Ok(())
    }
}
