//! Operators: staff of the installation, who look after its background work.

use diesel::prelude::*;
use domain::access::UserSummary;
use domain::value::Email;
use domain::{Timestamp, UserId};

use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::{operators, users};
use crate::types::{Key, Moment};

/// The person with this address.
pub fn find_person(conn: &mut Conn, email: &Email) -> Result<Option<UserId>> {
    let user: Option<Key<UserId>> = on!(conn, |c| users::table
        .filter(users::email_key.eq(email.as_str()))
        .select(users::id)
        .get_result(c)
        .optional())?;
    Ok(user.map(|Key(id)| id))
}

/// Makes somebody an operator; false if they are one already.
pub fn add(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<bool> {
    let rows = on!(conn, |c| diesel::insert_into(operators::table)
        .values((operators::user_id.eq(Key(user)), operators::created_at.eq(Moment(now))))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Makes somebody an operator no more; false if they are none.
pub fn remove(conn: &mut Conn, user: UserId) -> Result<bool> {
    let rows = on!(conn, |c| diesel::delete(operators::table.find(Key(user))).execute(c))?;
    Ok(rows == 1)
}

/// All of them, the first one first.
pub fn list(conn: &mut Conn) -> Result<Vec<UserSummary>> {
    let rows: Vec<(Key<UserId>, String, String)> = on!(conn, |c| operators::table
        .inner_join(users::table.on(users::id.eq(operators::user_id)))
        .order((operators::created_at.asc(), users::id.asc()))
        .select((users::id, users::name, users::email_key))
        .load(c))?;
    Ok(rows.into_iter().map(|(Key(id), name, email)| UserSummary { id, name, email }).collect())
}
