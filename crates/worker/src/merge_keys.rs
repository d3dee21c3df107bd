//! Keys of contacts are put in order behind a large import. It takes seconds for each hundred thousand contacts,
//! which nobody need wait for but those who look up many of them.

use db::contact::Sweep;
use db::{Conn, job};
use domain::job::Job;

use crate::heartbeat::Task;
use crate::outcome::Fault;

/// Seconds that it waits behind a commit: the search index, which people do wait for, comes first.
const LATER: i64 = 60;

/// The job. What was cut off goes on where it ended.
pub(crate) fn run(task: &Task<'_>) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    now(task)?;
    worker.db.write_as_now(&claim.scope, |c| Ok(job::finish(c, claim)?))
}

/// Puts them in order before many are looked up.
pub(crate) fn now(task: &Task<'_>) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    db::contact::settle(&worker.db, &claim.scope, Sweep::Nothing, || task.go_on())
}

/// Leaves it to a job, if there is anything to do, behind what wrote many.
pub(crate) fn later(conn: &mut Conn, task: &Task<'_>) -> db::Result<()> {
    let Task { worker, claim, .. } = *task;
    if db::contact::are_crowded(conn, &claim.scope)? {
        job::enqueue_later(conn, &claim.scope, worker.sources.id(), &Job::MergeKeys, LATER)?;
    }
    Ok(())
}
