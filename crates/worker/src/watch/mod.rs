//! Saved searches that somebody follows: what became of their results is looked at now and then, told in
//! the application, and by mail at most once a day.
//!
//! It stands beside the follower, because it needs an index. Where several nodes do it, each person is
//! looked at by one of them: it notes that in the transaction that writes what is to be told.

mod look;
mod mail;

use std::collections::HashMap;
use std::time::Duration;

use db::Db;
use db::notice;
use domain::search::Day;
use domain::{OrganizationId, Sources};
use search::Index;

use crate::stop::Stop;

/// How long until it is asked again whose turn it is, at most.
const PAUSE: Duration = Duration::from_mins(1);
/// Seconds between two looks at the searches of one person, unless set otherwise.
pub const WATCH_SECONDS: i64 = 15 * 60;

/// Looks at the searches that people follow, on a thread of its own.
pub struct Watch {
    pub db: Db,
    pub sources: Sources,
    /// The index of this node, which a follower keeps in step.
    pub index: Index,
    /// Seconds between two looks at the searches of one person.
    pub period_seconds: i64,
    pub stop: Stop,
}

impl Watch {
    /// Looks until it is told to stop. What fails is logged and tried again.
    pub fn run(&self) {
        while !self.stop.asked() {
            if let Err(error) = self.round() {
                tracing::warn!(error = %error, "watch.failed");
            }
            let period = u64::try_from(self.period_seconds).unwrap_or_default();
            self.stop.wait(PAUSE.min(Duration::from_secs(period.max(1))));
        }
    }

    /// Looks at the searches of everybody whose turn it is and who may see something that was not there at
    /// their last look, or looked on an earlier day; then sends what is to be mailed.
    ///
    /// # Errors
    /// The database failed. One person's fault is logged, and keeps nobody else from their turn.
    pub fn round(&self) -> db::Result<()> {
        let before = self.sources.now().plus_seconds(-self.period_seconds);
        let mut positions: HashMap<OrganizationId, i64> = HashMap::new();
        for watch in self.db.read_now(|c| notice::due(c, before))? {
            if self.stop.asked() {
                return Ok(());
            }
            let organization = watch.scope.organization();
            let position = match positions.get(&organization) {
                Some(&position) => position,
                None => self.db.read_as_now(&watch.scope, |c| notice::position(c, &watch.scope))?,
            };
            positions.insert(organization, position);
            // Spans of time that move do so without anything being written.
            let is_same_day = Day::of(watch.looked_at) == Day::of(self.sources.now());
            // An index that has not come so far will have by the next turn.
            if (position == watch.position && is_same_day) || self.index.position() < Some(position)
            {
                continue;
            }
            if let Err(error) = self.look(&watch, position) {
                tracing::warn!(error = %error, "watch.look_failed");
            }
        }
        self.send_mails()
    }
}
