//! How a run ends: the job's row, and what it worked on, in one transaction.

use db::audit::By;
use db::job::{self, Claim};
use domain::audit::{Action, Actor, Event, Outcome};
use domain::crm::PushState;
use domain::import::ImportState;
use domain::job::Job;
use domain::{ImportId, PushId};

use crate::Worker;
use crate::outcome::Fault;

/// Closes a job by its outcome. A lease that is lost by now is somebody else's to close.
///
/// # Errors
/// The database failed; nothing was written.
pub(crate) fn close(worker: &Worker, claim: &Claim, outcome: &Result<(), Fault>) -> db::Result<()> {
    let closed = match outcome {
        Ok(()) => Ok(()),
        Err(Fault::Gone) => worker.db.write_now(|c| job::finish(c, claim)),
        Err(Fault::Cancelled) => cancel(worker, claim),
        Err(Fault::Stopped) => worker.db.write_now(|c| job::release(c, claim)),
        Err(Fault::Database(error)) if error.is_outage() => wait_out(worker, claim, &error.class()),
        Err(Fault::Database(error)) => put_off(worker, claim, &error.class()),
        Err(Fault::Outside(error)) => wait_out(worker, claim, error),
        Err(Fault::Until(at, error)) => {
            let seconds = at.seconds().saturating_sub(worker.sources.now().seconds()).max(1);
            worker.db.write_now(|c| job::wait_out(c, claim, error, seconds))
        }
        Err(fault @ Fault::Busy) => {
            worker.db.write_now(|c| job::wait_out(c, claim, &fault.to_string(), BUSY_WAIT))
        }
        Err(Fault::Turn) => worker.db.write_now(|c| job::release(c, claim)),
        Err(Fault::Retry(error)) => put_off(worker, claim, error),
        Err(Fault::Fail(error)) => give_up(worker, claim, error),
    };
    let closed = match closed {
        Err(db::Error::JobCancelled) => cancel(worker, claim),
        other => other,
    };
    match closed {
        Err(db::Error::LeaseLost) => Ok(()),
        other => other,
    }
}

/// Tries again later, unless this was often enough. Leases that ran out are no attempts of the job.
fn put_off(worker: &Worker, claim: &Claim, error: &str) -> db::Result<()> {
    let attempt = claim.attempt - claim.lapses;
    if attempt >= claim.job.max_attempts() {
        return give_up(worker, claim, error);
    }
    let seconds = backoff(attempt, worker.sources.bytes());
    worker.db.write_now(|c| job::retry(c, claim, error, seconds))
}

/// Tries again later, for as long as it takes: no job is to fail because a database was restarted a
/// few times or a disk was full for a night.
fn wait_out(worker: &Worker, claim: &Claim, error: &str) -> db::Result<()> {
    let seconds = backoff(claim.uncounted() + 1, worker.sources.bytes()).min(LONGEST_WAIT);
    worker.db.write_now(|c| job::wait_out(c, claim, error, seconds))
}

/// Seconds after which a job asks again whether what it needs is free.
const BUSY_WAIT: i64 = 2;

/// Seconds at most until a job asks whether an outage is over.
const LONGEST_WAIT: i64 = 60;

/// Fails the job and, in the same transaction, what it worked on. A mail stays as long as the job
/// does, so that it can be sent once the mail server is mended.
fn give_up(worker: &Worker, claim: &Claim, error: &str) -> db::Result<()> {
    let now = worker.sources.now();
    worker.db.write_for_now(claim.scope.organization(), |c| {
        claim.scope.enter(c)?;
        job::fail(c, claim, error)?;
        if let Some(push) = claim.job.push() {
            return give_up_push(worker, c, (claim, push), error);
        }
        let Some(import) = claim.job.import() else { return Ok(()) };
        if !db::import::fail(c, &claim.scope, import, error, now)? {
            return Ok(());
        }
        let event = Event::new(Action::ImportFailed).on(import).ended(Outcome::Failed);
        db::audit::append(c, &worker.pen, &By::job(&claim.scope), event, now)
    })
}

/// Fails a push; what was written stays, and what it holds of the package goes back.
fn give_up_push(
    worker: &Worker,
    conn: &mut db::Conn,
    (claim, id): (&Claim, PushId),
    error: &str,
) -> db::Result<()> {
    let (scope, now) = (&claim.scope, worker.sources.now());
    db::crm::connection::free(conn, scope, claim.id)?;
    let Some(stored) = db::crm::push::find(conn, scope, id)? else { return Ok(()) };
    let step = (&[PushState::Planning, PushState::Running][..], PushState::Failed);
    if !crm::end(conn, scope, &stored, step, now)? {
        return Ok(());
    }
    db::crm::push::note(conn, scope, id, error)?;
    let event = Event::new(Action::PushFailed).on(id).ended(Outcome::Failed);
    db::audit::append(conn, &worker.pen, &By::job(scope), event, now)
}

