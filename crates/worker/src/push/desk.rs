//! What both jobs of a push have in common.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crm::{Halt, Line, Subjects};
use db::crm::connection::{self, Stored};
use db::crm::push::{self, StoredPush};
use db::usage::Hold;
use db::{Conn, Scope, job};
use domain::access::Permission;
use domain::crm::PushState;
use domain::package::Meter;
use domain::{PushId, Timestamp};

use super::Pushes;
use crate::heartbeat::Task;
use crate::outcome::Fault;

/// Seconds for which the connection is the job's, unless renewed: as long as the job itself.
const BUSY_SECONDS: i64 = 60;

/// Seconds for which what the dry run saw in the CRM is taken for true.
const FRESH_SECONDS: i64 = 60;

/// Fifths of a second after which others get their turn.
const TURN_TICKS: u32 = 149;
/// Fifths of a second after which one looks whether somebody paused, cancelled or disconnected.
const LOOK_TICKS: u32 = 2;
/// Fifths of a second after which the connection is kept for longer.
const KEEP_TICKS: u32 = 60;

/// A push at work.
pub(super) struct Desk<'a> {
    pub(super) task: &'a Task<'a>,
    pub(super) pushes: &'a Pushes,
    pub(super) stored: StoredPush,
    pub(super) line: Line,
    /// Contacts that were done before.
    had: u64,
    /// Tells calls that wait for their turn to wait no more.
    ends: Arc<AtomicBool>,
}

impl<'a> Desk<'a> {
    /// Takes the push and its connection, or says why that cannot be.
    pub(super) fn open(task: &'a Task<'a>, id: PushId, during: PushState) -> Result<Self, Fault> {
        let Task { worker, claim, .. } = *task;
        let (scope, now) = (&claim.scope, worker.sources.now());
        let Some(pushes) = &worker.pushes else {
            return Err(Fault::Fail("The installation has no CRM to push to.".to_owned()));
        };
        let (stored, connected) = worker.db.write_as_now(scope, |c| {
            job::hold(c, claim)?;
            let mut stored = push::find(c, scope, id)?.ok_or(Fault::Gone)?;
            if !db::member::may(c, scope, &[Permission::CrmPush])? {
                let why = "Whoever asked for the push may not push any more. Somebody who may can try it again.";
                return Err(Fault::Fail(why.to_owned()));
            }
            match stored.push.state {
                state if state == during => {}
                // An operator tries it again.
                PushState::Failed => again(c, scope, &stored, during, now)?,
                _ => return Err(Fault::Gone),
            }
            stored.push.state = during;
            let location = stored.push.location.as_str();
            let connected = open_to(c, scope, location)?;
            let ours = (claim.id, BUSY_SECONDS);
            if connected.is_some() && !connection::busy(c, scope, location, ours)? {
                return Err(Fault::Busy);
            }
            Ok((stored, connected))
        })?;
        let line = match connected {
            Some(connected) => pushes.board.line(scope, &connected),
            None => Err(Halt::Reconnect),
        };
        let counts = stored.push.counts;
        let had = if during == PushState::Planning { counts.judged() } else { counts.settled() };
        let ends = Arc::new(AtomicBool::new(false));
        let seen = ends.clone();
        let line = line.map_err(|halt| fault(task, &stored, halt))?;
        let is_old = stored.push.planned_at.is_none_or(|at| at.plus_seconds(FRESH_SECONDS) < now);
        let line = line.while_(move || !seen.load(Ordering::Acquire));
        let line = line.looking_first(is_old);
        Ok(Self { task, pushes, stored, line, had, ends })
    }

    pub(super) const fn id(&self) -> PushId {
        self.stored.push.id
    }

    /// Whether to go on; every half a minute others get their turn, if there are any.
    pub(super) fn goes_on(&self, ticks: &mut u32) -> Result<bool, Fault> {
        let Task { worker, claim, .. } = *self.task;
        match self.task.go_on() {
            Ok(()) => {}
            // What is on its way is waited for and written: nobody else has it.
            Err(Fault::Stopped | Fault::Cancelled) => return Ok(false),
            Err(fault) => return Err(fault),
        }
        *ticks += 1;
        let (scope, queue) = (claim.scope, claim.job.queue());
        // The CRM may have everybody wait for longer than the connection is the job's.
        if ticks.is_multiple_of(KEEP_TICKS) {
            let keeps = worker.db.write_as_now(&scope, |c| {
                job::hold(c, claim)?;
                let ours = (claim.id, BUSY_SECONDS);
                Ok::<_, Fault>(connection::busy(c, &scope, self.line.location(), ours)?)
            });
            return match keeps {
                Err(Fault::Cancelled) => Ok(false),
                other => other,
            };
        }
        if ticks.is_multiple_of(LOOK_TICKS) && !self.is_wanted()? {
            return Ok(false);
        }
        if !ticks.is_multiple_of(TURN_TICKS) {
            return Ok(true);
        }
        Ok(!worker.db.read_now(|c| job::others_wait(c, &scope, queue))?)
    }

    /// Whether the push is still to go on, with the connection that it has.
    fn is_wanted(&self) -> Result<bool, Fault> {
        let Task { worker, claim, .. } = *self.task;
        let scope = claim.scope;
        let (push, open) = worker.db.read_as_now(&scope, |c| {
            let open = open_to(c, &scope, self.line.location())?;
            Ok::<_, Fault>((push::find(c, &scope, self.id())?, open))
        })?;
        let is_at_work = push.is_some_and(|one| one.push.state == self.stored.push.state);
        Ok(is_at_work && open.is_some())
    }

    /// No call begins any more; those that were begun end.
    pub(super) fn wind_down(&self) {
        self.ends.store(true, Ordering::Release);
    }

