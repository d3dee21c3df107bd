use std::collections::HashMap;

use diesel::prelude::*;
use domain::contact::Contact;
use domain::{ContactId, Layer, OrganizationId};

use super::row::Row;
use crate::conn::{Conn, on};
use crate::schema::contacts;
use crate::system::Indexable;
use crate::types::Key;
use crate::{Result, Scope, dialect, list};

/// One contact; none if it is unknown or another organization's. A directory contact comes
/// without what only saving reveals.
pub fn find(
    conn: &mut Conn,
    scope: &Scope,
    layer: Layer,
    id: ContactId,
) -> Result<Option<Contact>> {
    Ok(by_ids(conn, scope, layer, &[id])?.pop())
}

/// The contacts of these ids in their order; ids that are unknown or another organization's
/// are left out.
pub fn by_ids(
    conn: &mut Conn,
    scope: &Scope,
    layer: Layer,
    ids: &[ContactId],
) -> Result<Vec<Contact>> {
    let contacts = whole_by_ids(conn, scope.owner(layer), ids)?;
    Ok(match layer {
        Layer::Directory => contacts.into_iter().map(Contact::masked).collect(),
        Layer::Workspace => contacts,
    })
}

/// Those of these contacts that there are, each with its version.
pub fn versions(
    conn: &mut Conn,
    scope: &Scope,
    layer: Layer,
    ids: &[ContactId],
) -> Result<Vec<(ContactId, i64)>> {
    let owner = scope.owner(layer);
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(dialect::ROWS) {
        let keys: Vec<_> = ids.iter().map(|&id| Key(id)).collect();
        let rows: Vec<(Key<ContactId>, i64)> = on!(conn, |c| contacts::table
            .filter(contacts::organization_id.eq(Key(owner)))
            .filter(contacts::id.eq_any(&keys))
            .select((contacts::id, contacts::version))
            .load(c))?;
        found.extend(rows.into_iter().map(|(Key(id), version)| (id, version)));
    }
    Ok(found)
}

/// The contacts of these ids in their order, with all that is known of them.
pub(crate) fn whole_by_ids(
    conn: &mut Conn,
    owner: OrganizationId,
    ids: &[ContactId],
) -> Result<Vec<Contact>> {
    let rows: Vec<Row> = if dialect::reads_one_by_one(conn, ids.len()) {
        let mut rows = Vec::with_capacity(ids.len());
        for &id in ids {
            // Not `first`: see `session::authenticate`.
            let row: Option<Row> = on!(conn, |c| contacts::table
                .filter(contacts::organization_id.eq(Key(owner)))
                .filter(contacts::id.eq(Key(id)))
                .select(Row::as_select())
                .get_result(c)
                .optional())?;
            rows.extend(row);
        }
        rows
    } else {
        let keys: Vec<_> = ids.iter().map(|&id| Key(id)).collect();
        on!(conn, |c| contacts::table
            .filter(contacts::organization_id.eq(Key(owner)))
            .filter(contacts::id.eq_any(&keys))
            .select(Row::as_select())
            .load(c))?
    };
    let mut found: HashMap<ContactId, Row> = rows.into_iter().map(|row| (row.id.0, row)).collect();
    ids.iter().filter_map(|id| found.remove(id)).map(Row::contact).collect()
}

/// Contacts of any owner for the search index: by id, or the next ones behind an id.
pub(crate) fn indexable(conn: &mut Conn, which: &Which<'_>) -> Result<Vec<Indexable>> {
    let rows: Vec<Row> = match *which {
        Which::Ids(ids) => {
            let keys: Vec<_> = ids.iter().map(|&id| Key(id)).collect();
            on!(conn, |c| contacts::table
                .filter(contacts::id.eq_any(&keys))
                .select(Row::as_select())
                .load(c))?
        }
        Which::After(Some(last), limit) => on!(conn, |c| contacts::table
            .filter(contacts::id.gt(Key(last)))
            .order(contacts::id.asc())
            .limit(limit)
            .select(Row::as_select())
            .load(c))?,
        Which::After(None, limit) => on!(conn, |c| contacts::table
            .order(contacts::id.asc())
            .limit(limit)
            .select(Row::as_select())
            .load(c))?,
    };
    let keys: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut lists = list::of_contacts(conn, &keys)?;
    rows.into_iter()
        .map(|row| {
            let owner = row.organization_id.0;
            let contact = row.contact()?;
            Ok(Indexable {
                partition: partition_of(owner),
                id: contact.id,
                completeness: contact.completeness,
                source: contact.source,
                created_at: contact.created_at,
                updated_at: contact.updated_at,
                verified_at: contact.verified_at,
                lists: lists.remove(&contact.id).unwrap_or_default(),
                fields: contact.fields,
            })
        })
        .collect()
}

/// How many contacts of all owners there are.
pub(crate) fn count(conn: &mut Conn) -> Result<u64> {
    let count: i64 = on!(conn, |c| contacts::table.count().get_result(c))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Which contacts the index asks for.
pub(crate) enum Which<'a> {
    Ids(&'a [ContactId]),
    After(Option<ContactId>, i64),
}

/// The partition of a stored owner: the index follower serves all of them.
#[expect(clippy::disallowed_methods, reason = "the owner comes from the row itself")]
pub(crate) fn partition_of(owner: OrganizationId) -> domain::Partition {
    domain::Partition::of(owner)
}

/// The ids of those contacts of the workspace that were made last.
pub fn newest(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<ContactId>> {
    let owner = scope.organization();
    let ids: Vec<Key<ContactId>> = on!(conn, |c| contacts::table
        .filter(contacts::organization_id.eq(Key(owner)))
        .order(contacts::id.desc())
        .limit(limit)
        .select(contacts::id)
        .load(c))?;
    Ok(ids.into_iter().map(|Key(id)| id).collect())
}
