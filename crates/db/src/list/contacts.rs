//! What is in a list. A contact that is deleted keeps its place, which nobody sees: an undo that puts the
//! contact back puts it back there, too.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use domain::{ContactId, ListId, OrganizationId, Timestamp};

use crate::conn::{Conn, on};
use crate::contact::Visible;
use crate::schema::{contacts, list_contacts as table, lists};
use crate::types::{Key, Moment};
use crate::{Result, Scope, dialect, outbox};

/// What became of contacts that were to be put into a list or taken out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    pub changed: u64,
    pub unchanged: u64,
    /// Ids that are no contact of the workspace.
    pub unknown: u64,
}

#[derive(Insertable)]
#[diesel(table_name = table)]
struct NewRow {
    list_id: Key<ListId>,
    contact_id: Key<ContactId>,
    organization_id: Key<OrganizationId>,
    added_at: Moment,
}

/// Puts contacts of the workspace into a list.
pub fn add(
    conn: &mut Conn,
    scope: &Scope,
    list: ListId,
    ids: &[ContactId],
    now: Timestamp,
) -> Result<Moved> {
    let (known, there, mut moved) = look(conn, scope, list, ids)?;
    let new: Vec<ContactId> = known.into_iter().filter(|id| !there.contains(id)).collect();
    moved.changed = new.len() as u64;
    moved.unchanged -= moved.changed;
    let row = |&id: &ContactId| NewRow {
        list_id: Key(list),
        contact_id: Key(id),
        organization_id: Key(scope.organization()),
        added_at: Moment(now),
    };
    let rows: Vec<NewRow> = new.iter().map(row).collect();
    dialect::insert_rows!(conn, table::table, &rows)?;
    changed(conn, scope, list, &new, now)?;
    Ok(moved)
}

/// Takes contacts out of a list.
pub fn remove(
    conn: &mut Conn,
    scope: &Scope,
    list: ListId,
    ids: &[ContactId],
    now: Timestamp,
) -> Result<Moved> {
    let (known, there, mut moved) = look(conn, scope, list, ids)?;
    let gone: Vec<ContactId> = known.into_iter().filter(|id| there.contains(id)).collect();
    moved.changed = gone.len() as u64;
    moved.unchanged -= moved.changed;
    for ids in gone.chunks(dialect::ROWS) {
        let keys: Vec<_> = ids.iter().map(|id| Key(*id)).collect();
        on!(conn, |c| diesel::delete(table::table)
            .filter(table::list_id.eq(Key(list)))
            .filter(table::contact_id.eq_any(&keys))
            .execute(c))?;
    }
    changed(conn, scope, list, &gone, now)?;
    Ok(moved)
}

/// Those that are contacts of the workspace, each once; those in the list already; and a count in which
/// all that are known are unchanged.
fn look(
    conn: &mut Conn,
    scope: &Scope,
    list: ListId,
    ids: &[ContactId],
) -> Result<(Vec<ContactId>, HashSet<ContactId>, Moved)> {
    let owner = scope.organization();
    let asked: HashSet<ContactId> = ids.iter().copied().collect();
    let asked: Vec<Key<ContactId>> = asked.into_iter().map(Key).collect();
    let (mut known, mut there) = (Vec::with_capacity(asked.len()), HashSet::new());
    for keys in asked.chunks(dialect::ROWS) {
        let found: Vec<Key<ContactId>> = on!(conn, |c| contacts::table
            .filter(contacts::organization_id.eq(Key(owner)))
            .filter(contacts::id.eq_any(keys))
            .select(contacts::id)
            .load(c))?;
        known.extend(found.into_iter().map(|Key(id)| id));
        let found: Vec<Key<ContactId>> = on!(conn, |c| table::table
            .filter(table::list_id.eq(Key(list)))
            .filter(table::contact_id.eq_any(keys))
            .select(table::contact_id)
            .load(c))?;
        there.extend(found.into_iter().map(|Key(id)| id));
    }
    known.sort();
    let unknown = (asked.len() - known.len()) as u64;
    let moved = Moved { changed: 0, unchanged: known.len() as u64, unknown };
    Ok((known, there, moved))
}

/// Has the index take the contacts in anew, as one step of which a search sees all.
fn changed(
    conn: &mut Conn,
    scope: &Scope,
    list: ListId,
    ids: &[ContactId],
    now: Timestamp,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    on!(conn, |c| diesel::update(lists::table.find(Key(list)))
        .set(lists::updated_at.eq(Moment(now)))
        .execute(c))?;
    outbox::push(conn, scope.organization(), ids, Visible::Now, now)
}

/// The lists that contacts are in, for the search index.
pub(crate) fn of_contacts(
    conn: &mut Conn,
    ids: &[Key<ContactId>],
) -> Result<HashMap<ContactId, Vec<ListId>>> {
    let mut all: HashMap<ContactId, Vec<ListId>> = HashMap::new();
    let rows: Vec<(Key<ContactId>, Key<ListId>)> = on!(conn, |c| table::table
        .filter(table::contact_id.eq_any(ids))
        .select((table::contact_id, table::list_id))
        .load(c))?;
    for (Key(contact), Key(list)) in rows {
        all.entry(contact).or_default().push(list);
    }
    Ok(all)
}
