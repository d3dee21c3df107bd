use diesel::prelude::*;
use domain::UserId;
use domain::value::Email;

use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::users;
use crate::types::{Key, Moment};

/// Stands in the column of those who have no password.
const NONE: &str = "!";

/// What sign-in has to check.
pub struct Credentials {
    pub user: UserId,
    pub name: String,
    /// None for people who come through an identity provider only.
    pub password_hash: Option<String>,
    pub email_verified: bool,
    /// Whether a code is asked for beside the password.
    pub second_factor: bool,
}

type Row = (Key<UserId>, String, String, Option<Moment>, Option<Moment>);

fn read((Key(user), name, hash, verified, factor): Row) -> Credentials {
    Credentials {
        user,
        name,
        password_hash: (hash != NONE).then_some(hash),
        email_verified: verified.is_some(),
        second_factor: factor.is_some(),
    }
}

/// The credentials of the user who signs in with this address.
pub fn credentials(conn: &mut Conn, email: &Email) -> Result<Option<Credentials>> {
    let row: Option<Row> = on!(conn, |c| users::table
        .filter(users::email_key.eq(email.as_str()))
        .filter(users::deleted_at.is_null())
        .select((
            users::id,
            users::name,
            users::password_hash,
            users::email_verified_at,
            users::totp_confirmed_at,
        ))
        .get_result(c)
        .optional())?;
    Ok(row.map(read))
}

/// The credentials of a user, with the address they sign in with.
pub fn credentials_of(conn: &mut Conn, user: UserId) -> Result<Option<(Credentials, Email)>> {
    let row: Option<(Row, String)> = on!(conn, |c| users::table
        .find(Key(user))
        .filter(users::deleted_at.is_null())
        .select((
            (
                users::id,
                users::name,
                users::password_hash,
                users::email_verified_at,
                users::totp_confirmed_at,
            ),
            users::email_key,
        ))
        .get_result(c)
        .optional())?;
    Ok(row.map(|(row, email)| (read(row), Email::from_stored(email))))
}

/// Stores the hash of a new password; none takes the password away.
pub fn set_password(conn: &mut Conn, user: UserId, hash: Option<&str>) -> Result<()> {
    on!(conn, |c| diesel::update(users::table.find(Key(user)))
        .set(users::password_hash.eq(hash.unwrap_or(NONE)))
        .execute(c))?;
    Ok(())
}