    /// Reads contacts as they are now.
    pub(super) fn subjects(&self) -> Subjects<'_> {
        Subjects {
            scope: &self.task.claim.scope,
            location: &self.stored.push.location,
            mapping: &self.stored.mapping,
            suppressor: &self.task.worker.suppressor,
        }
    }

    /// Begins every write of the job: proves that it is still its own, tells how far it is and what the CRM
    /// said of its limits, and answers the push as it is now.
    pub(super) fn hold(
        &self,
        conn: &mut Conn,
        (done, expected): (u64, u64),
    ) -> Result<StoredPush, Fault> {
        let Task { worker, claim, .. } = *self.task;
        let (scope, now) = (&claim.scope, worker.sources.now());
        job::advance(conn, claim, done, expected)?;
        if claim.lapses > 0 && done > self.had {
            job::forgive_lapses(conn, claim)?;
        }
        if !connection::busy(conn, scope, self.line.location(), (claim.id, BUSY_SECONDS))? {
            // Another push has it, or somebody disconnected; the next turn finds out which.
            return Err(Fault::Turn);
        }
        connection::note_call(conn, scope, self.line.allowance(now), now)?;
        push::find(conn, scope, self.id())?.ok_or(Fault::Gone)
    }

    /// The last write of the job.
    pub(super) fn close(&self, conn: &mut Conn) -> Result<(), Fault> {
        let Task { claim, .. } = *self.task;
        connection::free(conn, &claim.scope, claim.id)?;
        Ok(job::finish(conn, claim)?)
    }

    /// Ends the run behind its last contact: finishes where all is done, and otherwise gives the connection to
    /// whoever waits for it and says why the job ends.
    pub(super) fn end(
        &self,
        went: Option<Halt>,
        is_done: bool,
        finish: impl FnOnce(&Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if let Some(halt) = went {
            return Err(self.leave(halt));
        }
        let ended = if is_done {
            finish(self)
        } else {
            Err(self.task.go_on().err().unwrap_or(Fault::Turn))
        };
        // Whoever cancels while the last results are written leaves nothing to finish.
        ended.or_else(|fault| self.free().and(Err(fault)))
    }

    /// Gives the connection to whoever waits for it, and says why the job ends.
    pub(super) fn leave(&self, halt: Halt) -> Fault {
        fault(self.task, &self.stored, halt)
    }

    /// As [`Self::leave`], without a reason of the CRM's.
    fn free(&self) -> Result<(), Fault> {
        let Task { worker, claim, .. } = *self.task;
        Ok(worker.db.write_as_now(&claim.scope, |c| connection::free(c, &claim.scope, claim.id))?)
    }
}

/// The connection, if it is open to this location.
fn open_to(conn: &mut Conn, scope: &Scope, location: &str) -> db::Result<Option<Stored>> {
    let stored = connection::find(conn, scope)?;
    Ok(stored.filter(|one| one.connection.location == location && one.tokens.is_some()))
}

/// Goes on with a push that had failed. What it held of the package was given back, and is taken again.
fn again(
    conn: &mut Conn,
    scope: &Scope,
    stored: &StoredPush,
    during: PushState,
    now: Timestamp,
) -> Result<(), Fault> {
    let id = stored.push.id;
    push::step(conn, scope, id, (&[PushState::Failed], during), now)?;
    if during != PushState::Running {
        return Ok(());
    }
    let units = stored.push.counts.waiting();
    match db::usage::hold(conn, scope, Meter::CrmPushes, units, now)? {
        Hold::Held(month) => Ok(push::hold(conn, scope, id, units, Some(month))?),
        Hold::Refused(check) => Err(Fault::Fail(check.reached().detail())),
    }
}

/// What becomes of the job when nothing more can be said to the CRM. Somebody has to mend the connection: a
/// push waits for that, a dry run has to be asked for again.
fn fault(task: &Task<'_>, stored: &StoredPush, halt: Halt) -> Fault {
    let said = match &halt {
        Halt::Reconnect => "The CRM has to be connected again.",
        Halt::Paused => "The CRM says that the location is not active.",
        Halt::DayUsed(_) => "The CRM's allowance of the day is used up. It goes on by itself.",
        Halt::Away => "The CRM does not answer. It goes on by itself.",
        Halt::Cut | Halt::Fault(_) => "",
    };
    let noted = note(task, stored, &halt, said);
    match halt {
        _ if noted.is_err() => noted.err().unwrap_or(Fault::Gone),
        Halt::Reconnect | Halt::Paused if stored.push.state == PushState::Planning => {
            Fault::Fail(format!("{said} Ask for the push again then."))
        }
        Halt::Reconnect | Halt::Paused => Fault::Gone,
        Halt::DayUsed(at) => {
            let seconds = at.seconds_since(task.worker.sources.now());
            Fault::Until(at, format!("{said} ({seconds:.0} s)"))
        }
        Halt::Away => Fault::Outside(said.to_owned()),
        Halt::Cut => task.go_on().err().unwrap_or(Fault::Turn),
        Halt::Fault(vault::Error::Database(error)) => error.into(),
        Halt::Fault(error) => Fault::Retry(error.to_string()),
    }
}

fn note(task: &Task<'_>, stored: &StoredPush, halt: &Halt, said: &str) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let (scope, id, now) = (&claim.scope, stored.push.id, worker.sources.now());
    worker.db.write_as_now(scope, |c| {
        connection::free(c, scope, claim.id)?;
        if matches!(halt, Halt::Reconnect | Halt::Paused) {
            push::step(c, scope, id, (&[PushState::Running], PushState::Paused), now)?;
        }
        if !said.is_empty() {
            push::note(c, scope, id, said)?;
        }
        Ok::<_, Fault>(())
    })
}
