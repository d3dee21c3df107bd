//! How fast the CRM may be called: as fast as its allowance permits, and never faster.
//!
//! The CRM does not say when its interval begins, so this one assumes the strictest kind, which
//! slides: of the calls of any span as long as the interval there are never more than `max`. A
//! call counts from before it was sent until one interval after its answer came, and the CRM
//! received it somewhere between. Then no kind of interval is exceeded, and what is lost against
//! the full allowance is one way there and back an interval.

use std::collections::VecDeque;

use domain::Timestamp;

use super::Allowance;

/// Milliseconds to wait after a refusal that does not say how long: twice as long each time.
const FIRST_WAIT_MILLIS: i64 = 1_000;
const LONGEST_WAIT_MILLIS: i64 = 30_000;

/// Seconds after which a day that was used up is tried again: the CRM does not say when it ends.
const DAY_AGAIN_SECONDS: i64 = 3_600;

/// The pace of one connection. All calls with its tokens take their turn here. Has no clock.
#[derive(Debug, Default)]
pub struct Pace {
    /// Calls that count, and until when: an interval behind their answer, or behind noticing others' calls.
    recent: VecDeque<(Timestamp, u32)>,
    /// The sum of `recent`.
    answered: u32,
    in_flight: u32,
    /// Calls so far.
    sent: u64,
    /// Calls of others that were noticed so far.
    noticed: u64,
    /// The last allowance that the CRM told.
    known: Option<Allowance>,
    /// The number of the call whose answer told it.
    told_by: u64,
    not_before: Option<Timestamp>,
    refusals: u32,
    day_used_at: Option<Timestamp>,
}

/// Leave for one call. It is given back by [`Pace::answered`].
#[derive(Debug)]
#[must_use]
pub struct Ticket {
    /// Calls that counted when it went out, itself among them.
    counted: u32,
    number: u64,
    noticed: u64,
}

/// Whether the next call may go out.
#[derive(Debug)]
pub enum Turn {
    Go(Ticket),
    /// Not before then.
    WaitUntil(Timestamp),
    /// One of the calls in flight must be answered first.
    WaitForAnswer,
    /// The day's allowance is used up; try again then.
    DayUsed(Timestamp),
}

impl Pace {
    /// Goes on after an end of the process: what was known last, and when.
    pub fn resume(known: Allowance, at: Timestamp) -> Self {
        let day_used_at = (known.daily_remaining == Some(0)).then_some(at);
        let mut pace = Self { known: Some(known), day_used_at, ..Self::default() };
        pace.count(at, known, known.used());
        pace
    }

    /// The last allowance that the CRM told.
    pub fn known(&self) -> Option<Allowance> {
        self.known
    }

    /// Asks for leave to call.
    pub fn turn(&mut self, now: Timestamp) -> Turn {
        if let Some(at) = self.not_before.filter(|at| now < *at) {
            return Turn::WaitUntil(at);
        }
        let again = self.day_used_at.map(|at| at.plus_seconds(DAY_AGAIN_SECONDS));
        if let Some(again) = again.filter(|again| now < *again) {
            return Turn::DayUsed(again);
        }
        if self.is_probing() && self.in_flight > 0 {
            return Turn::WaitForAnswer;
        }
        self.forget(now);
        match self.known {
            Some(known) if self.counted() >= known.max => match self.recent.front() {
                Some((until, _)) => Turn::WaitUntil(*until),
                None => Turn::WaitForAnswer,
            },
            _ => Turn::Go(self.ticket()),
        }
    }

    /// Gives a ticket back: `told` is what the CRM said is left, `limited` whether it refused the
    /// call for its rate. A call without an answer is given back as well.
    pub fn answered(
        &mut self,
        ticket: &Ticket,
        now: Timestamp,
        told: Option<Allowance>,
        limited: bool,
    ) {
        self.in_flight = self.in_flight.saturating_sub(1);
        if let Some(known) = told.or(self.known) {
            self.count(now, known, 1);
        }
        if let Some(told) = told {
            self.learn(ticket, now, told);
        }
        if limited {
            self.refused(now, told);
        } else {
            self.refusals = 0;
        }
    }

    /// One call at a time, until the allowance is known; and to see whether a day that was used up
    /// has ended, or refusals have.
    fn is_probing(&self) -> bool {
        let since = u32::try_from(self.sent - self.told_by).unwrap_or(u32::MAX);
        let day_ends = |known: Allowance| known.daily_remaining.is_some_and(|left| left <= since);
        self.refusals > 0 || self.day_used_at.is_some() || self.known.is_none_or(day_ends)
    }

    fn learn(&mut self, ticket: &Ticket, now: Timestamp, told: Allowance) {
        // All that the CRM may have counted by then; what goes beyond is of others.
        let later = (self.sent - ticket.number) + (self.noticed - ticket.noticed);
        let ours = u32::try_from(u64::from(ticket.counted) + later).unwrap_or(u32::MAX);
        let others = told.used().saturating_sub(ours);
        self.count(now, told, others);
        self.noticed += u64::from(others);
        self.known = Some(told);
        self.told_by = ticket.number;
        self.day_used_at = (told.daily_remaining == Some(0)).then_some(now);
    }

    fn refused(&mut self, now: Timestamp, told: Option<Allowance>) {
        let doubled = FIRST_WAIT_MILLIS << self.refusals.min(5);
        self.refusals += 1;
        let millis = match told {
            Some(told) if told.remaining == 0 => i64::from(told.interval_millis),
            _ => doubled,
        };
        let until = now.plus_micros(millis.min(LONGEST_WAIT_MILLIS) * 1_000);
        self.not_before = Some(self.not_before.map_or(until, |before| before.max(until)));
    }

    fn ticket(&mut self) -> Ticket {
        self.in_flight += 1;
        self.sent += 1;
        Ticket { counted: self.counted(), number: self.sent, noticed: self.noticed }
    }

    fn counted(&self) -> u32 {
        self.answered.saturating_add(self.in_flight)
    }

    /// Each for the interval that was told then: a refusal may tell a shorter one.
    fn count(&mut self, at: Timestamp, told: Allowance, calls: u32) {
        if calls > 0 {
            let until = at.plus_micros(i64::from(told.interval_millis) * 1_000);
            let place = self.recent.partition_point(|(known, _)| *known <= until);
            self.recent.insert(place, (until, calls));
            self.answered = self.answered.saturating_add(calls);
        }
    }

    /// What was answered an interval ago does not count any more.
    fn forget(&mut self, now: Timestamp) {
        while let Some((until, calls)) = self.recent.front().copied()
            && until <= now
        {
            self.recent.pop_front();
            self.answered = self.answered.saturating_sub(calls);
        }
    }
}

#[cfg(test)]
mod tests;