/// What becomes of a push whose job an operator stopped: the dry run is given up, the push waits for
/// somebody who goes on with it.
fn stop_push(
    worker: &Worker,
    conn: &mut db::Conn,
    claim: &Claim,
    id: PushId,
) -> db::Result<Option<Event>> {
    let (scope, now) = (&claim.scope, worker.sources.now());
    db::crm::connection::free(conn, scope, claim.id)?;
    let Some(stored) = db::crm::push::find(conn, scope, id)? else { return Ok(None) };
    if matches!(claim.job, Job::PlanPush { .. }) {
        let step = (&[PushState::Planning][..], PushState::Cancelled);
        let ended = crm::end(conn, scope, &stored, step, now)?;
        return Ok(ended.then(|| Event::new(Action::PushCancelled).on(id)));
    }
    let step = (&[PushState::Running][..], PushState::Paused);
    let paused = db::crm::push::step(conn, scope, id, step, now)?;
    Ok(paused.then(|| Event::new(Action::PushPaused).on(id)))
}

/// Ends a job that an operator stopped, and leaves what it worked on in a state that is true.
fn cancel(worker: &Worker, claim: &Claim) -> db::Result<()> {
    let now = worker.sources.now();
    worker.db.write_for_now(claim.scope.organization(), |c| {
        claim.scope.enter(c)?;
        job::cancelled(c, claim)?;
        let event = match claim.job {
            Job::StageImport { import } => {
                let cancelled = db::import::cancel(c, &claim.scope, import, now)?;
                cancelled.then(|| Event::new(Action::ImportCancelled).on(import))
            }
            Job::ReviseImport { import } => {
                db::import::set_revision(c, &claim.scope, import, None)?;
                let step = (ImportState::Staging, ImportState::Review);
                db::import::complete(c, &claim.scope, import, step, now)?;
                None
            }
            Job::CommitImport { import } => stop_commit(c, claim, import, now)?,
            // What is done stays done; the next undo goes on from there.
            Job::UndoImport { import } => {
                let step = (ImportState::Undoing, ImportState::Committed);
                let moved = db::import::complete(c, &claim.scope, import, step, now)?;
                moved.then(|| Event::new(Action::ImportStopped).on(import))
            }
            Job::RestoreImport { import } => {
                let step = (ImportState::Committing, ImportState::Undone);
                let moved = db::import::complete(c, &claim.scope, import, step, now)?;
                moved.then(|| Event::new(Action::ImportStopped).on(import))
            }
            Job::PlanPush { push } | Job::PushContacts { push } => {
                stop_push(worker, c, claim, push)?
            }
            Job::SendMail { mail } => {
                db::mail::delete(c, mail)?;
                None
            }
            Job::MergeKeys | Job::EraseOrganization { .. } => None,
        };
        let Some(event) = event else { return Ok(()) };
        let by = By { actor: Actor::System, ..By::job(&claim.scope) };
        db::audit::append(c, &worker.pen, &by, event.with("reason", "operator"), now)
    })?;
    if let Job::StageImport { import } = claim.job
        && let Err(error) = worker.store.remove(import)
    {
        tracing::warn!(job.id = %claim.id, error = %error.kind(), "job.file_not_removed");
    }
    Ok(())
}

/// A commit goes back to its review; what it wrote stays, and the next commit goes on from there.
fn stop_commit(
    conn: &mut db::Conn,
    claim: &Claim,
    id: ImportId,
    now: domain::Timestamp,
) -> db::Result<Option<Event>> {
    let scope = &claim.scope;
    if !db::import::stop(conn, scope, id, now)? {
        return Ok(None);
    }
    let Some(stored) = db::import::find(conn, scope, id, now)? else { return Ok(None) };
    if stored.import.written > 0 {
        db::import::settle(conn, scope, id, now)?;
    }
    let event = Event::new(Action::ImportStopped).on(id);
    Ok(Some(event.with("rows", stored.import.written)))
}

/// What is written of a job whose workers were cut off again and again.
pub(crate) fn give_up_lapsed(worker: &Worker, claim: &Claim) -> db::Result<()> {
    let error = format!("Workers were cut off at it {} times.", claim.lapses);
    close(worker, claim, &Err(Fault::Fail(error)))
}

/// Seconds until the next attempt: 2, 4, 8 … and up to as much again by chance, so that jobs
/// that failed together do not come back together.
fn backoff(attempt: i64, [chance]: [u8; 1]) -> i64 {
    let base = 1_i64 << attempt.clamp(1, 8);
    base + base * i64::from(chance) / 256
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_grow_apart_and_stay_bounded() {
        assert_eq!(backoff(1, [0]), 2);
        assert_eq!(backoff(3, [128]), 12);
        assert!((256..512).contains(&backoff(60, [255])));
    }
}
