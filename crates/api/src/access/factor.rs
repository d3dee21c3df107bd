//! Second factors: codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds, one step
//! of tolerance) and recovery codes. Each works once.

use db::account::RecoveryUse;
use db::{Conn, account};
use domain::problem::FieldError;
use domain::{Timestamp, UserId};
use totp_rs::{Builder, Secret, Totp};

use crate::App;
use crate::http::{Answer, Refusal};

/// Bytes of a secret: what RFC 4226, section 4, recommends.
pub(crate) const SECRET_BYTES: usize = 20;
const ISSUER: &str = "1CloudAI Business Contacts";

/// How a code was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    App,
    /// So many recovery codes are left.
    Recovery {
        left: i64,
    },
}

/// The generator of codes behind a secret; `account` is shown in the app.
pub(crate) fn totp(secret: &[u8], account: &str) -> Answer<Totp> {
    Builder::new()
        .with_secret(Secret::from(secret.to_vec()))
        .with_account_name(account.replace(':', " "))
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(Refusal::internal)
}

/// Uses a code of the app up; false if it is wrong or was used before.
pub(crate) fn use_app_code(
    app: &App,
    conn: &mut Conn,
    user: UserId,
    code: &str,
    now: Timestamp,
) -> Answer<bool> {
    let Some(factor) = account::factor(conn, user)? else { return Ok(false) };
    let row = user.to_string();
    let sealed = (&*factor.sealed, factor.key_version);
    let secret = app.secrets.vault.unseal(conn, vault::Cell::of_factor(&row), sealed)?;
    let seconds = u64::try_from(now.seconds()).unwrap_or_default();
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    match totp(&secret, "-")?.check(&digits, seconds).and_then(|step| i64::try_from(step).ok()) {
        Some(step) => Ok(account::use_step(conn, user, step)?),
        None => Ok(false),
    }
}

/// Uses a code up, of the app or of the list of recovery codes.
pub(crate) fn use_code(
    app: &App,
    conn: &mut Conn,
    user: UserId,
    code: &str,
    now: Timestamp,
) -> Answer<Option<Proof>> {
    let in_force = account::factor(conn, user)?.is_some_and(|factor| factor.confirmed);
    if !in_force {
        return Ok(None);
    }
    let plain: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if plain.len() == 6 && plain.chars().all(|c| c.is_ascii_digit()) {
        return Ok(use_app_code(app, conn, user, &plain, now)?.then_some(Proof::App));
    }
    let hash = app.secrets.links.recovery_hash(user, code);
    Ok(match account::use_recovery_code(conn, user, &hash, now)? {
        RecoveryUse::Used { left } => Some(Proof::Recovery { left }),
        RecoveryUse::Refused => None,
    })
}

/// The answer to a code that is not right.
pub(crate) fn wrong_code() -> Refusal {
    let message = "This code is wrong, too old, or was used before. Enter the one that your app \
                   shows now, or a recovery code.";
    Refusal::invalid(vec![FieldError::new("code", "invalid", message)])
}
