use diesel::prelude::*;
use domain::contact::{Contact, ContactFields, Identity, Origin};
use domain::{ContactId, OrganizationId, Timestamp};

use super::row::Row;
use crate::conn::Conn;
use crate::types::Key;
use crate::{Result, Scope, contact, dialect, outbox};

/// A contact that is to be written, with the id that its maker chose.
#[derive(Debug, Clone)]
pub struct NewContact {
    pub id: ContactId,
    pub fields: ContactFields,
    pub source: Origin,
}

/// Whether the next search has to wait until the index has seen a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visible {
    /// A person waits for it.
    Now,
    /// Part of a longer run, whose end is marked by [`outbox::settle`].
    Later,
}

/// Writes one contact into the workspace.
pub fn create(conn: &mut Conn, scope: &Scope, new: NewContact, now: Timestamp) -> Result<Contact> {
    let id = new.id;
    insert(conn, scope.organization(), &[new], Visible::Now, now)?;
    contact::find(conn, scope, domain::Layer::Workspace, id)?
        .ok_or(crate::Error::Query(diesel::result::Error::NotFound))
}

/// Writes a chunk of contacts into the workspace.
pub fn create_many(
    conn: &mut Conn,
    scope: &Scope,
    new: &[NewContact],
    visible: Visible,
    now: Timestamp,
) -> Result<()> {
    insert(conn, scope.organization(), new, visible, now)
}

pub(crate) fn insert(
    conn: &mut Conn,
    owner: OrganizationId,
    new: &[NewContact],
    visible: Visible,
    now: Timestamp,
) -> Result<()> {
    let row = |new: &NewContact| Row::new(new.id, owner, new.fields.clone(), new.source, now);
    let rows: Vec<Row> = new.iter().map(row).collect();
    dialect::insert_rows!(conn, crate::schema::contacts::table, &rows)?;
    let keys: Vec<KeyRow> = new
        .iter()
        .flat_map(|new| {
            let keys = Identity::keys(&new.fields);
            keys.into_iter().map(|key| KeyRow::new(owner, key, new.id))
        })
        .collect();
    dialect::insert_rows!(conn, crate::schema::contact_keys::table, &keys)?;
    let ids: Vec<ContactId> = new.iter().map(|new| new.id).collect();
    outbox::push(conn, owner, &ids, visible, now)
}

/// One key under which a contact is found.
#[derive(Debug, Insertable)]
#[diesel(table_name = crate::schema::contact_keys, treat_none_as_default_value = false)]
pub(super) struct KeyRow {
    organization_id: Key<OrganizationId>,
    key: String,
    contact_id: Key<ContactId>,
}

impl KeyRow {
    pub(super) fn new(owner: OrganizationId, key: String, contact: ContactId) -> Self {
        Self { organization_id: Key(owner), key, contact_id: Key(contact) }
    }
}
