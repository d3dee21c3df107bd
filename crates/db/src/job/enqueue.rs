use diesel::prelude::*;
use domain::job::Job;
use domain::{JobId, UserId};

use super::after;
use crate::conn::{Conn, on};
use crate::schema::jobs;
use crate::types::{Json, Key};
use crate::{Result, Scope};

/// Enqueues a job in the transaction of the change that asks for it.
pub fn enqueue(conn: &mut Conn, scope: &Scope, id: JobId, job: &Job) -> Result<()> {
    insert(conn, scope, id, job, 0)
}

fn insert(conn: &mut Conn, scope: &Scope, id: JobId, job: &Job, seconds: i64) -> Result<()> {
    let (organization, user) = (scope.organization(), scope.user());
    let key = scope.key().map(Key);
    let (now, run_at) = (after(conn, 0), after(conn, seconds));
    on!(conn, |c| diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(Key(id)),
            jobs::organization_id.eq(Key(organization)),
            jobs::user_id.eq(Key(user)),
            jobs::api_key_id.eq(key),
            jobs::payload.eq(Json(job.clone())),
            jobs::kind.eq(job.kind()),
            jobs::queue.eq(job.queue().as_str()),
            jobs::priority.eq(job.priority().rank()),
            jobs::state.eq("queued"),
            jobs::attempts.eq(0),
            jobs::lapses.eq(0),
            jobs::fence.eq(0),
            jobs::run_at.eq(run_at),
            jobs::created_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// Enqueues a job that may run in so many seconds, unless one of its kind waits for the organization already.
pub fn enqueue_later(
    conn: &mut Conn,
    scope: &Scope,
    id: JobId,
    job: &Job,
    seconds: i64,
) -> Result<()> {
    let waiting = jobs::table
        .filter(jobs::queue.eq(job.queue().as_str()))
        .filter(jobs::state.eq("queued"))
        .filter(jobs::organization_id.eq(Key(scope.organization())))
        .filter(jobs::kind.eq(job.kind()));
    let waits: bool = on!(conn, |c| diesel::select(diesel::dsl::exists(waiting)).get_result(c))?;
    if waits { Ok(()) } else { insert(conn, scope, id, job, seconds) }
}

/// Enqueues work of the installation itself, in the name of a user but for no organization.
pub(crate) fn enqueue_system(conn: &mut Conn, user: UserId, id: JobId, job: &Job) -> Result<()> {
    enqueue(conn, &Scope::new(domain::partition::directory(), user), id, job)
}
