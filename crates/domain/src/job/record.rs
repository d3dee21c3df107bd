//! Jobs as an operator sees them.

use serde::{Deserialize, Serialize};

use super::{JobState, Priority, Queue};
use crate::id::{JobId, OrganizationId};
use crate::time::Timestamp;

/// One job. Nothing of it is a tenant's record: ids, words, figures and the name of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobRecord {
    pub id: JobId,
    /// Such as `commit_import`.
    pub kind: String,
    pub queue: Queue,
    pub priority: Priority,
    pub state: JobState,
    /// Whose work it is; none for work of the installation itself, such as mails.
    pub organization: Option<JobOrganization>,
    /// How often it was begun.
    pub attempt: i64,
    /// How often a worker let its lease run out, because it died or slept.
    pub lapses: i64,
    /// Attempts before it is given up, lapses not counted.
    pub max_attempts: i64,
    pub created_at: Timestamp,
    /// When it may run (again).
    pub run_at: Timestamp,
    /// When the attempt began that runs or was the last.
    pub started_at: Option<Timestamp>,
    /// Until when it belongs to its worker.
    pub lease_until: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    /// Host and process that has it, or had it last.
    pub worker: Option<String>,
    /// What ended the last attempt that did not end well.
    pub error: Option<String>,
    /// How far it is, where that can be told.
    pub progress: Option<JobProgress>,
    /// An operator asked for its end; the worker will see to it.
    pub cancel_asked: bool,
    pub may_retry: bool,
    pub may_cancel: bool,
}

/// The organization of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobOrganization {
    pub id: OrganizationId,
    pub name: String,
}

/// How far a job is, in steps of its own, such as rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobProgress {
    pub done: u64,
    /// Of how many, as far as known.
    pub expected: u64,
}

/// The answer of `GET operator/jobs`: newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobPage {
    pub jobs: Vec<JobRecord>,
    pub next_cursor: Option<String>,
    /// The database's time, which all times of jobs are of.
    pub at: Timestamp,
}

/// The answer of `GET operator/jobs/summary`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobFigures {
    /// Every kind, whether there are any or not.
    pub kinds: Vec<KindFigures>,
    /// The database's time.
    pub at: Timestamp,
}

/// The jobs of one kind.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindFigures {
    pub kind: String,
    pub queued: u64,
    pub running: u64,
    pub failed: u64,
    /// Seconds for which the oldest job that could run has waited.
    pub oldest_wait_seconds: Option<f64>,
    /// Done in the hour before now.
    pub done_last_hour: u64,
}
