use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::chance::Chance;
use super::counts::Call;

/// What can go wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// It is done, and the connection breaks off before the answer.
    Lost,
    /// The connection breaks off, and nothing is done.
    Dropped,
    /// 429, and nothing is done; the headers say that nothing is left.
    Limited,
    /// 500, and nothing is done.
    Failed,
    /// 502, and it is done.
    FailedLate,
    /// It is done at once and answered late.
    Stall,
    /// It is done late, also if nobody waits for it any more, and then answered.
    StallFirst,
    /// 401 in spite of a valid token, and nothing is done.
    Unauthorised,
    /// It is done, and the answer is cut off in its middle, as if it were whole.
    Malformed,
    /// 422, and it is done, as was seen once in the field.
    RefusedLate,
}

/// How often each happens, from 0 to 1; together at most 1. They strike calls to the API, not
/// those for tokens.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shares {
    pub lost: f64,
    pub dropped: f64,
    pub limited: f64,
    pub failed: f64,
    pub failed_late: f64,
    pub stall: f64,
    pub stall_first: f64,
    pub unauthorised: f64,
    pub malformed: f64,
    pub refused_late: f64,
}

/// A fault for the next calls of a kind.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    pub fault: Fault,
    /// Any call to the API, if absent.
    #[serde(default)]
    pub on: Option<Call>,
    /// How many calls it strikes.
    pub calls: u32,
}

/// The faults to come.
#[derive(Debug, Clone)]
pub struct Faults {
    pub shares: Shares,
    /// These strike first.
    pub planned: VecDeque<Planned>,
    /// Milliseconds of a stall.
    pub stall_millis: u64,
    /// Milliseconds of the interval that the answer to a call that was refused for its rate tells.
    pub limited_millis: u32,
    chance: Chance,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            shares: Shares::default(),
            planned: VecDeque::new(),
            stall_millis: 20_000,
            limited_millis: 1_000,
            chance: Chance::new(seed ^ 0x5eed),
        }
    }

    /// Lets the next calls of a kind meet a fault.
    pub fn plan(&mut self, fault: Fault, on: Call, calls: u32) {
        self.planned.push_back(Planned { fault, on: Some(on), calls });
    }

    /// Begins the row of chances anew.
    pub(crate) fn seed(&mut self, seed: u64) {
        self.chance = Chance::new(seed);
    }

    pub(crate) fn next(&mut self, call: Call) -> Option<Fault> {
        let meets = |planned: &Planned| match planned.on {
            Some(on) => on == call,
            None => call != Call::Token,
        };
        if let Some(place) = self.planned.iter().position(meets) {
            let planned = self.planned.get_mut(place)?;
            planned.calls = planned.calls.saturating_sub(1);
            let fault = planned.fault;
            if planned.calls == 0 {
                self.planned.remove(place);
            }
            return Some(fault);
        }
        if call == Call::Token {
            return None;
        }
        let shares = self.shares;
        let mut drawn = self.chance.share();
        for (share, fault) in [
            (shares.lost, Fault::Lost),
            (shares.dropped, Fault::Dropped),
            (shares.limited, Fault::Limited),
            (shares.failed, Fault::Failed),
            (shares.failed_late, Fault::FailedLate),
            (shares.stall, Fault::Stall),
            (shares.stall_first, Fault::StallFirst),
            (shares.unauthorised, Fault::Unauthorised),
            (shares.malformed, Fault::Malformed),
            (shares.refused_late, Fault::RefusedLate),
        ] {
            if drawn < share {
                return Some(fault);
            }
            drawn -= share;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_met() {
        let mut faults = Faults::new(3);
        faults.shares = Shares { lost: 0.1, limited: 0.05, stall: 0.02, ..Shares::default() };
        let mut seen = [0_u32; 3];
        for _ in 0..100_000 {
            match faults.next(Call::Upsert) {
                Some(Fault::Lost) => seen[0] += 1,
                Some(Fault::Limited) => seen[1] += 1,
                Some(Fault::Stall) => seen[2] += 1,
                Some(other) => panic!("{other:?}"),
                None => {}
            }
        }
        for (seen, expected) in seen.into_iter().zip([10_000, 5_000, 2_000_u32]) {
            assert!(seen.abs_diff(expected) < expected / 10, "{seen} of {expected}");
        }
    }

    #[test]
    fn planned_ones_strike_the_calls_they_are_for() {
        let mut faults = Faults::new(3);
        faults.plan(Fault::Lost, Call::Update, 2);
        faults.planned.push_back(Planned { fault: Fault::Failed, on: None, calls: 1 });
        assert_eq!(faults.next(Call::Token), None);
        assert_eq!(faults.next(Call::Update), Some(Fault::Lost));
        assert_eq!(faults.next(Call::Upsert), Some(Fault::Failed));
        assert_eq!(faults.next(Call::Upsert), None);
        assert_eq!(faults.next(Call::Update), Some(Fault::Lost));
        assert_eq!(faults.next(Call::Update), None);
    }
}
