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
    /// When the answers of recent calls came; others than ours count from when they were noticed.
    recent: VecDeque<Timestamp>,
    in_flight: u32,
    /// Calls so far.
    sent: u64,
    /// The last allowance that the CRM told.
    known: Option<Allowance>,
    /// Calls since `known` was told.
    since_known: u32,
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
        let used = usize::try_from(known.used()).unwrap_or(usize::MAX);
        let recent = std::iter::repeat_n(at, used).collect();
        let day_used_at = (known.daily_remaining == Some(0)).then_some(at);
        Self { recent, known: Some(known), day_used_at, ..Self::default() }
    }

    /// The last allowance that the CRM told.
    pub fn known(&self) -> Option<Allowance> {
        self.known
    }

    /// Asks for leave to call. Nothing but [`Turn::Go`] changes anything.
    pub fn turn(&mut self, now: Timestamp) -> Turn {
        if let Some(at) = self.not_before.filter(|at| now < *at) {
            return Turn::WaitUntil(at);
        }
        if let Some(at) = self.day_used_at {
            let again = at.plus_seconds(DAY_AGAIN_SECONDS);
            if now < again {
                return Turn::DayUsed(again);
            }
        }
        // Until the allowance is known there is one call at a time; and one, to see whether the
        // day has ended or the refusals have.
        let probing = self.day_used_at.is_some() || self.refusals > 0;
        let Some(known) = self.known.filter(|_| !probing || self.in_flight > 0) else {
            return self.probe(now);
        };
        if probing {
            return Turn::WaitForAnswer;
        }
        let day_left = known.daily_remaining.map(|left| left.saturating_sub(self.since_known));
        if day_left == Some(0) {
            return Turn::WaitForAnswer;
        }
        self.forget(now);
        if self.counted() < known.max {
            return Turn::Go(self.ticket());
        }
        self.next_free(known)
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
        self.recent.push_back(now);
        if let Some(told) = told {
            self.learn(ticket, now, told);
        }
        if limited {
            self.refused(now, told);
        } else {
            self.refusals = 0;
        }
    }

    fn learn(&mut self, ticket: &Ticket, now: Timestamp, told: Allowance) {
        // All that may have been counted by the time of the answer; what goes beyond was others.
        let later = u32::try_from(self.sent - ticket.number).unwrap_or(u32::MAX);
        let ours = ticket.counted.saturating_add(later);
        for _ in ours..told.used() {
            self.recent.push_back(now);
        }
        self.known = Some(told);
        self.since_known = later.min(self.in_flight);
        self.day_used_at = (told.daily_remaining == Some(0)).then_some(now);
    }

    fn refused(&mut self, now: Timestamp, told: Option<Allowance>) {
        let factor = 1_i64 << self.refusals.min(5);
        self.refusals += 1;
        let doubled = (FIRST_WAIT_MILLIS * factor).min(LONGEST_WAIT_MILLIS);
        let millis = match told {
            Some(told) => i64::from(told.interval_millis).min(LONGEST_WAIT_MILLIS),
            None => doubled,
        };
        let until = now.plus_micros(millis * 1_000);
        self.not_before = Some(self.not_before.map_or(until, |before| before.max(until)));
    }

    fn probe(&mut self, now: Timestamp) -> Turn {
        if self.in_flight > 0 {
            return Turn::WaitForAnswer;
        }
        self.forget(now);
        match self.known {
            Some(known) if self.counted() >= known.max => self.next_free(known),
            _ => Turn::Go(self.ticket()),
        }
    }

    fn ticket(&mut self) -> Ticket {
        self.in_flight += 1;
        self.sent += 1;
        self.since_known += 1;
        Ticket { counted: self.counted(), number: self.sent }
    }

    fn counted(&self) -> u32 {
        u32::try_from(self.recent.len()).unwrap_or(u32::MAX).saturating_add(self.in_flight)
    }

    fn next_free(&self, known: Allowance) -> Turn {
        match self.recent.front() {
            Some(oldest) => Turn::WaitUntil(oldest.plus_micros(micros(known))),
            None => Turn::WaitForAnswer,
        }
    }

    /// Calls whose answer came an interval ago do not count any more.
    fn forget(&mut self, now: Timestamp) {
        let Some(known) = self.known else { return };
        while self.recent.front().is_some_and(|at| at.plus_micros(micros(known)) <= now) {
            self.recent.pop_front();
        }
    }
}

fn micros(known: Allowance) -> i64 {
    i64::from(known.interval_millis) * 1_000
}
