//! Access tokens whose signature was checked. A page sends the same one for minutes, and to check Ed25519
//! takes longer than many a search; what a token says and until when it is good is looked at each time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};

use super::token::Stated;

/// Tokens that are remembered, at most: some hundred bytes each.
const MOST: usize = 4_096;

/// What tokens say, by their SHA-256, so that none is kept.
#[derive(Default)]
pub(super) struct Verified(Mutex<HashMap<[u8; 32], Stated>>);

impl Verified {
    /// What a token says, checked by `check` unless it was before. `now` in seconds since 1970.
    pub(super) fn stated(
        &self,
        token: &str,
        now: i64,
        check: impl FnOnce() -> Option<Stated>,
    ) -> Option<Stated> {
        let name: [u8; 32] = digest(&SHA256, token.as_bytes()).as_ref().try_into().ok()?;
        if let Some(stated) = self.known().get(&name) {
            return Some(*stated);
        }
        let stated = check()?;
        let mut known = self.known();
        if known.len() >= MOST {
            known.retain(|_, stated| now < stated.until);
        }
        // Whoever signs in without end gets no memory for it; those tokens are checked each time.
        if known.len() < MOST {
            known.insert(name, stated);
        }
        Some(stated)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], Stated>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
