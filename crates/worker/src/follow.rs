//! The follower: applies the changes that the outbox tells to this node's search index.

use std::collections::HashSet;
use std::time::Duration;

use db::Db;
use db::outbox::{self, Changed};
use db::system::Indexable;
use domain::{ContactId, Sources};
use search::{Change, Document, Index, Writer};
use tokio::sync::watch;

use crate::figures::Figures;
use crate::stop::Stop;

/// How far the index is: the position that searches can see. -1 while it is being built.
pub type Progress = watch::Receiver<i64>;

/// Changes in one commit of the index. A commit costs about the same for one and for thousands.
const BATCH: i64 = 5_000;
/// Contacts read at once while the index is built anew.
const PAGE: i64 = 2_000;
/// How long an idle follower waits before it looks for changes of other nodes.
const PATIENCE: Duration = Duration::from_millis(100);
/// Seconds until searches use what was merged in the background; more would gain nothing.
const REFRESH_SECONDS: f64 = 5.0;
/// How long changes are kept, for nodes that were away.
const KEPT_SECONDS: i64 = 24 * 3_600;

/// What can go wrong between database and index.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{0}")]
    Database(#[from] db::Error),
    #[error("{0}")]
    Index(#[from] search::Error),
}

/// Keeps one index in step, on a thread of its own.
pub struct Follower {
    db: Db,
    sources: Sources,
    index: Index,
    writer: Writer,
    stop: Stop,
    position: watch::Sender<i64>,
    figures: Figures,
}

impl Follower {
    /// A follower and the view of how far it is.
    pub fn new(
        db: Db,
        sources: Sources,
        (index, writer): (Index, Writer),
        stop: Stop,
    ) -> (Self, Progress) {
        let (position, progress) = watch::channel(-1);
        let figures = Figures::default();
        (Self { db, sources, index, writer, stop, position, figures }, progress)
    }

    /// Counts what it does in these figures.
    #[must_use]
    pub fn counting(self, figures: Figures) -> Self {
        Self { figures, ..self }
    }

    /// Follows until it is told to stop. Faults are logged and tried again: search falls behind
    /// meanwhile, nothing else does.
    pub fn run(mut self) {
        while !self.stop.asked() {
            if let Err(error) = self.follow() {
                tracing::error!(error = %error, "index.follow_failed");
                std::thread::sleep(Duration::from_secs(1));
            }
        }
    }

    fn follow(&mut self) -> Result<(), Error> {
        let mut position = self.begin()?;
        self.position.send_replace(position);
        let mut pruned = self.sources.now();
        let mut refreshed = pruned;
        while !self.stop.asked() {
            let heard = self.db.bell().count();
            let batch = self.db.read_now(|c| outbox::after(c, position, BATCH))?;
            if batch.changes.is_empty() {
                self.db.bell().wait(heard, PATIENCE);
            } else {
                self.apply(&batch.changes)?;
                self.writer.commit(batch.position)?;
                self.figures.applied(batch.changes.len());
                position = batch.position;
                self.position.send_replace(position);
            }
            let now = self.sources.now();
            if now.seconds_since(refreshed) > REFRESH_SECONDS {
                refreshed = now;
                self.writer.refresh()?;
            }
            if now.seconds_since(pruned) > 3_600.0 {
                pruned = now;
                self.db.write_now(|c| outbox::prune(c, now.plus_seconds(-KEPT_SECONDS)))?;
            }
        }
        Ok(())
    }

    /// Where the index stands, built anew if it cannot be caught up.
    fn begin(&mut self) -> Result<i64, Error> {
        let (newest, oldest) =
            self.db.read_now(|c| Ok::<_, db::Error>((outbox::newest(c)?, outbox::oldest(c)?)))?;
        match self.index.position() {
            Some(at) if at <= newest && oldest.is_none_or(|oldest| oldest <= at + 1) => Ok(at),
            at => {
                tracing::info!(index.position = at, outbox.newest = newest, "index.rebuild");
                self.rebuild(newest)
            }
        }
    }

    fn rebuild(&mut self, position: i64) -> Result<i64, Error> {
        let total = self.db.read_index_now(outbox::count_documents)?;
        self.writer.building(0, total);
        self.writer.clear()?;
        let mut last: Option<ContactId> = None;
        let mut count = 0_usize;
        while !self.stop.asked() {
            let page = self.db.read_index_now(|c| outbox::documents_after(c, last, PAGE))?;
            let Some(end) = page.last() else { break };
            last = Some(end.id);
            count += page.len();
            self.writer.apply(&page.into_iter().map(upsert).collect::<Vec<_>>())?;
            self.writer.building(u64::try_from(count).unwrap_or(u64::MAX), total);
            tracing::debug!(index.contacts = count, "index.rebuilding");
        }
        self.writer.commit(position)?;
        tracing::info!(index.contacts = count, "index.rebuilt");
        Ok(position)
    }

    /// Applies what contacts are now, whatever they were when the change was noted.
    fn apply(&mut self, changes: &[Changed]) -> Result<(), Error> {
        let mut gone: HashSet<Changed> = changes.iter().copied().collect();
        let ids: Vec<ContactId> = gone.iter().map(|change| change.contact).collect();
        for ids in ids.chunks(1_000) {
            let documents = self.db.read_index_now(|c| outbox::documents(c, ids))?;
            for document in &documents {
                gone.remove(&Changed { partition: document.partition, contact: document.id });
            }
            self.writer.apply(&documents.into_iter().map(upsert).collect::<Vec<_>>())?;
        }
        let removals: Vec<Change> = gone
            .into_iter()
            .map(|change| Change::Remove(change.partition, change.contact))
            .collect();
        Ok(self.writer.apply(&removals)?)
    }
}

fn upsert(found: Indexable) -> Change {
    let document = Document {
        contact: found.id,
        fields: found.fields,
        completeness: found.completeness,
        source: found.source,
    };
    Change::Upsert(found.partition, Box::new(document))
}
