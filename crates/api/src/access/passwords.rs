use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::problem::FieldError;
use domain::{Code, Sources};
use tokio::sync::Semaphore;

use crate::http::{Answer, Refusal};

/// KiB of memory, passes and lanes of one hash: above the first choice of the OWASP password
/// storage cheat sheet (19 MiB, 2, 1), because a sign-in may cost a tenth of a second.
const COST: (u32, u32, u32) = (64 * 1024, 2, 1);
/// Hashes at once: each takes 64 MiB and a core.
const AT_ONCE: usize = 2;
/// Sign-ins that may wait for their turn; more are turned away.
const WAITING: usize = 32;

/// Hashes and checks passwords, a few at a time.
pub(crate) struct Passwords {
    sources: Sources,
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

/// For addresses that nobody signs in with, so that they take as long as those of somebody.
static DUMMY: LazyLock<String> =
    LazyLock::new(|| hash("a password that nobody has", &[0x5a; 16]).unwrap_or_default());

impl Passwords {
    pub(crate) fn new(sources: Sources) -> Self {
        Self {
            sources,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            places: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
        }
    }

    /// The hash of a new password, as a PHC string.
    pub(crate) async fn hash(&self, password: String) -> Answer<String> {
        let salt: [u8; 16] = self.sources.bytes();
        self.turn(move || hash(&password, &salt)).await?
    }

    /// Checks a password against a stored hash, or against nobody's.
    pub(crate) async fn check(&self, password: String, stored: Option<String>) -> Answer<Checked> {
        let salt: [u8; 16] = self.sources.bytes();
        self.turn(move || {
            let known = stored.is_some();
            let stored = stored.unwrap_or_else(|| DUMMY.clone());
            let parsed = PasswordHash::new(&stored).map_err(Refusal::internal)?;
            let right = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
            if !(right && known) {
                return Ok(Checked::Wrong);
            }
            let (m, t, p) = COST;
            if stored.contains(&format!("$m={m},t={t},p={p}$")) {
                return Ok(Checked::Right);
            }
            hash(&password, &salt).map(Checked::Rehashed)
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

fn hash(password: &str, salt: &[u8]) -> Answer<String> {
    let (memory, passes, lanes) = COST;
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
    let hashed = Passwords::new(sources.clone()).hash(password).await;
    hashed.map_err(|refusal| std::io::Error::other(refusal.to_string()))
}
