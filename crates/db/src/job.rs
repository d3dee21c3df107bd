//! The queue of background work: leases, fencing, retries.
//!
//! A worker that loses its lease, because it slept or was cut off, finds another fence in the row
//! and can write nothing any more.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use domain::job::Job;
use domain::{ApiKeyId, JobId, OrganizationId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::schema::jobs;
use crate::types::{Json, Key, Moment};
use crate::{Db, Error, Result, Scope, dialect};

/// Seconds for which a claimed job belongs to its worker, unless renewed.
pub const LEASE_SECONDS: i64 = 60;

/// Attempts before a job is given up: with the worker's pauses half a minute for work on records, and
/// about an hour for mails, because mail servers are away for longer.
pub const fn max_attempts(job: &Job) -> i64 {
    match job {
        Job::SendMail { .. } => 20,
        _ => 5,
    }
}

/// A job in the hands of a worker.
#[derive(Debug, Clone)]
pub struct Claim {
    pub id: JobId,
    pub scope: Scope,
    pub job: Job,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    fence: i64,
}

/// Enqueues a job in the transaction of the change that asks for it.
pub fn enqueue(conn: &mut Conn, scope: &Scope, id: JobId, job: &Job, now: Timestamp) -> Result<()> {
    let (organization, user) = (scope.organization(), scope.user());
    let key = scope.key().map(Key);
    on!(conn, |c| diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(Key(id)),
            jobs::organization_id.eq(Key(organization)),
            jobs::user_id.eq(Key(user)),
            jobs::payload.eq(Json(job.clone())),
            jobs::state.eq("queued"),
            jobs::attempts.eq(0),
            jobs::fence.eq(0),
            jobs::run_at.eq(Moment(now)),
            jobs::created_at.eq(Moment(now)),
            jobs::api_key_id.eq(key),
            jobs::kind.eq(job.kind()),
        ))
        .execute(c))?;
    Ok(())
}

/// Enqueues work of the installation itself, in the name of a user but for no organization.
pub fn enqueue_system(
    conn: &mut Conn,
    user: UserId,
    id: JobId,
    job: &Job,
    now: Timestamp,
) -> Result<()> {
    enqueue(conn, &Scope::new(domain::partition::directory(), user), id, job, now)
}

/// Takes the next job of these kinds (of any, if there is none) that waits, or one whose worker let
/// its lease run out.
///
/// Looks before it writes: every writing transaction wakes all workers of the process, so two that
/// look for work by writing would keep each other awake for ever.
pub fn claim(db: &Db, kinds: &[&str], now: Timestamp) -> Result<Option<Claim>> {
    type Row = (Key<OrganizationId>, Key<UserId>, Option<Key<ApiKeyId>>, Json<Job>, i64, i64);
    if !db.read_now(|conn| may_run(conn, kinds, now))? {
        return Ok(None);
    }
    db.write_now(|conn| {
        let lease_until = now.plus_seconds(LEASE_SECONDS);
        let Some(id) = dialect::claim_job(conn, kinds, now, lease_until)? else { return Ok(None) };
        let (Key(organization), Key(user), key, Json(job), attempt, fence): Row =
            on!(conn, |c| jobs::table
                .find(Key(id))
                .select((
                    jobs::organization_id,
                    jobs::user_id,
                    jobs::api_key_id,
                    jobs::payload,
                    jobs::attempts,
                    jobs::fence
                ))
                .first(c))?;
        Ok(Some(Claim {
            id,
            scope: Scope::of_key(organization, user, key.map(|Key(key)| key)),
            job,
            attempt,
            fence,
        }))
    })
}

/// Whether there is a job of these kinds that [`claim`] would take.
fn may_run(conn: &mut Conn, kinds: &[&str], now: Timestamp) -> Result<bool> {
    let waits = jobs::run_at.le(Moment(now)).and(
        jobs::state
            .eq("queued")
            .or(jobs::state.eq("running").and(jobs::lease_until.lt(Moment(now)))),
    );
    let fits = jobs::kind.eq_any(kinds).or(kinds.is_empty().into_sql::<Bool>());
    let found: Option<Key<JobId>> =
        on!(conn, |c| jobs::table.filter(waits).filter(fits).select(jobs::id).first(c).optional())?;
    Ok(found.is_some())
}

/// Renews the lease and proves that it is still held. Every write of a job begins with it.
///
/// # Errors
/// [`Error::LeaseLost`] if another worker has the job by now.
pub fn hold(conn: &mut Conn, claim: &Claim, now: Timestamp) -> Result<()> {
    let rows = on!(conn, |c| diesel::update(jobs::table.find(Key(claim.id)))
        .filter(jobs::fence.eq(claim.fence))
        .filter(jobs::state.eq("running"))
        .set(jobs::lease_until.eq(Moment(now.plus_seconds(LEASE_SECONDS))))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Closes a job as done, in the transaction of its last write.
pub fn finish(conn: &mut Conn, claim: &Claim, now: Timestamp) -> Result<()> {
    close(conn, claim, "done", None, now)
}

/// Closes a job as failed for good.
pub fn fail(conn: &mut Conn, claim: &Claim, error: &str, now: Timestamp) -> Result<()> {
    close(conn, claim, "failed", Some(error), now)
}

/// Puts a job back, to be tried again at a later moment.
pub fn retry(
    conn: &mut Conn,
    claim: &Claim,
    error: &str,
    run_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    hold(conn, claim, now)?;
    on!(conn, |c| diesel::update(jobs::table.find(Key(claim.id)))
        .set((
            jobs::state.eq("queued"),
            jobs::run_at.eq(Moment(run_at)),
            jobs::lease_until.eq(None::<Moment>),
            jobs::error.eq(error),
        ))
        .execute(c))?;
    Ok(())
}

fn close(
    conn: &mut Conn,
    claim: &Claim,
    state: &str,
    error: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    hold(conn, claim, now)?;
    on!(conn, |c| diesel::update(jobs::table.find(Key(claim.id)))
        .set((
            jobs::state.eq(state),
            jobs::error.eq(error),
            jobs::lease_until.eq(None::<Moment>),
            jobs::finished_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(())
}

/// A worker that stops in peace gives its jobs back at once.
pub fn release(conn: &mut Conn, claim: &Claim, now: Timestamp) -> Result<()> {
    match retry(conn, claim, "the worker stopped", now, now) {
        Err(Error::LeaseLost) => Ok(()),
        outcome => outcome,
    }
}
