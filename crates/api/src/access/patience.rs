//! How long to wait after failed sign-ins. The delay grows for whoever guesses from one network,
//! and, up to half a minute, for an account from wherever: so nobody can shut somebody else out.

use db::failure::{self, Failures};
use db::{Conn, Result};
use domain::{Code, SessionId, Timestamp};

use super::origin::network;
use crate::App;
use crate::http::{Answer, Refusal};

/// Seconds after which failures are forgotten.
pub(crate) const MEMORY: i64 = 24 * 3_600;

/// What failures are counted under, with how many cost nothing, because people mistype, and the
/// seconds of the longest delay.
#[derive(Clone, Copy)]
struct Count {
    name: [u8; 32],
    free: i64,
    longest: i64,
}

/// The counts of one attempt to prove who one is.
#[derive(Clone, Copy)]
pub(crate) struct Patience {
    own: Count,
    /// Of the network that the attempt comes from: with this account, and with any.
    from: Option<[Count; 2]>,
}

impl Patience {
    /// Of a sign-in. `account` is the address as it is stored, or else as it was typed, so that
    /// unknown accounts behave as known ones.
    pub(crate) fn of(app: &App, account: &str, address: Option<&str>) -> Self {
        let account = account.trim().to_lowercase();
        let name = |parts: &[&str]| app.secrets.replay.name(parts);
        let own = Count { name: name(&["account", &account]), free: 5, longest: 30 };
        let from = address.map(network).map(|network| {
            let pair = name(&["account from", &account, &network]);
            [
                Count { name: pair, free: 5, longest: 900 },
                Count { name: name(&["address", &network]), free: 20, longest: 900 },
            ]
        });
        Self { own, from }
    }

    /// Of somebody who is signed in, and whom the failures of others do not concern.
    pub(crate) fn of_session(app: &App, session: SessionId) -> Self {
        let name = app.secrets.replay.name(&["session", &session.to_string()]);
        Self { own: Count { name, free: 5, longest: 900 }, from: None }
    }

    fn counts(&self) -> impl Iterator<Item = &Count> {
        std::iter::once(&self.own).chain(self.from.iter().flatten())
    }

    /// Counts the attempt as failed before it is looked at, so that many at once are as slow as one
    /// after the other; refuses it while a delay lasts.
    pub(crate) async fn begin(self, app: &App) -> Answer<()> {
        let now = app.sources.now();
        let waits = app
            .db
            .write(move |c| {
                let waits = self.remaining(c, now)?;
                if waits == 0 {
                    for count in self.counts() {
                        failure::add(c, &count.name, now)?;
                    }
                }
                Ok::<_, db::Error>(waits)
            })
            .await?;
        if waits == 0 {
            return Ok(());
        }
        let detail = format!("Too many failed tries. Wait {waits} seconds, then try again.");
        Err(Refusal::new(Code::TooManyRequests, detail).retry_after(waits))
    }

    fn remaining(&self, conn: &mut Conn, now: Timestamp) -> Result<i64> {
        let mut waits = 0;
        for count in self.counts() {
            waits = waits.max(left(failure::find(conn, &count.name)?, count, now));
        }
        Ok(waits)
    }

    /// The attempt was none that failed.
    pub(crate) fn take_back(&self, conn: &mut Conn) -> Result<()> {
        for count in self.counts() {
            failure::take_back(conn, &count.name)?;
        }
        Ok(())
    }

    /// Forgets all failures of the account, because its owner has come; those of the network stay,
    /// because whoever guesses may have an account of their own.
    pub(crate) fn forgive(&self, conn: &mut Conn) -> Result<()> {
        failure::forget(conn, &self.own.name)?;
        match &self.from {
            Some([pair, network]) => {
                failure::forget(conn, &pair.name)?;
                failure::take_back(conn, &network.name)
            }
            None => Ok(()),
        }
    }
}

/// Seconds that are left of the delay: 1, 2, 4 … after the free ones.
fn left(failures: Option<Failures>, of: &Count, now: Timestamp) -> i64 {
    let Some(Failures { count, last_at }) = failures else { return 0 };
    if count < of.free || last_at.plus_seconds(MEMORY) < now {
        return 0;
    }
    let delay = (1_i64 << (count - of.free).clamp(0, 10)).min(of.longest);
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
        let of = Count { name: [0; 32], free: 5, longest: 900 };
        let after = |count, seconds: i64| {
            left(Some(Failures { count, last_at: now }), &of, now.plus_seconds(seconds))
        };
        assert_eq!(left(None, &of, now), 0);
        assert_eq!(after(4, 0), 0);
        assert_eq!(after(5, 0), 1);
        assert_eq!(after(8, 0), 8);
        assert_eq!(after(8, 7), 1);
        assert_eq!(after(8, 8), 0);
        assert_eq!(after(1_000, 0), 900);
        assert_eq!(after(1_000, MEMORY + 1), 0);
    }
}
