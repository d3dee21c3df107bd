use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use domain::contact::{ChangeSource, Contact, ContactFields};
use domain::{ContactId, ImportId, Layer, OrganizationId, Timestamp};

use super::create::Visible;
use super::history;
use super::keys::{self, Run};
use super::row::Row;
use crate::conn::{Conn, on};
use crate::schema::contacts;
use crate::types::Key;
use crate::{Error, Result, Scope, contact, outbox};

/// New fields for a contact of the workspace.
#[derive(Debug, Clone)]
pub struct Change {
    pub id: ContactId,
    pub fields: ContactFields,
    /// The version that the change was made for; none takes whatever is there.
    pub version: Option<i64>,
    /// The row of the import that it comes from.
    pub number: Option<u64>,
}

/// Where changes come from, for the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    pub source: ChangeSource,
    /// The import that is written, or taken back.
    pub import: Option<ImportId>,
}

impl Cause {
    /// Somebody in the browser, or a program with a key.
    pub const fn of(scope: &Scope) -> Self {
        let source =
            if scope.key().is_some() { ChangeSource::ApiKey } else { ChangeSource::Person };
        Self { source, import: None }
    }
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
    let (changes, cause) = (std::slice::from_ref(change), Cause::of(scope));
    if update_many(conn, scope, changes, cause, Visible::Now, now)? == 0 {
        return Ok(None);
    }
    contact::find(conn, scope, Layer::Workspace, change.id)
}

/// Changes a chunk of contacts, writes what changed into their history, and answers how many were
/// there. Each contact stands in the chunk once.
///
/// # Errors
/// [`Error::Stale`] if one of them has another version by now.
pub fn update_many(
    conn: &mut Conn,
    scope: &Scope,
    changes: &[Change],
    cause: Cause,
    visible: Visible,
    now: Timestamp,
) -> Result<usize> {
    let owner = scope.organization();
    let ids: Vec<ContactId> = changes.iter().map(|change| change.id).collect();
    let mut rows = rows_by_id(conn, owner, &ids)?;
    let mut entries = Vec::with_capacity(changes.len());
    for change in changes {
        let Some(row) = rows.remove(&change.id) else { continue };
        if change.version.is_some_and(|version| version != row.version) {
            return Err(Error::Stale);
        }
        let read = row.version;
        let before = row.clone().fields()?;
        let row = row.changed(change.fields.clone(), now)?;
        let written = on!(conn, |c| diesel::update(contacts::table.find(Key(change.id)))
            .filter(contacts::version.eq(read))
            .set(&row)
            .execute(c))?;
        if written == 0 {
            return Err(Error::Stale);
        }
        entries.push(history::Entry {
            contact: change.id,
            version: row.version,
            number: change.number,
            changes: domain::contact::history::changes(&before, &change.fields),
        });
    }
    history::append(conn, scope, &entries, cause, now)?;
    let changed: Vec<ContactId> = entries.iter().map(|entry| entry.contact).collect();
    let there: HashSet<ContactId> = changed.iter().copied().collect();
    let fields = changes.iter().filter(|change| there.contains(&change.id));
    let run = match visible {
        Visible::Now => Run::Singly,
        Visible::Later => Run::Together(now.plus_micros(1)),
    };
    keys::put(conn, owner, run, fields.map(|change| (change.id, &change.fields)))?;
    outbox::push(conn, owner, &changed, visible, now)?;
    Ok(changed.len())
}

fn rows_by_id(
    conn: &mut Conn,
    owner: OrganizationId,
    ids: &[ContactId],
) -> Result<HashMap<ContactId, Row>> {
    let mut out = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(1_000) {
        let rows: Vec<Row> = on!(conn, |c| contacts::table
            .filter(contacts::organization_id.eq(Key(owner)))
            .filter(contacts::id.eq_any(ids.iter().map(|&id| Key(id))))
            .select(Row::as_select())
            .load(c))?;
        out.extend(rows.into_iter().map(|row| (row.id.0, row)));
    }
    Ok(out)
}
