//! Where an index begins: it is caught up where that is possible, else built from the table.

use db::{installation, outbox};
use domain::{ContactId, EpochId};
use search::{Following, Mark, State, Writer};

use super::Follower;
use super::fault::Fault;
use super::step::document;

/// Contacts read at once while the index is built anew.
const PAGE: i64 = 2_000;
/// Contacts between two lines of the log.
const LOGGED: u64 = 100_000;

impl Follower {
    /// Where the index stands, built anew if it cannot be caught up.
    pub(super) fn begin(&self, writer: &mut Writer) -> Result<Mark, Fault> {
        let known = self.index.mark();
        let (epoch, leads_on) = self.db.read_now(|c| {
            let epoch = installation::epoch(c)?;
            let leads_on = match known {
                Some(mark) if mark.epoch == epoch => outbox::leads_on_from(c, place(mark))?,
                _ => false,
            };
            Ok::<_, db::Error>((epoch, leads_on))
        })?;
        let mark = match known {
            Some(mark) if leads_on => mark,
            _ => self.rebuild(writer, epoch)?,
        };
        self.tell(Following {
            state: State::Following,
            position: mark.position,
            behind_since: None,
        });
        Ok(mark)
    }

    /// Builds the index from the table. If it is told to stop, what it has so far is dropped.
    pub(super) fn rebuild(&self, writer: &mut Writer, epoch: EpochId) -> Result<Mark, Fault> {
        // The place before the table: what changes meanwhile is applied once more.
        let end = self.db.read_now(outbox::newest)?;
        let total = self.db.read_index_now(outbox::count_documents)?;
        let mark = Mark { epoch, position: end.position, print: end.print };
        let was = self.index.mark().map(|mark| mark.position);
        tracing::info!(
            index.position = was,
            outbox.newest = end.position,
            index.total = total,
            "index.rebuild"
        );
        self.tell_built(0, total);
        writer.clear()?;
        writer.expect_more(true);
        let mut last: Option<ContactId> = None;
        let mut done = 0;
        loop {
            if self.stop.asked() {
                return Err(Fault::Stopped);
            }
            let page = self.db.read_index_now(|c| outbox::documents_after(c, last, PAGE))?;
            let Some(end) = page.last() else { break };
            last = Some(end.id);
            let before = done;
            done += page.len() as u64;
            writer.fill(page.into_iter().map(document))?;
            self.tell_built(done, total);
            if done / LOGGED > before / LOGGED {
                tracing::info!(index.contacts = done, index.total = total, "index.rebuilding");
            }
        }
        writer.expect_more(false);
        writer.commit(mark)?;
        tracing::info!(index.contacts = done, "index.rebuilt");
        Ok(mark)
    }

    fn tell_built(&self, done: u64, total: u64) {
        let since = self.told.borrow().behind_since.unwrap_or_else(|| self.sources.now());
        self.tell(Following {
            state: State::Building { done, total: total.max(done) },
            position: -1,
            behind_since: Some(since),
        });
    }
}

/// The place in the outbox at which an index stands.
const fn place(mark: Mark) -> outbox::Place {
    outbox::Place { position: mark.position, print: mark.print }
}
