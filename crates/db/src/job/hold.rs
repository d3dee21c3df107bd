//! What a worker does with a job that it has.

use diesel::prelude::*;

use super::{Claim, after};
use crate::conn::{Conn, on};
use crate::schema::jobs;
use crate::types::{Key, Moment};
use crate::{Error, Result};

/// Renews the lease and proves that it is still held. Every write of a job begins with it, and the
/// heartbeat does nothing else. A step's transaction has to be shorter than the lease.
///
/// # Errors
/// [`Error::LeaseLost`] if the lease ran out, whether another worker has the job by now or not;
/// [`Error::JobCancelled`] if an operator asked for its end.
pub fn hold(conn: &mut Conn, claim: &Claim) -> Result<()> {
    renew(conn, claim, None)
}

/// [`hold`], noting how far the job is.
///
/// # Errors
/// As [`hold`].
pub fn advance(conn: &mut Conn, claim: &Claim, done: u64, expected: u64) -> Result<()> {
    renew(conn, claim, Some((signed(done), signed(expected))))
}

/// Forgets how often workers were cut off at a job. For one that has come further than ever since: it does
/// not end its process each time. [`hold`] comes before.
///
/// # Errors
/// The database could not be asked.
pub fn forgive_lapses(conn: &mut Conn, claim: &Claim) -> Result<()> {
    on!(conn, |c| diesel::update(jobs::table.find(Key(claim.id)))
        .set((jobs::attempts.eq(jobs::attempts - jobs::lapses), jobs::lapses.eq(0)))
        .execute(c))?;
    Ok(())
}

fn renew(conn: &mut Conn, claim: &Claim, progress: Option<(i64, i64)>) -> Result<()> {
    let (now, until) = (after(conn, 0), after(conn, claim.lease_seconds));
    let progress =
        progress.map(|(done, expected)| (jobs::done.eq(done), jobs::expected.eq(expected)));
    let rows = on!(conn, |c| diesel::update(jobs::table.find(Key(claim.id)))
        .filter(jobs::fence.eq(claim.fence))
        .filter(jobs::state.eq("running"))
        .filter(jobs::lease_until.gt(now.nullable()))
        .filter(jobs::cancel_asked_at.is_null())
        .set((jobs::lease_until.eq(until.nullable()), progress))
        .execute(c))?;
    if rows == 1 {
        return Ok(());
    }
    keep(conn, claim)?;
    Err(Error::JobCancelled)
}

/// Proves that the lease is held, whether or not the job's end was asked for.
fn keep(conn: &mut Conn, claim: &Claim) -> Result<()> {
    let (now, until) = (after(conn, 0), after(conn, claim.lease_seconds));
    let rows = on!(conn, |c| diesel::update(jobs::table.find(Key(claim.id)))
        .filter(jobs::fence.eq(claim.fence))
        .filter(jobs::state.eq("running"))
        .filter(jobs::lease_until.gt(now.nullable()))
        .set(jobs::lease_until.eq(until.nullable()))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Closes a job as done, in the transaction of its last write.
///
/// # Errors
/// As [`hold`].
pub fn finish(conn: &mut Conn, claim: &Claim) -> Result<()> {
    hold(conn, claim)?;
    close(conn, claim, "done", None)
}

/// Closes a job as failed for good. `error` is kept and shown to operators: no tenant's data.
///
/// # Errors
/// As [`hold`].
pub fn fail(conn: &mut Conn, claim: &Claim, error: &str) -> Result<()> {
    hold(conn, claim)?;
    close(conn, claim, "failed", Some(error))
}

/// Closes a job whose end was asked for.
///
/// # Errors
/// [`Error::LeaseLost`].
pub fn cancelled(conn: &mut Conn, claim: &Claim) -> Result<()> {
    keep(conn, claim)?;
    close(conn, claim, "cancelled", None)
}

/// Puts a job back, to be tried again that many seconds from now. `error` as in [`fail`].
///
/// # Errors
/// As [`hold`].
pub fn retry(conn: &mut Conn, claim: &Claim, error: &str, seconds: i64) -> Result<()> {
    put_back(conn, claim, Some(error), seconds, 0)
}

/// [`retry`] after a fault that is not the job's own; that was no attempt.
///
/// # Errors
/// As [`hold`].
pub fn wait_out(conn: &mut Conn, claim: &Claim, error: &str, seconds: i64) -> Result<()> {
    put_back(conn, claim, Some(error), seconds, 1)
}

/// A worker that stops in peace gives its job back at once; that was no attempt.
///
/// # Errors
/// As [`hold`].
pub fn release(conn: &mut Conn, claim: &Claim) -> Result<()> {
    put_back(conn, claim, None, 0, 1)
}

fn put_back(
    conn: &mut Conn,
    claim: &Claim,
    error: Option<&str>,
    seconds: i64,
    forgiven: i64,
) -> Result<()> {
    hold(conn, claim)?;
    let run_at = after(conn, seconds);
    on!(conn, |c| diesel::update(jobs::table.find(Key(claim.id)))
        .set((
            jobs::state.eq("queued"),
            jobs::run_at.eq(run_at),
            jobs::lease_until.eq(None::<Moment>),
            jobs::attempts.eq(jobs::attempts - forgiven),
            error.map(|error| jobs::error.eq(error)),
        ))
        .execute(c))?;
    Ok(())
}

fn close(conn: &mut Conn, claim: &Claim, state: &str, error: Option<&str>) -> Result<()> {
    let now = after(conn, 0);
    on!(conn, |c| diesel::update(jobs::table.find(Key(claim.id)))
        .set((
            jobs::state.eq(state),
            jobs::error.eq(error),
            jobs::lease_until.eq(None::<Moment>),
            jobs::finished_at.eq(now.nullable()),
        ))
        .execute(c))?;
    Ok(())
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
