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
    let (organization, user) = (scope.organization(), scope.user());
    let key = scope.key().map(Key);
    let now = after(conn, 0);
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
            jobs::run_at.eq(now.clone()),
            jobs::created_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// Enqueues work of the installation itself, in the name of a user but for no organization.
pub(crate) fn enqueue_system(conn: &mut Conn, user: UserId, id: JobId, job: &Job) -> Result<()> {
    enqueue(conn, &Scope::new(domain::partition::directory(), user), id, job)
}
