//! Links of mails that work once.

use diesel::prelude::*;
use domain::{LinkId, Timestamp, UserId};

use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::links;
use crate::types::{Key, Moment};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    VerifyEmail,
    ResetPassword,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
        }
    }
}

/// Makes a link; the user's earlier ones for the same purpose work no more.
pub fn create(
    conn: &mut Conn,
    id: LinkId,
    purpose: Purpose,
    user: UserId,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    on!(conn, |c| {
        diesel::delete(links::table)
            .filter(links::user_id.eq(Key(user)))
            .filter(links::purpose.eq(purpose.word()))
            .execute(c)?;
        diesel::insert_into(links::table)
            .values((
                links::id.eq(Key(id)),
                links::purpose.eq(purpose.word()),
                links::user_id.eq(Key(user)),
                links::created_at.eq(Moment(now)),
                links::expires_at.eq(Moment(expires_at)),
            ))
            .execute(c)
    })?;
    Ok(())
}

/// Whose link it is, if it works still.
pub fn owner(
    conn: &mut Conn,
    id: LinkId,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<UserId>> {
    let owner: Option<Key<UserId>> = on!(conn, |c| links::table
        .find(Key(id))
        .filter(links::purpose.eq(purpose.word()))
        .filter(links::used_at.is_null())
        .filter(links::expires_at.gt(Moment(now)))
        .select(links::user_id)
        .get_result(c)
        .optional())?;
    Ok(owner.map(|Key(user)| user))
}

/// Whether the user was sent a link for this purpose after a moment.
pub fn was_made(conn: &mut Conn, purpose: Purpose, user: UserId, after: Timestamp) -> Result<bool> {
    let made: Option<Key<LinkId>> = on!(conn, |c| links::table
        .filter(links::user_id.eq(Key(user)))
        .filter(links::purpose.eq(purpose.word()))
        .filter(links::created_at.gt(Moment(after)))
        .select(links::id)
        .get_result(c)
        .optional())?;
    Ok(made.is_some())
}

/// Uses a link up and answers whose it is; none if it was used, replaced, or has expired.
pub fn redeem(
    conn: &mut Conn,
    id: LinkId,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<UserId>> {
    let rows = on!(conn, |c| diesel::update(links::table.find(Key(id)))
        .filter(links::purpose.eq(purpose.word()))
        .filter(links::used_at.is_null())
        .filter(links::expires_at.gt(Moment(now)))
        .set(links::used_at.eq(Moment(now)))
        .execute(c))?;
    if rows == 0 {
        return Ok(None);
    }
    let Key(user): Key<UserId> =
        on!(conn, |c| links::table.find(Key(id)).select(links::user_id).get_result(c))?;
    Ok(Some(user))
}

/// Forgets links whose time was over before a moment.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(links::table)
        .filter(links::expires_at.lt(Moment(before)))
        .execute(c))?)
}
