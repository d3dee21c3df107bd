//! One batch of changes.

use std::collections::HashSet;

use db::outbox::{self, Changed};
use db::system::Indexable;
use domain::{ContactId, Partition};
use search::{Change, Document, Following, Mark, State, Writer};

use super::fault::Fault;
use super::{Follower, PATIENCE};

/// Changes that are read at once.
const BATCH: i64 = 5_000;
/// Changes in one commit of the index while a longer run goes on, whose changes nobody waits for: every
/// commit makes a segment, and small ones must be merged over and over.
const GATHERED: usize = 20_000;
/// Seconds for which they are gathered at most: what such a run has written so far can be found then.
const GATHERING_SECONDS: i64 = 5;

impl Follower {
    /// Applies the next changes; answers where the index stands then, or nothing if there were none.
    pub(super) fn step(&self, writer: &mut Writer, from: Mark) -> Result<Option<Mark>, Fault> {
        let state = State::Following;
        let (mut mark, mut applied, mut behind_since) = (from, 0, None);
        let begun = self.sources.now();
        let goes_on = loop {
            let heard = self.db.bell().rung();
            let (epoch, batch) = self.db.read_now(|c| {
                let epoch = db::installation::epoch(c)?;
                Ok::<_, db::Error>((epoch, outbox::after(c, mark.position, BATCH)?))
            })?;
            if epoch != mark.epoch || !batch.whole {
                // Another epoch began, or the changes were forgotten before this node had seen them.
                return self.begin(writer).map(Some);
            }
            if let Some(end) = batch.end {
                behind_since = behind_since.or(batch.since);
                self.tell(Following { state, position: from.position, behind_since });
                self.apply(writer, &batch.changes)?;
                mark = Mark { position: end.position, print: end.print, ..mark };
                applied += batch.changes.len();
            }
            if applied == 0 || batch.is_awaited || self.stop.asked() {
                break false;
            }
            let is_late = begun.plus_seconds(GATHERING_SECONDS) <= self.sources.now();
            if applied >= GATHERED || is_late {
                break true;
            }
            // Less than half a batch: the run has not come further yet.
            if batch.changes.len() * 2 < usize::try_from(BATCH).unwrap_or_default() {
                self.db.bell().wait_for_any(heard, PATIENCE);
            }
        };
        if applied > 0 {
            writer.expect_more(goes_on);
            writer.commit(mark)?;
            self.figures.applied(applied);
        }
        self.tell(Following { state, position: mark.position, behind_since });
        Ok((applied > 0).then_some(mark))
    }

    /// Applies what contacts are now, whatever they were when the change was noted.
    fn apply(&self, writer: &mut Writer, changes: &[Changed]) -> Result<(), Fault> {
        let mut gone: HashSet<Changed> = changes.iter().copied().collect();
        let ids: Vec<ContactId> = gone.iter().map(|change| change.contact).collect();
        for ids in ids.chunks(1_000) {
            let documents = self.db.read_index_now(|c| outbox::documents(c, ids))?;
            for document in &documents {
                gone.remove(&Changed { partition: document.partition, contact: document.id });
            }
            let upserts = documents.into_iter().map(|found| {
                let (partition, document) = document(found);
                Change::Upsert(partition, Box::new(document))
            });
            writer.apply(&upserts.collect::<Vec<_>>())?;
        }
        let removals: Vec<Change> = gone
            .into_iter()
            .map(|change| Change::Remove(change.partition, change.contact))
            .collect();
        Ok(writer.apply(&removals)?)
    }
}

/// A row as the index takes it.
pub(super) fn document(found: Indexable) -> (Partition, Document) {
    let document = Document {
        contact: found.id,
        fields: found.fields,
        completeness: found.completeness,
        source: found.source,
        created_at: found.created_at,
        updated_at: found.updated_at,
        lists: found.lists,
        verified_at: found.verified_at,
    };
    (found.partition, document)
}
