use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// How many calls one location may make.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub max: u32,
    pub interval_millis: u32,
    pub daily: u32,
}

impl Limits {
    /// The CRM's own, by its documentation.
    pub const REAL: Self = Self { max: 100, interval_millis: 10_000, daily: 200_000 };
    /// More than anybody can call, where there is no limit: the headers are there all the same.
    pub(crate) const NONE: Self =
        Self { max: 1_000_000, interval_millis: 10_000, daily: 2_000_000_000 };
}

/// What a location has used. The interval slides, which is the strictest kind.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    came: VecDeque<u64>,
    today: u32,
}

/// What the five headers say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Left {
    pub(crate) limits: Limits,
    pub(crate) remaining: u32,
    pub(crate) daily_remaining: u32,
}

impl Meter {
    /// Takes a call in, if there is room for it.
    pub(crate) fn take(&mut self, limits: Limits, now: u64) -> (bool, Left) {
        let interval = u64::from(limits.interval_millis) * 1_000;
        while self.came.front().is_some_and(|came| came + interval <= now) {
            self.came.pop_front();
        }
        let used = |came: &VecDeque<u64>| u32::try_from(came.len()).unwrap_or(u32::MAX);
        let admitted = used(&self.came) < limits.max && self.today < limits.daily;
        if admitted {
            self.came.push_back(now);
            self.today += 1;
        }
        let remaining = limits.max.saturating_sub(used(&self.came));
        let daily_remaining = limits.daily.saturating_sub(self.today);
        (admitted, Left { limits, remaining, daily_remaining })
    }
}

impl Left {
    pub(crate) fn headers(self) -> [(&'static str, String); 5] {
        [
            ("X-RateLimit-Limit-Daily", self.limits.daily.to_string()),
            ("X-RateLimit-Daily-Remaining", self.daily_remaining.to_string()),
            ("X-RateLimit-Interval-Milliseconds", self.limits.interval_millis.to_string()),
            ("X-RateLimit-Max", self.limits.max.to_string()),
            ("X-RateLimit-Remaining", self.remaining.to_string()),
        ]
    }
}
