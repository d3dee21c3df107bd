use diesel::prelude::*;
use domain::contact::{Contact, ContactFields, Identity};
use domain::{ContactId, Layer, Timestamp};

use super::create::{KeyRow, Visible};
use super::row::Row;
use crate::conn::{Conn, on};
use crate::schema::{contact_keys, contacts};
use crate::types::Key;
use crate::{Error, Result, Scope, contact, dialect, outbox};

/// New fields for a contact of the workspace.
#[derive(Debug, Clone)]
pub struct Change {
    pub id: ContactId,
    pub fields: ContactFields,
    /// The version that the change was made for; none takes whatever is there.
    pub version: Option<i64>,
}

/// Changes one contact; none if it is unknown or another organization's.
///
/// # Errors
/// [`Error::Stale`] if it has another version by now.
pub fn update(
    conn: &mut Conn,
    scope: &Scope,
    change: &Change,
    now: Timestamp,
) -> Result<Option<Contact>> {
    if update_many(conn, scope, std::slice::from_ref(change), Visible::Now, now)? == 0 {
        return Ok(None);
    }
    contact::find(conn, scope, Layer::Workspace, change.id)
}

/// Changes a chunk of contacts and answers how many were there.
///
/// # Errors
/// [`Error::Stale`] if one of them has another version by now.
pub fn update_many(
    conn: &mut Conn,
    scope: &Scope,
    changes: &[Change],
    visible: Visible,
    now: Timestamp,
) -> Result<usize> {
    let owner = scope.organization();
    let mut changed = Vec::with_capacity(changes.len());
    let mut keys = Vec::new();
    for change in changes {
        let Some(row) = load(conn, scope, change.id)? else { continue };
        if change.version.is_some_and(|version| version != row.version) {
            return Err(Error::Stale);
        }
        let read = row.version;
        let row = row.changed(change.fields.clone(), now)?;
        let written = on!(conn, |c| diesel::update(contacts::table.find(Key(change.id)))
            .filter(contacts::version.eq(read))
            .set(&row)
            .execute(c))?;
        if written == 0 {
            return Err(Error::Stale);
        }
        changed.push(change.id);
        keys.extend(
            Identity::keys(&change.fields)
                .into_iter()
                .map(|key| KeyRow::new(owner, key, change.id)),
        );
    }
    let stale: Vec<_> = changed.iter().map(|&id| Key(id)).collect();
    on!(conn, |c| diesel::delete(contact_keys::table)
        .filter(contact_keys::contact_id.eq_any(&stale))
        .execute(c))?;
    dialect::insert_rows!(conn, contact_keys::table, &keys)?;
    outbox::push(conn, owner, &changed, visible, now)?;
    Ok(changed.len())
}

fn load(conn: &mut Conn, scope: &Scope, id: ContactId) -> Result<Option<Row>> {
    let owner = scope.organization();
    Ok(on!(conn, |c| contacts::table
        .find(Key(id))
        .filter(contacts::organization_id.eq(Key(owner)))
        .select(Row::as_select())
        .first(c)
        .optional())?)
}
