use diesel::prelude::*;
use domain::{ContactId, OrganizationId};

use super::{Run, put, runs};
use crate::conn::{Conn, on};
use crate::contact::row::Row;
use crate::pool::Db;
use crate::schema::{contacts, organizations};
use crate::types::Key;
use crate::{Result, dialect};

/// Contacts in one transaction.
const PAGE: i64 = 1_000;

/// Makes the keys of owners that have contacts and no keys: those of a database that was made before
/// there were runs. Costs one look for each organization where there is nothing to do; may be cut off
/// and begun again.
pub(crate) fn fill(db: &Db) -> Result<()> {
    let owners: Vec<Key<OrganizationId>> = db.read_now(|c| {
        Ok::<_, crate::Error>(on!(c, |c| organizations::table.select(organizations::id).load(c))?)
    })?;
    for Key(owner) in owners {
        let is_filled = db.write_for_now(owner, |c| {
            dialect::enter(c, owner)?;
            Ok::<_, crate::Error>(
                !runs(c, owner)?.is_empty() || page(c, owner, None, 1)?.is_empty(),
            )
        })?;
        if is_filled {
            continue;
        }
        let mut last = None;
        loop {
            last = db.write_for_now(owner, |c| {
                dialect::enter(c, owner)?;
                note(c, owner, last)
            })?;
            if last.is_none() {
                break;
            }
        }
    }
    Ok(())
}

/// Notes the keys of the next contacts; answers the last of them.
fn note(
    conn: &mut Conn,
    owner: OrganizationId,
    last: Option<ContactId>,
) -> Result<Option<ContactId>> {
    let mut contacts = Vec::new();
    for row in page(conn, owner, last, PAGE)? {
        contacts.push((row.id.0, row.fields()?));
    }
    let fields = contacts.iter().map(|(id, fields)| (*id, fields));
    put(conn, owner, Run::Singly, fields)?;
    Ok(contacts.last().map(|(id, _)| *id))
}

fn page(
    conn: &mut Conn,
    owner: OrganizationId,
    last: Option<ContactId>,
    limit: i64,
) -> Result<Vec<Row>> {
    Ok(on!(conn, |c| {
        let mut query = contacts::table
            .filter(contacts::organization_id.eq(Key(owner)))
            .order(contacts::id.asc())
            .limit(limit)
            .select(Row::as_select())
            .into_boxed();
        if let Some(last) = last {
            query = query.filter(contacts::id.gt(Key(last)));
        }
        query.load(c)
    })?)
}
