//! How often one client may ask. Each has an allowance that refills evenly over a minute (GCRA,
//! the generic cell rate algorithm of ITU-T I.371), so there is no edge at which it comes back.
//!
//! Each process counts for itself first, so that a flood does not reach the database. What it lets through is
//! taken from the allowance that all nodes share there.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use db::allowance::{Refill, Taken};
use domain::Sources;
use domain::audit::Actor;
use governor::clock::Clock;
use governor::middleware::{NoOpMiddleware, StateInformationMiddleware};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::App;

/// Microseconds in which an empty allowance comes back.
const WINDOW: i64 = 60_000_000;
/// How long the database may take to count a request.
const PATIENCE: Duration = Duration::from_millis(500);
/// Checks between two looks for clients that are forgotten.
const SWEEP: u32 = 10_000;

/// Requests a minute.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Of one API key.
    pub key: NonZeroU32,
    /// Of one signed-in person.
    pub user: NonZeroU32,
    /// From one network address, of those who are not known.
    pub address: NonZeroU32,
}

impl Default for Rates {
    /// Enough for a person who types into a search box all day, and for a program that works
    /// through a list; too little for one that guesses.
    fn default() -> Self {
        let figure = |figure| NonZeroU32::new(figure).unwrap_or(NonZeroU32::MIN);
        Self { key: figure(600), user: figure(1_200), address: figure(300) }
    }
}

impl Rates {
    /// Limits for a trial, a test or a measurement that should not meet any.
    pub const NONE: Self = Self::all(NonZeroU32::MAX);

    /// The same figure for everybody.
    pub const fn all(figure: NonZeroU32) -> Self {
        Self { key: figure, user: figure, address: figure }
    }
}

/// Whose allowance a request is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Client {
    Known(Actor),
    Address(String),
}

impl Client {
    /// Who it is, for the name of an allowance.
    fn name(&self) -> String {
        match self {
            Self::Known(actor) => actor.to_string(),
            Self::Address(address) => address.clone(),
        }
    }

    /// The name of the policy, as the headers give it.
    const fn policy(&self) -> &'static str {
        match self {
            Self::Known(Actor::Key(_)) => "key",
            Self::Known(_) => "user",
            Self::Address(_) => "address",
        }
    }
}

#[derive(Clone)]
struct Time(Sources);

impl Clock for Time {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.now().micros()).unwrap_or_default())
    }
}

type Limiter = RateLimiter<Client, HashMapStateStore<Client>, Time, StateInformationMiddleware>;

/// The allowances of all clients.
pub(crate) struct Allowances {
    key: (Limiter, u32),
    user: (Limiter, u32),
    address: (Limiter, u32),
    clock: Time,
    checks: AtomicU32,
}

/// What is left of an allowance after a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    policy: &'static str,
    quota: u32,
    remaining: u32,
    /// Seconds to wait, if the request was one too many.
    pub(super) wait: Option<i64>,
}

impl Allowances {
    pub(crate) fn new(rates: Rates, sources: &Sources) -> Self {
        let clock = Time(sources.clone());
        let limiter = |figure: NonZeroU32| {
            let states = HashMapStateStore::default();
            let limiter: RateLimiter<_, _, _, NoOpMiddleware<Duration>> =
                RateLimiter::new(Quota::per_minute(figure), states, clock.clone());
            (limiter.with_middleware(), figure.get())
        };
        Self {
            key: limiter(rates.key),
            user: limiter(rates.user),
            address: limiter(rates.address),
            clock: clock.clone(),
            checks: AtomicU32::new(0),
        }
    }

    /// Takes one request from a client's allowance, here and then for all nodes. If the database does not
    /// answer soon, what is counted here holds alone.
    pub(super) async fn take(&self, app: &App, client: &Client) -> Left {
        let left = self.take_here(client);
        let step = WINDOW / i64::from(left.quota);
        if left.wait.is_some() || step == 0 {
            return left;
        }
        let name = app.secrets.replay.name(&["allowance", left.policy, &client.name()]);
        let refill = Refill { step, window: step * i64::from(left.quota) };
        let shared = db::allowance::take(&app.db, name, refill);
        match tokio::time::timeout(PATIENCE, shared).await {
            Ok(Ok(Some(taken))) => left.at_most(taken, refill),
            Ok(Ok(None)) => left,
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "rates.not_shared");
                left
            }
            Err(_) => {
                tracing::warn!("rates.not_shared");
                left
            }
        }
    }

    fn take_here(&self, client: &Client) -> Left {
        let (limiter, quota) = match client {
            Client::Known(Actor::Key(_)) => &self.key,
            Client::Known(_) => &self.user,
            Client::Address(_) => &self.address,
        };
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            for (limiter, _) in [&self.key, &self.user, &self.address] {
                limiter.retain_recent();
            }
        }
        let (remaining, wait) = match limiter.check_key(client) {
            Ok(snapshot) => (snapshot.remaining_burst_capacity(), None),
            Err(until) => {
                let wait = until.wait_time_from(self.clock.now());
                (0, Some(i64::try_from(wait.as_secs()).unwrap_or(60) + 1))
            }
        };
        Left { policy: client.policy(), quota: *quota, remaining, wait }
    }
}

impl Left {
    /// What is left by what all nodes took together.
    fn at_most(self, taken: Taken, Refill { step, window }: Refill) -> Self {
        if !taken.granted {
            // Until there is room for one more; rounded up, so that whoever waits that long is let in.
            let wait = taken.full_in + step - window;
            let wait = wait.max(0).saturating_add(999_999) / 1_000_000;
            return Self { remaining: 0, wait: Some(wait.max(1)), ..self };
        }
        let remaining = u32::try_from((window - taken.full_in).max(0) / step);
        Self { remaining: self.remaining.min(remaining.unwrap_or(u32::MAX)), ..self }
    }

    /// Says it in the headers of draft-ietf-httpapi-ratelimit-headers: the policy with its quota
    /// and window, what remains, and the seconds until all of it is back.
    pub(super) fn tell(self, headers: &mut HeaderMap) {
        let Self { policy, quota, remaining, .. } = self;
        let used = u64::from(quota - remaining.min(quota));
        let full = (used * 60).div_ceil(u64::from(quota));
        let texts = [
            ("ratelimit-policy", format!("\"{policy}\";q={quota};w=60")),
            ("ratelimit", format!("\"{policy}\";r={remaining};t={full}")),
        ];
        for (name, text) in texts {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}
