use domain::contact::{Contact, ContactFields, Origin};
use domain::{ContactId, ImportId, OrganizationId, Timestamp};

use super::keys::{self, Run};
use super::row::{Maker, Row};
use crate::conn::Conn;
use crate::{Result, Scope, contact, outbox};

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
    create_many(conn, scope, &[new], None, Visible::Now, now)?;
    contact::find(conn, scope, domain::Layer::Workspace, id)?
        .ok_or(crate::Error::Query(diesel::result::Error::NotFound))
}

/// Writes a chunk of contacts into the workspace, if they are rows of a file then with its import.
pub fn create_many(
    conn: &mut Conn,
    scope: &Scope,
    new: &[NewContact],
    import: Option<ImportId>,
    visible: Visible,
    now: Timestamp,
) -> Result<()> {
    let maker = import.map_or(Maker::User(scope.user()), Maker::Import);
    insert(conn, scope.organization(), new, maker, visible, now)
}

pub(crate) fn insert(
    conn: &mut Conn,
    owner: OrganizationId,
    new: &[NewContact],
    maker: Maker,
    visible: Visible,
    now: Timestamp,
) -> Result<()> {
    let row =
        |new: &NewContact| Row::new(new.id, owner, new.fields.clone(), new.source, maker, now);
    let rows: Vec<Row> = new.iter().map(row).collect();
    Row::insert(conn, &rows)?;
    let run = match visible {
        Visible::Now => Run::Singly,
        Visible::Later => Run::Together(now),
    };
    keys::put(conn, owner, run, new.iter().map(|new| (new.id, &new.fields)))?;
    let ids: Vec<ContactId> = new.iter().map(|new| new.id).collect();
    outbox::push(conn, owner, &ids, visible, now)
}
