use diesel::prelude::*;
use domain::{ContactId, Timestamp};

use super::create::Visible;
use super::keys;
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
        .get_result(c)
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

/// Deletes some contacts of a closed organization, then some of their keys, and answers how many; none
/// if nothing is left.
pub fn delete_some(conn: &mut Conn, scope: &Scope, limit: i64, now: Timestamp) -> Result<usize> {
    let owner = scope.organization();
    let keys: Vec<Key<ContactId>> = on!(conn, |c| contacts::table
        .filter(contacts::organization_id.eq(Key(owner)))
        .order(contacts::id.asc())
        .limit(limit)
        .select(contacts::id)
        .load(c))?;
    on!(conn, |c| diesel::delete(contacts::table)
        .filter(contacts::organization_id.eq(Key(owner)))
        .filter(contacts::id.eq_any(&keys))
        .execute(c))?;
    let ids: Vec<ContactId> = keys.iter().map(|key| key.0).collect();
    outbox::push(conn, owner, &ids, Visible::Later, now)?;
    let keys = ids.is_empty() && keys::forget_some(conn, owner, limit)?;
    Ok(ids.len() + usize::from(keys))
}

/// Deletes contacts of the workspace, whatever their version: what an undo takes back.
pub fn delete_many(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[ContactId],
    visible: Visible,
    now: Timestamp,
) -> Result<()> {
    let owner = scope.organization();
    for ids in ids.chunks(1_000) {
        on!(conn, |c| diesel::delete(contacts::table)
            .filter(contacts::organization_id.eq(Key(owner)))
            .filter(contacts::id.eq_any(ids.iter().map(|&id| Key(id))))
            .execute(c))?;
    }
    outbox::push(conn, owner, ids, visible, now)
}
