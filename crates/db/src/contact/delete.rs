use diesel::prelude::*;
use domain::{ContactId, Timestamp};

use super::create::Visible;
use crate::conn::{Conn, on};
use crate::schema::contacts;
use crate::types::Key;
use crate::{Error, Result, Scope, outbox};

/// Deletes a contact of the workspace; false if it is unknown or another organization's.
///
/// # Errors
/// [`Error::Stale`] if it has another version than the one that was seen.
pub fn delete(
    conn: &mut Conn,
    scope: &Scope,
    id: ContactId,
    version: i64,
    now: Timestamp,
) -> Result<bool> {
    let owner = scope.organization();
    let found: Option<i64> = on!(conn, |c| contacts::table
        .find(Key(id))
        .filter(contacts::organization_id.eq(Key(owner)))
        .select(contacts::version)
        .first(c)
        .optional())?;
    match found {
        None => return Ok(false),
        Some(current) if current != version => return Err(Error::Stale),
        Some(_) => {}
    }
    on!(conn, |c| diesel::delete(contacts::table.find(Key(id)))
        .filter(contacts::organization_id.eq(Key(owner)))
        .execute(c))?;
    outbox::push(conn, owner, &[id], Visible::Now, now)?;
    Ok(true)
}
