//! What searches see: the segments of one commit.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use domain::search::FilterField;
use tantivy::{DocId, Searcher};

use crate::Error;
use crate::counts::Counts;
use crate::mark::Mark;
use crate::schema::Fields;
use crate::segment::{Body, Segment};
use crate::values::Values;

/// The segments of one commit.
pub(crate) struct Snapshot {
    pub(crate) segments: Vec<Segment>,
    /// What the commit carries.
    pub(crate) mark: Option<Mark>,
    /// Contacts of all owners.
    pub(crate) contacts: u64,
    /// Rises from snapshot to snapshot.
    pub(crate) number: u64,
}

impl Snapshot {
    const fn empty() -> Self {
        Self { segments: Vec::new(), mark: None, contacts: 0, number: 0 }
    }

    /// Whether anybody who is alive stands under a term.
    pub(crate) fn has(&self, term: &[u8]) -> io::Result<bool> {
        Ok(self.first(term)?.is_some())
    }

    /// The first contact that is alive and stands under a term.
    pub(crate) fn first(&self, term: &[u8]) -> io::Result<Option<(&Segment, DocId)>> {
        for segment in &self.segments {
            let Some(mut postings) = segment.postings(term)? else { continue };
            while !postings.docs().is_empty() {
                let mut docs = postings.docs().iter().copied();
                if let Some(doc) = docs.find(|doc| segment.is_alive(*doc)) {
                    return Ok(Some((segment, doc)));
                }
                postings.advance();
            }
        }
        Ok(None)
    }
}

/// The newest snapshot and what outlives it.
pub(crate) struct Shared {
    current: RwLock<Arc<Snapshot>>,
    /// For each facet its values, in the order of [`FilterField::FACETS`].
    pub(crate) values: Vec<Values>,
    pub(crate) counts: Counts,
    /// Whether a search met what only damaged files explain.
    suspected: AtomicBool,
}

impl Shared {
    pub(crate) fn new() -> Self {
        Self {
            current: RwLock::new(Arc::new(Snapshot::empty())),
            values: FilterField::FACETS.iter().map(|_| Values::new()).collect(),
            counts: Counts::default(),
            suspected: AtomicBool::new(false),
        }
    }

    /// The same snapshot, which nothing replaces. It has no values of facets to count.
    pub(crate) fn still(&self) -> Self {
        Self { current: RwLock::new(self.current()), ..Self::new() }
    }

    pub(crate) fn current(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows the searcher's segments from now on. What is known of a segment is kept.
    pub(crate) fn show(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        mark: Option<Mark>,
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
            segments.push(Segment::new(body, reader, known));
        }
        self.replace(Snapshot { segments, mark, contacts, number: 0 });
        Ok(())
    }

    /// Shows nothing any more.
    pub(crate) fn clear(&self) {
        self.replace(Snapshot::empty());
        self.take_suspicion();
    }

    fn replace(&self, next: Snapshot) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(Snapshot { number: current.number + 1, ..next });
    }

    pub(crate) fn suspect(&self) {
        self.suspected.store(true, Ordering::Relaxed);
    }

    pub(crate) fn take_suspicion(&self) -> bool {
        self.suspected.swap(false, Ordering::Relaxed)
    }
}
