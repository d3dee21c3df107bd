use diesel::prelude::*;
use domain::{Timestamp, UserId};

use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::{recovery_codes, users};
use crate::types::{Key, Moment};

/// The second factor of a user: its sealed secret and the version of the key that seals it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    pub sealed: Vec<u8>,
    pub key_version: i64,
    /// Whether it is in force.
    pub confirmed: bool,
}

type Row = (Option<Vec<u8>>, Option<i64>, Option<Moment>);

/// The factor of a user, in force or waiting for its first code.
pub fn factor(conn: &mut Conn, user: UserId) -> Result<Option<Factor>> {
    let row: Option<Row> = on!(conn, |c| users::table
        .find(Key(user))
        .select((users::totp_secret, users::totp_key_version, users::totp_confirmed_at))
        .get_result(c)
        .optional())?;
    Ok(row.and_then(|(sealed, version, confirmed)| {
        Some(Factor { sealed: sealed?, key_version: version?, confirmed: confirmed.is_some() })
    }))
}

/// Users with a factor that is sealed under another version, for sealing it anew.
pub fn factors(conn: &mut Conn, not_under: i64) -> Result<Vec<UserId>> {
    let rows: Vec<Key<UserId>> = on!(conn, |c| users::table
        .filter(users::totp_key_version.ne(not_under))
        .order(users::id.asc())
        .select(users::id)
        .load(c))?;
    Ok(rows.into_iter().map(|Key(id)| id).collect())
}

/// Stores a secret that waits for its first code. One that is in force stays; answers whether it
/// was stored.
pub fn start_factor(
    conn: &mut Conn,
    user: UserId,
    sealed: &[u8],
    key_version: i64,
) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(users::table.find(Key(user)))
        .filter(users::totp_confirmed_at.is_null())
        .set((
            users::totp_secret.eq(sealed),
            users::totp_key_version.eq(key_version),
            users::totp_step.eq(0),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Replaces the sealing of a secret, unless it changed since it was read.
pub fn reseal_factor(
    conn: &mut Conn,
    user: UserId,
    old: &Factor,
    sealed: &[u8],
    key_version: i64,
) -> Result<()> {
    on!(conn, |c| diesel::update(users::table.find(Key(user)))
        .filter(users::totp_secret.eq(&old.sealed))
        .set((users::totp_secret.eq(sealed), users::totp_key_version.eq(key_version)))
        .execute(c))?;
    Ok(())
}

/// Puts a factor in force.
pub fn confirm_factor(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::update(users::table.find(Key(user)))
        .set(users::totp_confirmed_at.eq(Moment(now)))
        .execute(c))?;
    Ok(())
}

/// Takes the factor and its recovery codes away.
pub fn disable_factor(conn: &mut Conn, user: UserId) -> Result<()> {
    on!(conn, |c| {
        diesel::update(users::table.find(Key(user)))
            .set((
                users::totp_secret.eq(None::<Vec<u8>>),
                users::totp_key_version.eq(None::<i64>),
                users::totp_confirmed_at.eq(None::<Moment>),
                users::totp_step.eq(0),
            ))
            .execute(c)?;
        diesel::delete(recovery_codes::table)
            .filter(recovery_codes::user_id.eq(Key(user)))
            .execute(c)
    })?;
    Ok(())
}

/// Uses a time step up, in one statement that only one of two racing requests can win. False if
/// this step or a later one was used before: the code is a replay.
pub fn use_step(conn: &mut Conn, user: UserId, step: i64) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(users::table.find(Key(user)))
        .filter(users::totp_step.lt(step))
        .set(users::totp_step.eq(step))
        .execute(c))?;
    Ok(rows == 1)
}

/// Replaces all recovery codes by new ones, given as their keyed hashes.
pub fn replace_recovery_codes(conn: &mut Conn, user: UserId, hashes: &[[u8; 32]]) -> Result<()> {
    on!(conn, |c| {
        diesel::delete(recovery_codes::table)
            .filter(recovery_codes::user_id.eq(Key(user)))
            .execute(c)?;
        for hash in hashes {
            diesel::insert_into(recovery_codes::table)
                .values((
                    recovery_codes::user_id.eq(Key(user)),
                    recovery_codes::hash.eq(hash.as_slice()),
                ))
                .execute(c)?;
        }
        Ok::<_, diesel::result::Error>(())
    })?;
    Ok(())
}

/// What a recovery code did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryUse {
    /// Unknown, or used before.
    Refused,
    /// Used up; so many are left.
    Used { left: i64 },
}

/// Uses a recovery code up.
pub fn use_recovery_code(
    conn: &mut Conn,
    user: UserId,
    hash: &[u8; 32],
    now: Timestamp,
) -> Result<RecoveryUse> {
    let (rows, left): (usize, i64) = on!(conn, |c| {
        let rows = diesel::update(recovery_codes::table.find((Key(user), hash.as_slice())))
            .filter(recovery_codes::used_at.is_null())
            .set(recovery_codes::used_at.eq(Moment(now)))
            .execute(c)?;
        let left = recovery_codes::table
            .filter(recovery_codes::user_id.eq(Key(user)))
            .filter(recovery_codes::used_at.is_null())
            .count()
            .get_result(c)?;
        Ok::<_, diesel::result::Error>((rows, left))
    })?;
    Ok(if rows == 1 { RecoveryUse::Used { left } } else { RecoveryUse::Refused })
}
