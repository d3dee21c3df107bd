use std::sync::{Arc, OnceLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::problem::FieldError;
use domain::{Code, Sources};
use tokio::sync::Semaphore;

use crate::http::{Answer, Refusal};

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordCost {
    /// 64 MiB and two passes, because a sign-in may cost a tenth of a second.
    Standard,
    /// 19 MiB and two passes, the first choice of the OWASP password storage cheat sheet: the least that is ever
    /// stored. For tests, which sign somebody up again and again.
    Least,
}

impl PasswordCost {
    /// KiB of memory, passes and lanes.
    fn parameters(self) -> (u32, u32, u32) {
        match self {
            Self::Standard => (64 * 1024, 2, 1),
            Self::Least => (19 * 1024, 2, 1),
        }
    }
}

/// Hashes at once: each takes 64 MiB and a core.
const AT_ONCE: usize = 2;
/// Sign-ins that may wait for their turn; more are turned away.
const WAITING: usize = 32;

/// Hashes and checks passwords, a few at a time.
pub(crate) struct Passwords {
    sources: Sources,
    cost: PasswordCost,
    /// For addresses that nobody signs in with, so that they take as long as those of somebody.
    nobody: Arc<OnceLock<String>>,
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

/// How a check ended.
pub(crate) enum Checked {
    Wrong,
    Right,
    /// Right, but hashed with older parameters: the hash to store instead.
    Rehashed(String),
}

impl Passwords {
    pub(crate) fn new(sources: Sources, cost: PasswordCost) -> Self {
        Self {
            sources,
            cost,
            nobody: Arc::default(),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            places: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
        }
    }

    /// The hash of a new password, as a PHC string.
    pub(crate) async fn hash(&self, password: String) -> Answer<String> {
        let (salt, cost): ([u8; 16], _) = (self.sources.bytes(), self.cost);
        self.turn(move || hash(&password, &salt, cost)).await?
    }

    /// Checks a password against a stored hash, or against nobody's.
    pub(crate) async fn check(&self, password: String, stored: Option<String>) -> Answer<Checked> {
        let (salt, cost): ([u8; 16], _) = (self.sources.bytes(), self.cost);
        let nobody = self.nobody.clone();
        self.turn(move || {
            let known = stored.is_some();
            let stored = stored.unwrap_or_else(|| nobody.get_or_init(|| of_nobody(cost)).clone());
            let parsed = PasswordHash::new(&stored).map_err(Refusal::internal)?;
            let right = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
            if !(right && known) {
                return Ok(Checked::Wrong);
            }
            let (m, t, p) = cost.parameters();
            if stored.contains(&format!("$m={m},t={t},p={p}$")) {
                return Ok(Checked::Right);
            }
            hash(&password, &salt, cost).map(Checked::Rehashed)
        })
        .await?
    }

    async fn turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Answer<T> {
        let busy =
            || Refusal::new(Code::TooManyRequests, "Many people sign in just now. Try again.");
        let _place = self.places.clone().try_acquire_owned().map_err(|_| busy())?;
        let turn = self.turns.clone().acquire_owned().await.map_err(Refusal::internal)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(Refusal::internal)
    }
}

/// Refuses a new password that is too short, or that would be guessed first: zxcvbn's scores 0 and 1
/// are "too guessable" and "very guessable", fewer than a million tries. `hints` are what an
/// attacker knows of the person.
pub(crate) fn check_new(field: &str, password: &str, hints: &[&str]) -> Answer<()> {
    domain::access::check_password(field, password)
        .map_err(|error| Refusal::invalid(vec![error]))?;
    let entropy = zxcvbn::zxcvbn(password, hints);
    if entropy.score() >= zxcvbn::Score::Two {
        return Ok(());
    }
    let warning = entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    let warning = warning.map(|warning| format!("{warning} ")).unwrap_or_default();
    let message = format!("{warning}This would be guessed soon; a few uncommon words are good.");
    Err(Refusal::invalid(vec![FieldError::new(field, "too_weak", message)]))
}

/// The hash of a password that nobody has.
fn of_nobody(cost: PasswordCost) -> String {
    hash("a password that nobody has", &[0x5a; 16], cost).unwrap_or_default()
}

fn hash(password: &str, salt: &[u8], cost: PasswordCost) -> Answer<String> {
    let (memory, passes, lanes) = cost.parameters();
    let params = Params::new(memory, passes, lanes, None).map_err(Refusal::internal)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_with_salt(password.as_bytes(), salt)
        .map(|hash| hash.to_string())
        .map_err(Refusal::internal)
}

/// The hash of a password outside any request: for accounts that the installation makes itself.
///
/// # Errors
/// The hash cannot be computed.
pub async fn hash_password(sources: &Sources, password: String) -> std::io::Result<String> {
    let passwords = Passwords::new(sources.clone(), PasswordCost::Standard);
    let hashed = passwords.hash(password).await;
    hashed.map_err(|refusal| std::io::Error::other(refusal.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{Checked, PasswordCost, Passwords};
    use domain::Sources;

    #[tokio::test]
    async fn a_hash_that_cost_less_is_made_anew_at_the_next_sign_in() {
        let password = || "a quiet harbour at dawn".to_owned();
        let of = |cost| Passwords::new(Sources::predictable(), cost);
        let cheap = of(PasswordCost::Least).hash(password()).await.unwrap();
        let strict = of(PasswordCost::Standard);
        let Checked::Rehashed(dear) = strict.check(password(), Some(cheap)).await.unwrap() else {
            panic!("it was not hashed anew");
        };
        assert!(dear.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"), "{dear}");
        let checked = strict.check(password(), Some(dear)).await.unwrap();
        assert!(matches!(checked, Checked::Right));
    }
}
