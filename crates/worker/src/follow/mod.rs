//! The follower: applies the changes that the outbox tells to this node's search index.
//!
//! Whatever happens to the index, the process goes on: what can be caught up is caught up, what cannot
//! is built anew from the database, and what only an operator can mend is tried again until they have.

mod build;
mod fault;
mod step;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use db::Db;
use domain::{Sources, Timestamp};
use search::{Following, Index, Place, State, Writer};
use tokio::sync::watch;

use crate::figures::Figures;
use crate::stop::Stop;
use fault::{Fault, Remedy, Trouble};

/// How far the index is.
pub type Progress = watch::Receiver<Following>;

/// How long an idle follower waits before it looks for changes of other nodes.
const PATIENCE: Duration = Duration::from_millis(100);
/// Seconds until searches use what was merged in the background; more would gain nothing.
const REFRESH_SECONDS: i64 = 5;
/// Seconds between two looks for changes to forget.
const PRUNE_SECONDS: i64 = 3_600;
/// Seconds between two steps of that.
const PAUSED_SECONDS: i64 = 2;
/// How long changes are kept, for nodes that were away.
const KEPT_SECONDS: i64 = 24 * 3_600;
/// Seconds after which an index that had nothing to do counts as sound.
const SOUND_SECONDS: f64 = 60.0;
/// Seconds between two examinations of files that a search found strange: whoever finds a query that
/// fails must not keep the disk busy with it.
const SUSPICION_SECONDS: i64 = 60;

/// Keeps one index in step, on a thread of its own.
pub struct Follower {
    db: Db,
    sources: Sources,
    index: Index,
    place: Place,
    stop: Stop,
    told: watch::Sender<Following>,
    figures: Figures,
}

impl Follower {
    /// A follower and the view of how far it is. Nothing is opened before it runs.
    pub fn new(
        db: Db,
        sources: Sources,
        (index, place): (Index, Place),
        stop: Stop,
    ) -> (Self, Progress) {
        let (told, progress) = watch::channel(Following::START);
        let figures = Figures::default();
        (Self { db, sources, index, place, stop, told, figures }, progress)
    }

    /// Counts what it does in these figures.
    #[must_use]
    pub fn counting(self, figures: Figures) -> Self {
        Self { figures, ..self }
    }

    /// Follows until it is told to stop. Faults are logged, mended where that is possible, and tried
    /// again: search falls behind meanwhile, nothing else does.
    pub fn run(self) {
        let mut trouble = Trouble::default();
        while !self.stop.asked() {
            let begun = catch_unwind(AssertUnwindSafe(|| self.session(&mut trouble)));
            let fault = match begun.unwrap_or(Err(Fault::Panicked)) {
                Ok(()) | Err(Fault::Stopped) => continue,
                Err(fault) => fault,
            };
            let remedy = trouble.remedy(&fault, Index::is_cramped(&self.place));
            tracing::error!(error = %fault, index.remedy = remedy.as_str(), "index.follow_failed");
            if remedy == Remedy::Wipe
                && let Err(error) = self.index.wipe(&self.place)
            {
                tracing::error!(error = %error, "index.wipe_failed");
            }
            self.tell_trouble();
            self.rest(trouble.pause());
        }
    }

    /// From opening the index to the first fault, or to the end.
    fn session(&self, trouble: &mut Trouble) -> Result<(), Fault> {
        let mut writer = self.index.open_writer(&self.place)?;
        self.inspect(&writer)?;
        let mut mark = self.begin(&mut writer)?;
        let start = self.sources.now();
        let (mut pruned, mut refreshed) = (start, start);
        let mut examined = start.plus_seconds(-SUSPICION_SECONDS);
        while !self.stop.asked() {
            let heard = self.db.bell().rung();
            let stepped = self.step(&mut writer, mark)?;
            if stepped.is_some() || self.sources.now().seconds_since(start) > SOUND_SECONDS {
                trouble.over();
            }
            if let Some(next) = stepped {
                mark = next;
            } else {
                writer.rest()?;
                self.db.bell().wait_for_any(heard, PATIENCE);
            }
            if self.is_due(&mut refreshed, REFRESH_SECONDS) {
                writer.refresh()?;
            }
            if self.is_due(&mut pruned, PRUNE_SECONDS) && self.prune() {
                // There may be more; other writers, and the next batch, come first.
                pruned = pruned.plus_seconds(PAUSED_SECONDS - PRUNE_SECONDS);
            }
            let rested = examined.plus_seconds(SUSPICION_SECONDS) <= self.sources.now();
            if rested && self.index.take_suspicion() {
                if writer.is_damaged() {
                    return Err(Fault::Damaged);
                }
                examined = self.sources.now();
            }
        }
        Ok(())
    }

    /// Has all files of the index read once, beside everything else: damage is found before a search
    /// meets it.
    fn inspect(&self, writer: &Writer) -> Result<(), Fault> {
        if matches!(self.place, Place::Folder(_)) {
            let inspection = writer.inspect_later();
            std::thread::Builder::new().name("index".to_owned()).spawn(inspection)?;
        }
        Ok(())
    }

    /// Forgets old changes; answers whether there were any. A fault is no reason to stop following.
    fn prune(&self) -> bool {
        let before = self.sources.now().plus_seconds(-KEPT_SECONDS);
        match self.db.write_now(|c| db::outbox::prune(c, before)) {
            Ok(count) => count > 0,
            Err(error) => {
                tracing::warn!(error = %error, "outbox.not_pruned");
                false
            }
        }
    }

    fn is_due(&self, last: &mut Timestamp, seconds: i64) -> bool {
        let now = self.sources.now();
        let due = last.plus_seconds(seconds) < now;
        if due {
            *last = now;
        }
        due
    }

    fn tell(&self, following: Following) {
        self.told.send_if_modified(|told| {
            let news = *told != following;
            *told = following;
            news
        });
    }

    /// Says that the index does not follow, and whether searches still see something.
    fn tell_trouble(&self) {
        let now = self.sources.now();
        self.told.send_modify(|told| {
            let usable = told.answers() && self.index.mark().is_some();
            told.state = if usable { State::Stalled } else { State::Unavailable };
            told.position = if usable { told.position } else { -1 };
            told.behind_since.get_or_insert(now);
        });
    }

    fn rest(&self, pause: Duration) {
        let step = Duration::from_millis(100);
        let mut left = pause;
        while !left.is_zero() && !self.stop.asked() {
            std::thread::sleep(left.min(step));
            left = left.saturating_sub(step);
        }
    }
}
