use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use connect::crm::{Allowance, Pace, Ticket, Turn};
use domain::crm::{CrmAllowance, CrmConnection};
use domain::{Sources, Timestamp};
use tokio::sync::Notify;

use crate::Halt;

/// How long one waits at most before one looks again whether to go on.
const LOOK: Duration = Duration::from_millis(500);

/// The pace of one connection, for all who call at once.
pub(crate) struct Paced {
    pace: Mutex<Pace>,
    /// Rung when a call was answered.
    answered: Notify,
}

impl Paced {
    /// Goes on where the last process was.
    pub(crate) fn new(connection: &CrmConnection) -> Self {
        let known = connection.allowance.and_then(|told| Some((read(&told)?, told.at?)));
        let pace = known.map_or_else(Pace::default, |(known, at)| Pace::resume(known, at));
        Self { pace: Mutex::new(pace), answered: Notify::new() }
    }

    /// Waits for leave to call, for as long as `goes_on` says yes.
    ///
    /// # Errors
    /// [`Halt::DayUsed`] and [`Halt::Cut`].
    pub(crate) async fn turn<'a>(
        &'a self,
        sources: &'a Sources,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Leave<'a>, Halt> {
        loop {
            if !goes_on() {
                return Err(Halt::Cut);
            }
            let heard = self.answered.notified();
            let now = sources.now();
            let turn = self.pace.lock().unwrap_or_else(PoisonError::into_inner).turn(now);
            match turn {
                Turn::Go(ticket) => {
                    return Ok(Leave { paced: self, sources, ticket: Some(ticket) });
                }
                Turn::DayUsed(at) => return Err(Halt::DayUsed(at)),
                Turn::WaitUntil(at) => {
                    let wait = u64::try_from(at.micros() - now.micros()).unwrap_or_default();
                    tokio::time::sleep(Duration::from_micros(wait.max(100)).min(LOOK)).await;
                }
                Turn::WaitForAnswer => drop(tokio::time::timeout(LOOK, heard).await),
            }
        }
    }

    /// What the CRM last said of its limits.
    pub(crate) fn known(&self, at: Timestamp) -> Option<CrmAllowance> {
        let pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.known().map(|known| CrmAllowance {
            daily_limit: known.daily_max.map(u64::from),
            daily_left: known.daily_remaining.map(u64::from),
            limit: Some(u64::from(known.max)),
            left: Some(u64::from(known.remaining)),
            interval_ms: Some(u64::from(known.interval_millis)),
            at: Some(at),
        })
    }
}

/// Leave for one call. Whoever drops it without an answer has called without one.
pub(crate) struct Leave<'a> {
    paced: &'a Paced,
    sources: &'a Sources,
    ticket: Option<Ticket>,
}

impl Leave<'_> {
    /// The call was answered, and the CRM said this of its limits.
    pub(crate) fn answered(mut self, told: Option<Allowance>, limited: bool) {
        self.give_back(told, limited);
    }

    fn give_back(&mut self, told: Option<Allowance>, limited: bool) {
        let Some(ticket) = self.ticket.take() else { return };
        let mut pace = self.paced.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.answered(&ticket, self.sources.now(), told, limited);
        drop(pace);
        self.paced.answered.notify_waiters();
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.give_back(None, false);
    }
}

fn read(told: &CrmAllowance) -> Option<Allowance> {
    let figure = |figure: Option<u64>| figure.and_then(|figure| u32::try_from(figure).ok());
    Some(Allowance {
        max: figure(told.limit).filter(|max| *max > 0)?,
        remaining: figure(told.left)?,
        interval_millis: figure(told.interval_ms).filter(|interval| *interval > 0)?,
        daily_max: figure(told.daily_limit),
        daily_remaining: figure(told.daily_left),
    })
}
