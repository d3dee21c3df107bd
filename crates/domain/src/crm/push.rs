use serde::{Deserialize, Serialize};

use super::{CrmPerson, PushFate};
use crate::export::ExportSearch;
use crate::id::{ContactId, ListId, PushId};
use crate::package::LimitCheck;
use crate::time::Timestamp;

/// Contacts of one push, at most: their ids are kept in one transaction.
pub const CONTACTS_MAX: usize = 1_000_000;

words! {
    /// Where a push stands.
    PushState {
        /// The dry run is at work: the CRM is asked, nothing is written there.
        Planning "planning" "Dry run",
        /// The dry run is done; somebody has to start the push.
        Ready "ready" "Ready",
        /// Contacts are written into the CRM.
        Running "running" "Running",
        /// Stopped by somebody; goes on from there.
        Paused "paused" "Paused",
        /// Every contact has its result.
        Done "done" "Done",
        /// Given up; what was written stays.
        Cancelled "cancelled" "Cancelled",
        /// Cannot go on; `error` says why.
        Failed "failed" "Failed",
    }
}

words! {
    /// What was chosen.
    PushWhat {
        Ids "ids" "Selected contacts",
        List "list" "A list",
        Search "search" "A search",
    }
}

/// The body of `POST crm/pushes`. Exactly one of `ids`, `list` and `search` is given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPush {
    /// These contacts of the workspace, 1 to 5,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<ContactId>>,
    /// All that is in a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListId>,
    /// All that a search of the workspace finds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<ExportSearch>,
    /// `false` starts the push by itself once its dry run is done, if the package allows it; unless given,
    /// somebody has to start it.
    #[serde(default = "yes")]
    pub dry_run: bool,
}

const fn yes() -> bool {
    true
}

/// One push, from its dry run to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Push {
    pub id: PushId,
    pub state: PushState,
    pub what: PushWhat,
    /// The location of the CRM that it is for.
    pub location: String,
    /// Who asked for it; null if they are gone.
    pub by: Option<CrmPerson>,
    pub counts: PushCounts,
    pub progress: PushProgress,
    /// What is left to do and how long the CRM's allowance makes it take; while it is ready, running or
    /// paused.
    pub estimate: Option<PushEstimate>,
    /// What it takes of the package, while it is ready.
    pub check: Option<LimitCheck>,
    /// Why it failed, or what it waits for.
    pub error: Option<String>,
    /// Whether the push found that the CRM had everything already.
    pub changed_nothing: bool,
    pub created_at: Timestamp,
    /// When the dry run was done.
    pub planned_at: Option<Timestamp>,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
}

/// How many contacts are what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct PushCounts {
    /// All that were chosen.
    pub total: u64,
    pub create: u64,
    pub update: u64,
    pub unchanged: u64,
    pub conflict: u64,
    pub not_pushable: u64,
    pub suppressed: u64,
    pub created: u64,
    pub updated: u64,
    pub failed: u64,
}

impl PushCounts {
    /// The count of a fate.
    pub const fn of(&mut self, fate: PushFate) -> &mut u64 {
        match fate {
            PushFate::Create => &mut self.create,
            PushFate::Update => &mut self.update,
            PushFate::Unchanged => &mut self.unchanged,
            PushFate::Conflict => &mut self.conflict,
            PushFate::NotPushable => &mut self.not_pushable,
            PushFate::Suppressed => &mut self.suppressed,
            PushFate::Created => &mut self.created,
            PushFate::Updated => &mut self.updated,
            PushFate::Failed => &mut self.failed,
        }
    }

    /// One contact is something else now.
    pub const fn turn(&mut self, from: PushFate, to: PushFate) {
        let from = self.of(from);
        *from = from.saturating_sub(1);
        *self.of(to) += 1;
    }

    /// Contacts that have their fate, planned or final.
    pub const fn judged(&self) -> u64 {
        self.waiting() + self.settled()
    }

    /// Contacts that are still to be written.
    pub const fn waiting(&self) -> u64 {
        self.create + self.update
    }

    /// Contacts with a result.
    pub const fn settled(&self) -> u64 {
        self.unchanged
            + self.conflict
            + self.not_pushable
            + self.suppressed
            + self.created
            + self.updated
            + self.failed
    }
}

/// How far the present step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushProgress {
    pub done: u64,
    pub total: u64,
}

/// What a push will take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushEstimate {
    /// Requests to the CRM.
    pub requests: u64,
    /// At the CRM's allowance; days where that is used up.
    pub seconds: u64,
}

impl PushEstimate {
    /// For so many contacts to create and to update: one or two requests a contact, and one more for its
    /// tags where `with_tags`. `allowance` is requests and the milliseconds in which they may be sent.
    pub fn new(counts: &PushCounts, with_tags: bool, allowance: Option<(u64, u64)>) -> Self {
        /// The CRM's documented limit: 100 requests in 10 s, and 200,000 a day.
        const USUAL: (u64, u64) = (100, 10_000);
        const DAILY: u64 = 200_000;
        let more = u64::from(with_tags);
        let requests = counts.create * (1 + more) + counts.update * (2 + more);
        let (limit, interval) = allowance.filter(|(limit, _)| *limit > 0).unwrap_or(USUAL);
        let days = requests.saturating_sub(1) / DAILY;
        let rest = requests - days * DAILY;
        let seconds = days * 86_400 + (rest * interval).div_ceil(limit * 1_000);
        Self { requests, seconds }
    }
}

/// The answer of `GET crm/pushes`: newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pushes {
    pub pushes: Vec<Push>,
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_that_turns_is_counted_once() {
        let mut counts = PushCounts { total: 3, create: 2, unchanged: 1, ..PushCounts::default() };
        counts.turn(PushFate::Create, PushFate::Created);
        assert_eq!((counts.create, counts.created, counts.judged()), (1, 1, 3));
        assert_eq!((counts.waiting(), counts.settled()), (1, 2));
    }

    #[test]
    fn an_estimate_follows_the_allowance_and_the_day() {
        let counts = PushCounts { create: 100, update: 50, ..PushCounts::default() };
        let estimate = |tags, allowance| PushEstimate::new(&counts, tags, allowance);
        assert_eq!(estimate(false, None), PushEstimate { requests: 200, seconds: 20 });
        assert_eq!(estimate(true, Some((10, 1_000))), PushEstimate { requests: 350, seconds: 35 });
        let many = PushCounts { create: 250_000, ..PushCounts::default() };
        assert_eq!(PushEstimate::new(&many, false, None).seconds, 86_400 + 5_000);
    }
}
