//! How long to wait after failed sign-ins: the delay grows for the account and for the address,
//! and never becomes a lock that somebody else could keep shut.

use db::failure::{self, Failures};
use db::{Conn, Result};
use domain::{Code, Timestamp};

use crate::App;
use crate::http::{Answer, Refusal};

/// Failures that cost nothing: people mistype.
const FREE: (i64, i64) = (5, 20);
/// Seconds of the longest delay.
const LONGEST: i64 = 900;
/// Seconds after which failures are forgotten.
pub(crate) const MEMORY: i64 = 24 * 3_600;

/// The names under which the failures of one sign-in are counted.
#[derive(Clone, Copy)]
pub(crate) struct Patience {
    account: [u8; 32],
    address: Option<[u8; 32]>,
}

impl Patience {
    /// `account` is what was typed, so that unknown accounts behave as known ones.
    pub(crate) fn of(app: &App, account: &str, address: Option<&str>) -> Self {
        let account = account.trim().to_lowercase();
        Self {
            account: app.secrets.replay.name(&["account", &account]),
            address: address.map(|address| app.secrets.replay.name(&["address", address])),
        }
    }

    /// Refuses while a delay lasts.
    pub(crate) async fn check(self, app: &App) -> Answer<()> {
        let now = app.sources.now();
        let waits = app.db.read(move |c| self.remaining(c, now)).await?;
        if waits <= 0 {
            return Ok(());
        }
        let detail = format!("Too many failed tries. Wait {waits} seconds, then try again.");
        Err(Refusal::new(Code::TooManyRequests, detail).retry_after(waits))
    }

    fn remaining(self, conn: &mut Conn, now: Timestamp) -> Result<i64> {
        let mut waits = left(failure::find(conn, &self.account)?, FREE.0, now);
        if let Some(address) = &self.address {
            waits = waits.max(left(failure::find(conn, address)?, FREE.1, now));
        }
        Ok(waits)
    }

    /// Counts a failure.
    pub(crate) fn fail(self, conn: &mut Conn, now: Timestamp) -> Result<()> {
        failure::add(conn, &self.account, now)?;
        match &self.address {
            Some(address) => failure::add(conn, address, now),
            None => Ok(()),
        }
    }

    /// Forgets the account's failures; those of the address stay, because whoever guesses may have
    /// an account of their own.
    pub(crate) fn forgive(self, conn: &mut Conn) -> Result<()> {
        failure::forget(conn, &self.account)
    }
}

/// Seconds that are left of the delay: 1, 2, 4 … after the free ones.
fn left(failures: Option<Failures>, free: i64, now: Timestamp) -> i64 {
    let Some(Failures { count, last_at }) = failures else { return 0 };
    if count < free || last_at.plus_seconds(MEMORY) < now {
        return 0;
    }
    let delay = (1_i64 << (count - free).clamp(0, 10)).min(LONGEST);
    let until = last_at.plus_seconds(delay).micros();
    // Rounded up, so that whoever waits that long is let in.
    (until - now.micros()).max(0).saturating_add(999_999) / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_and_stay_bounded() {
        let now = Timestamp::from_micros(1_767_225_600_000_000);
        let after = |count, seconds: i64| {
            left(Some(Failures { count, last_at: now }), 5, now.plus_seconds(seconds))
        };
        assert_eq!(left(None, 5, now), 0);
        assert_eq!(after(4, 0), 0);
        assert_eq!(after(5, 0), 1);
        assert_eq!(after(8, 0), 8);
        assert_eq!(after(8, 7), 1);
        assert_eq!(after(8, 8), 0);
        assert_eq!(after(1_000, 0), LONGEST);
        assert_eq!(after(1_000, MEMORY + 1), 0);
    }
}
