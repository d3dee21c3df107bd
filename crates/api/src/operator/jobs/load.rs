use db::Conn;
use domain::JobId;
use domain::job::JobRecord;

use crate::http::{Answer, Refusal};

/// A job, whosever it is.
pub(super) fn load(conn: &mut Conn, id: JobId) -> Answer<JobRecord> {
    db::job::find(conn, id)?.ok_or_else(Refusal::not_found)
}
