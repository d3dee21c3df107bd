//! One batch of changes.

use std::collections::HashSet;

use db::outbox::{self, Changed};
use db::system::Indexable;
use domain::ContactId;
use search::{Change, Document, Following, Mark, State, Writer};

use super::Follower;
use super::fault::Fault;

/// Changes that are read at once.
const BATCH: i64 = 5_000;
/// Changes in one commit of the index while a longer run goes on, whose changes nobody waits for: every
/// commit makes a segment, and small ones must be merged over and over.
const GATHERED: usize = 20_000;

impl Follower {
    /// Applies the next changes; answers where the index stands then, or nothing if there were none.
    pub(super) fn step(&self, writer: &mut Writer, from: Mark) -> Result<Option<Mark>, Fault> {
        let state = State::Following;
        let (mut mark, mut applied, mut behind_since) = (from, 0, None);
        loop {
            let (epoch, batch) = self.db.read_now(|c| {
                let epoch = db::installation::epoch(c)?;
                Ok::<_, db::Error>((epoch, outbox::after(c, mark.position, BATCH)?))
            })?;
            if epoch != mark.epoch || !batch.whole {
                // Another epoch began, or the changes were forgotten before this node had seen them.
                return self.begin(writer).map(Some);
            }
            let Some(end) = batch.end else { break };
            behind_since = behind_since.or(batch.since);
            self.tell(Following { state, position: from.position, behind_since });
            self.apply(writer, &batch.changes)?;
            mark = Mark { position: end.position, print: end.print, ..mark };
            applied += batch.changes.len();
            // Most of a batch: there are probably more.
            let goes_on = batch.changes.len() * 2 > usize::try_from(BATCH).unwrap_or_default();
            if batch.is_awaited || !goes_on || applied >= GATHERED || self.stop.asked() {
                break;
            }
        }
        if applied > 0 {
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
            writer.apply(&documents.into_iter().map(upsert).collect::<Vec<_>>())?;
        }
        let removals: Vec<Change> = gone
            .into_iter()
            .map(|change| Change::Remove(change.partition, change.contact))
            .collect();
        Ok(writer.apply(&removals)?)
    }
}

pub(super) fn upsert(found: Indexable) -> Change {
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
    Change::Upsert(found.partition, Box::new(document))
}
