use diesel::prelude::*;
use domain::{Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::schema::{api_keys, identities, invitations};
use crate::types::{Key, Moment};
use crate::{Result, account, session};

/// Hands an account to whoever has just proved to own its address.
///
/// An account whose address was never confirmed may have been made by somebody who waits for its
/// owner to come. So everything that could let them in again goes: password, second factor,
/// sessions, identities, API keys and open invitations. An account whose address was confirmed before is left as it is.
/// Answers whether anything was taken away.
pub fn hand_over(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<bool> {
    if account::is_verified(conn, user)? {
        return Ok(false);
    }
    account::set_password(conn, user, None)?;
    account::disable_factor(conn, user)?;
    session::end_others(conn, user, None, now)?;
    on!(conn, |c| {
        diesel::update(api_keys::table)
            .filter(api_keys::created_by.eq(Key(user)))
            .filter(api_keys::revoked_at.is_null())
            .set(api_keys::revoked_at.eq(Moment(now)))
            .execute(c)?;
        diesel::update(invitations::table)
            .filter(invitations::invited_by.eq(Key(user)))
            .filter(invitations::closed_at.is_null())
            .set(invitations::closed_at.eq(Moment(now)))
            .execute(c)?;
        diesel::delete(identities::table).filter(identities::user_id.eq(Key(user))).execute(c)
    })?;
    account::verify_email(conn, user, now)?;
    Ok(true)
}
