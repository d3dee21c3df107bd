//! Who was let in a moment ago. While somebody types, each key is a request of the same caller, and to ask the
//! database for their session and membership takes as long as many a search.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use db::Db;
use db::session::Principal;
use domain::Timestamp;

use super::caller::Credential;

/// Callers that are remembered, at most: some hundred bytes each.
const MOST: usize = 4_096;
/// Seconds for which nobody is asked again, where nothing is written: another process may write to the embedded
/// database too, as when an operator is named on the command line.
const SECONDS: f64 = 1.0;

/// What the database said of callers, good until this process writes, or for a second. Where other nodes write
/// too it cannot be told when that is, so there the database is asked each time.
#[derive(Default)]
pub(crate) struct Recent(Mutex<HashMap<Credential, Seen>>);

struct Seen {
    principal: Principal,
    /// Writes of this process before the database was asked.
    writes: u64,
    at: Timestamp,
}

/// The writes of this process before the database is asked; none where they say nothing.
#[derive(Clone, Copy)]
pub(super) struct Writes(Option<u64>);

impl Writes {
    pub(super) fn of(db: &Db) -> Self {
        Self((!db.is_shared()).then(|| db.bell().count()))
    }
}

impl Recent {
    /// Who a credential was, if nothing has changed since.
    pub(super) fn get(
        &self,
        credential: &Credential,
        writes: Writes,
        now: Timestamp,
    ) -> Option<Principal> {
        let known = self.known();
        let seen = known.get(credential)?;
        let age = now.seconds_since(seen.at);
        let is_good = Some(seen.writes) == writes.0 && (0.0..SECONDS).contains(&age);
        is_good.then(|| seen.principal.clone())
    }

    /// Keeps what the database said behind these writes. Where there are as many as may be, it begins anew.
    pub(super) fn keep(
        &self,
        credential: Credential,
        principal: &Principal,
        writes: Writes,
        now: Timestamp,
    ) {
        let Some(writes) = writes.0 else { return };
        let mut known = self.known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(credential, Seen { principal: principal.clone(), writes, at: now });
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Credential, Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
