use diesel::prelude::*;
use domain::list::NewList;
use domain::{ListId, Timestamp};

use crate::conn::{Conn, on};
use crate::schema::{list_contacts, lists as table};
use crate::types::{Key, Moment};
use crate::{Result, Scope, outbox};

/// Makes a list.
pub fn create(
    conn: &mut Conn,
    scope: &Scope,
    id: ListId,
    new: &NewList,
    now: Timestamp,
) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::id.eq(Key(id)),
            table::organization_id.eq(Key(owner)),
            table::user_id.eq(Key(user)),
            table::name.eq(&new.name),
            table::query.eq(new.query.as_deref()),
            table::created_at.eq(Moment(now)),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(())
}

/// Gives a list another name, and a live one another search, of which whoever follows a search by it is
/// told. Whoever calls it has made sure that it stays of its kind.
pub fn update(
    conn: &mut Conn,
    scope: &Scope,
    id: ListId,
    new: &NewList,
    now: Timestamp,
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(table::table.find(Key(id)))
        .filter(table::organization_id.eq(Key(owner)))
        .set((
            table::name.eq(&new.name),
            table::query.eq(new.query.as_deref()),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    outbox::touch(conn, owner, now)
}

/// Puts a list aside; it can be had back, with all that is in it.
pub fn delete(conn: &mut Conn, scope: &Scope, id: ListId, now: Timestamp) -> Result<()> {
    set_deleted(conn, scope, id, Some(now))
}

/// Has a list back. What became of its contacts meanwhile is told to whoever follows a search by it.
pub fn restore(conn: &mut Conn, scope: &Scope, id: ListId, now: Timestamp) -> Result<()> {
    set_deleted(conn, scope, id, None)?;
    outbox::touch(conn, scope.organization(), now)
}

fn set_deleted(conn: &mut Conn, scope: &Scope, id: ListId, at: Option<Timestamp>) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(table::table.find(Key(id)))
        .filter(table::organization_id.eq(Key(owner)))
        .set(table::deleted_at.eq(at.map(Moment)))
        .execute(c))?;
    Ok(())
}

/// Forgets lists that were deleted before a moment, of all organizations. What the index still has of
/// them is met by nobody: a filter names lists that there are.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<()> {
    let gone: Vec<Key<ListId>> = on!(conn, |c| table::table
        .filter(table::deleted_at.lt(Moment(before)))
        .select(table::id)
        .load(c))?;
    for ids in gone.chunks(crate::dialect::ROWS) {
        on!(conn, |c| {
            diesel::delete(list_contacts::table)
                .filter(list_contacts::list_id.eq_any(ids))
                .execute(c)?;
            diesel::delete(table::table).filter(table::id.eq_any(ids)).execute(c)
        })?;
    }
    Ok(())
}

/// Forgets all lists of a closed organization.
pub fn delete_all(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| {
        diesel::delete(list_contacts::table)
            .filter(list_contacts::organization_id.eq(Key(owner)))
            .execute(c)?;
        diesel::delete(table::table).filter(table::organization_id.eq(Key(owner))).execute(c)
    })?;
    Ok(())
}
