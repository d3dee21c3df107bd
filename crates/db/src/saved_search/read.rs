use std::collections::HashMap;

use diesel::prelude::*;
use domain::audit::Actor;
use domain::saved_search::{Notify, SavedSearch, SavedSearchOwner, Visibility};
use domain::value::fold;
use domain::{SavedSearchId, UserId};

use super::Own;
use crate::audit::Names;
use crate::conn::{Conn, on};
use crate::schema::{saved_search_places as places, saved_searches as table};
use crate::types::{Json, Key, Moment};
use crate::{Result, Scope, Which};

type Row = (
    Key<SavedSearchId>,
    Key<UserId>,
    String,
    String,
    bool,
    Option<Json<Vec<String>>>,
    Option<String>,
    Moment,
    Moment,
);

macro_rules! columns {
    () => {
        (
            table::id,
            table::user_id,
            table::name,
            table::query,
            table::is_shared,
            table::shown_columns,
            table::density,
            table::created_at,
            table::updated_at,
        )
    };
}

/// Those that the user sees, by name: their own and shared ones.
pub fn list(conn: &mut Conn, scope: &Scope) -> Result<Vec<SavedSearch>> {
    let (owner, user) = (scope.organization(), scope.user());
    let rows: Vec<Row> = on!(conn, |c| table::table
        .filter(table::organization_id.eq(Key(owner)))
        .filter(table::deleted_at.is_null())
        .filter(table::user_id.eq(Key(user)).or(table::is_shared.eq(true)))
        .select(columns!())
        .load(c))?;
    let mut all = told(conn, scope, rows)?;
    all.sort_by_cached_key(|search| (fold(&search.name), search.id));
    Ok(all)
}

/// One that the user sees; none if it is unknown, somebody else's, or another organization's.
pub fn find(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
    which: Which,
) -> Result<Option<SavedSearch>> {
    let (owner, user) = (scope.organization(), scope.user());
    let rows: Vec<Row> = on!(conn, |c| {
        let query = table::table
            .filter(table::id.eq(Key(id)))
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::user_id.eq(Key(user)).or(table::is_shared.eq(true)))
            .select(columns!())
            .into_boxed();
        match which {
            Which::Kept => query.filter(table::deleted_at.is_null()).load(c),
            Which::DeletedSince(time) => query.filter(table::deleted_at.ge(Moment(time))).load(c),
        }
    })?;
    Ok(told(conn, scope, rows)?.pop())
}

/// How many the user has made and kept.
pub fn count(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let (owner, user) = (scope.organization(), scope.user());
    let count: i64 = on!(conn, |c| table::table
        .filter(table::organization_id.eq(Key(owner)))
        .filter(table::user_id.eq(Key(user)))
        .filter(table::deleted_at.is_null())
        .count()
        .get_result(c))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The rows with what the user made of them and the names of their owners.
fn told(conn: &mut Conn, scope: &Scope, rows: Vec<Row>) -> Result<Vec<SavedSearch>> {
    type Place = (Key<SavedSearchId>, bool, bool, String);
    let (owner, user) = (scope.organization(), scope.user());
    let own: Vec<Place> = on!(conn, |c| places::table
        .filter(places::organization_id.eq(Key(owner)))
        .filter(places::user_id.eq(Key(user)))
        .select((places::saved_search_id, places::is_default, places::is_pinned, places::notify,))
        .load(c))?;
    let own: HashMap<SavedSearchId, Own> = own
        .into_iter()
        .map(|(Key(id), is_default, is_pinned, word)| {
            let notify = Notify::from_word(&word).unwrap_or_default();
            (id, Own { is_default, is_pinned, notify })
        })
        .collect();
    let names = Names::load(conn, rows.iter().map(|row| Actor::User(row.1.0)))?;
    let read = |row: Row| {
        let (Key(id), Key(user), name, query, is_shared, columns, density, created, updated) = row;
        let Own { is_default, is_pinned, notify } = own.get(&id).copied().unwrap_or_default();
        SavedSearch {
            id,
            name,
            query,
            visibility: if is_shared { Visibility::Shared } else { Visibility::Personal },
            is_default,
            is_pinned,
            notify,
            columns: columns.map(|Json(columns)| columns),
            density,
            owner: SavedSearchOwner { id: user, name: names.of(Actor::User(user)) },
            changes: None,
            created_at: created.0,
            updated_at: updated.0,
        }
    };
    Ok(rows.into_iter().map(read).collect())
}
