use diesel::prelude::*;
use domain::notice::Said;
use domain::{NoticeId, SavedSearchId, Timestamp};

use crate::conn::{Conn, on};
use crate::schema::notices as table;
use crate::types::{Json, Key, Moment};
use crate::{Result, Scope};

/// Notes what the user is to be told of a search; there must be no unread notice of it.
pub fn create(
    conn: &mut Conn,
    scope: &Scope,
    id: NoticeId,
    (search, said): (SavedSearchId, &Said),
    is_to_be_mailed: bool,
    now: Timestamp,
) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::id.eq(Key(id)),
            table::organization_id.eq(Key(owner)),
            table::user_id.eq(Key(user)),
            table::saved_search_id.eq(Key(search)),
            table::said.eq(Json(said.clone())),
            table::is_to_be_mailed.eq(is_to_be_mailed),
            table::created_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(())
}

/// Takes back what the user was told of a search and has not read.
pub fn withdraw(conn: &mut Conn, scope: &Scope, search: SavedSearchId) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    on!(conn, |c| diesel::delete(table::table)
        .filter(table::organization_id.eq(Key(owner)))
        .filter(table::user_id.eq(Key(user)))
        .filter(table::saved_search_id.eq(Key(search)))
        .filter(table::read_at.is_null())
        .execute(c))?;
    Ok(())
}

/// Marks what the user was told of a search as read: they looked, or do not want to know.
pub fn silence(
    conn: &mut Conn,
    scope: &Scope,
    search: SavedSearchId,
    now: Timestamp,
) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(owner)))
        .filter(table::user_id.eq(Key(user)))
        .filter(table::saved_search_id.eq(Key(search)))
        .filter(table::read_at.is_null())
        .set(table::read_at.eq(Moment(now)))
        .execute(c))?;
    Ok(())
}

/// Marks notices of the user as read: these, or all. What is none of theirs is left alone.
pub fn read(
    conn: &mut Conn,
    scope: &Scope,
    ids: Option<&[NoticeId]>,
    now: Timestamp,
) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    on!(conn, |c| {
        let unread = diesel::update(table::table)
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::user_id.eq(Key(user)))
            .filter(table::read_at.is_null());
        match ids {
            Some(ids) => {
                let keys: Vec<_> = ids.iter().map(|id| Key(*id)).collect();
                unread.filter(table::id.eq_any(keys)).set(table::read_at.eq(Moment(now))).execute(c)
            }
            None => unread.set(table::read_at.eq(Moment(now))).execute(c),
        }
    })?;
    Ok(())
}

/// Forgets notices of before a moment, of all organizations.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::delete(table::table)
        .filter(table::created_at.lt(Moment(before)))
        .execute(c))?;
    Ok(())
}
