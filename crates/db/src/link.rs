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
        on!(conn, |c| links::table.find(Key(id)).select(links::user_id).first(c))?;
    Ok(Some(user))
}
