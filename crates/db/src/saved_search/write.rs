use diesel::prelude::*;
use domain::saved_search::{NewSavedSearch, Visibility};
use domain::{SavedSearchId, Timestamp};

use super::Own;
use crate::conn::{Conn, on};
use crate::schema::{saved_search_places as places, saved_searches as table};
use crate::types::{Json, Key, Moment};
use crate::{Result, Scope, notice};

/// What its owner says of a search.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = table, treat_none_as_default_value = false, treat_none_as_null = true)]
struct Said {
    name: String,
    query: String,
    is_shared: bool,
    shown_columns: Option<Json<Vec<String>>>,
    density: Option<String>,
}

impl Said {
    fn of(new: &NewSavedSearch) -> Self {
        Self {
            name: new.name.clone(),
            query: new.query.clone(),
            is_shared: new.visibility == Visibility::Shared,
            shown_columns: new.columns.clone().map(Json),
            density: new.density.clone(),
        }
    }
}

/// Keeps a search of the user.
pub fn create(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
    new: &NewSavedSearch,
    now: Timestamp,
) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::id.eq(Key(id)),
            table::organization_id.eq(Key(owner)),
            table::user_id.eq(Key(user)),
            Said::of(new),
            table::created_at.eq(Moment(now)),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    let own = Own { is_default: new.is_default, is_pinned: new.is_pinned, notify: new.notify };
    super::place(conn, scope, id, own, now)
}

/// Makes a search what it is to be. Whoever calls it has made sure that the user may. Where another query
/// is searched for, what people saw of the one before counts no more.
pub fn update(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
    new: &NewSavedSearch,
    now: Timestamp,
) -> Result<()> {
    let owner = scope.organization();
    let before: String = on!(conn, |c| table::table
        .find(Key(id))
        .filter(table::organization_id.eq(Key(owner)))
        .select(table::query)
        .get_result(c))?;
    on!(conn, |c| diesel::update(table::table.find(Key(id)))
        .filter(table::organization_id.eq(Key(owner)))
        .set((Said::of(new), table::updated_at.eq(Moment(now)),))
        .execute(c))?;
    if before != new.query {
        notice::withdraw_all(conn, scope, id)?;
        on!(conn, |c| diesel::update(places::table)
            .filter(places::organization_id.eq(Key(owner)))
            .filter(places::saved_search_id.eq(Key(id)))
            .set((
                places::seen_at.eq(None::<Moment>),
                places::seen.eq(None::<Vec<u8>>),
                places::seen_total.eq(None::<i64>),
                places::told.eq(None::<Vec<u8>>),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Puts a search aside; it can be had back. Whoever calls it has made sure that the user may.
pub fn delete(conn: &mut Conn, scope: &Scope, id: SavedSearchId, now: Timestamp) -> Result<()> {
    set_deleted(conn, scope, id, Some(now))
}

/// Has a search back, with what everybody made of it. Whoever calls it has made sure that the user may.
pub fn restore(conn: &mut Conn, scope: &Scope, id: SavedSearchId) -> Result<()> {
    set_deleted(conn, scope, id, None)
}

fn set_deleted(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
    at: Option<Timestamp>,
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(table::table.find(Key(id)))
        .filter(table::organization_id.eq(Key(owner)))
        .set(table::deleted_at.eq(at.map(Moment)))
        .execute(c))?;
    Ok(())
}
