use db::Conn;
use domain::job::{JobRecord, JobState};
use domain::{Code, JobId, OrganizationId};

use crate::http::{Answer, Refusal};

/// A job, whosever it is.
pub(super) fn load(conn: &mut Conn, id: JobId) -> Answer<JobRecord> {
    db::job::find(conn, id)?.ok_or_else(Refusal::not_found)
}

/// Whose log is to tell of it.
pub(super) fn tenant(job: &JobRecord) -> Option<OrganizationId> {
    job.organization.as_ref().map(|organization| organization.id)
}

/// What cannot be done in the state that the job is in.
pub(super) fn wrong_state(what: &str, state: JobState) -> Refusal {
    let detail = format!("{what} is not possible for a job in the state {}.", state.as_str());
    Refusal::new(Code::WrongState, detail)
}
