use std::collections::HashMap;

use diesel::prelude::*;
use domain::audit::Actor;
use domain::list::{List, ListOwner};
use domain::value::fold;
use domain::{ListId, UserId};

use crate::audit::Names;
use crate::conn::{Conn, on};
use crate::schema::{contacts, list_contacts, lists as table};
use crate::types::{Key, Moment};
use crate::{Result, Scope, Which};

type Row = (Key<ListId>, Key<UserId>, String, Option<String>, Moment, Moment);

macro_rules! columns {
    () => {
        (table::id, table::user_id, table::name, table::query, table::created_at, table::updated_at)
    };
}

/// All lists of the organization, by name.
pub fn list(conn: &mut Conn, scope: &Scope) -> Result<Vec<List>> {
    let owner = scope.organization();
    let rows: Vec<Row> = on!(conn, |c| table::table
        .filter(table::organization_id.eq(Key(owner)))
        .filter(table::deleted_at.is_null())
        .select(columns!())
        .load(c))?;
    let mut all = told(conn, scope, rows)?;
    all.sort_by_cached_key(|list| (fold(&list.name), list.id));
    Ok(all)
}

/// One list; none if it is unknown or another organization's.
pub fn find(conn: &mut Conn, scope: &Scope, id: ListId, which: Which) -> Result<Option<List>> {
    let owner = scope.organization();
    let rows: Vec<Row> = on!(conn, |c| {
        let query = table::table
            .filter(table::id.eq(Key(id)))
            .filter(table::organization_id.eq(Key(owner)))
            .select(columns!())
            .into_boxed();
        match which {
            Which::Kept => query.filter(table::deleted_at.is_null()).load(c),
            Which::DeletedSince(time) => query.filter(table::deleted_at.ge(Moment(time))).load(c),
        }
    })?;
    Ok(told(conn, scope, rows)?.pop())
}

/// How many lists there are.
pub fn count(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let owner = scope.organization();
    let count: i64 = on!(conn, |c| table::table
        .filter(table::organization_id.eq(Key(owner)))
        .filter(table::deleted_at.is_null())
        .count()
        .get_result(c))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The rows with what is in them and the names of their makers.
fn told(conn: &mut Conn, scope: &Scope, rows: Vec<Row>) -> Result<Vec<List>> {
    let owner = scope.organization();
    let keys: Vec<Key<ListId>> =
        rows.iter().filter(|row| row.3.is_none()).map(|row| row.0).collect();
    let mut counts: HashMap<ListId, u64> = HashMap::new();
    for keys in keys.chunks(crate::dialect::ROWS) {
        let found: Vec<(Key<ListId>, i64)> = on!(conn, |c| list_contacts::table
            .inner_join(contacts::table.on(contacts::id.eq(list_contacts::contact_id)))
            .filter(list_contacts::organization_id.eq(Key(owner)))
            .filter(list_contacts::list_id.eq_any(keys))
            .group_by(list_contacts::list_id)
            .select((list_contacts::list_id, diesel::dsl::count_star()))
            .load(c))?;
        let read = |(Key(id), count)| (id, u64::try_from(count).unwrap_or_default());
        counts.extend(found.into_iter().map(read));
    }
    let names = Names::load(conn, rows.iter().map(|row| Actor::User(row.1.0)))?;
    let read = |(Key(id), Key(user), name, query, created, updated): Row| List {
        id,
        name,
        contacts: query.is_none().then(|| counts.get(&id).copied().unwrap_or_default()),
        query,
        owner: ListOwner { id: user, name: names.of(Actor::User(user)) },
        created_at: created.0,
        updated_at: updated.0,
    };
    Ok(rows.into_iter().map(read).collect())
}
