use diesel::prelude::*;
use domain::{Timestamp, UserId};

use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::{identities, users};
use crate::types::{Key, Moment};

/// The user whom an identity provider knows under this subject.
pub fn find_identity(conn: &mut Conn, issuer: &str, subject: &str) -> Result<Option<UserId>> {
    let found: Option<Key<UserId>> = on!(conn, |c| identities::table
        .inner_join(users::table.on(users::id.eq(identities::user_id)))
        .filter(identities::issuer.eq(issuer))
        .filter(identities::subject.eq(subject))
        .filter(users::deleted_at.is_null())
        .select(identities::user_id)
        .get_result(c)
        .optional())?;
    Ok(found.map(|Key(user)| user))
}

/// Remembers who a user is at an identity provider.
///
/// # Errors
/// [`crate::Constraint::IdentityKnown`] if it belongs to a user already.
pub fn link_identity(
    conn: &mut Conn,
    user: UserId,
    (issuer, subject): (&str, &str),
    now: Timestamp,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(identities::table)
        .values((
            identities::issuer.eq(issuer),
            identities::subject.eq(subject),
            identities::user_id.eq(Key(user)),
            identities::created_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(())
}
