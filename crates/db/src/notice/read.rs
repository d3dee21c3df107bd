use diesel::prelude::*;
use domain::mail::SearchChanged;
use domain::notice::{Notice, NoticeKind, NoticeSearch, Said};
use domain::{NoticeId, SavedSearchId};

use crate::conn::{Conn, on};
use crate::schema::{notices, saved_searches};
use crate::types::{Json, Key, Moment};
use crate::{Result, Scope};

/// The notices of the user about searches that they see, as a query.
macro_rules! own {
    ($scope:expr) => {
        notices::table
            .inner_join(saved_searches::table.on(saved_searches::id.eq(notices::saved_search_id)))
            .filter(notices::organization_id.eq(Key($scope.organization())))
            .filter(notices::user_id.eq(Key($scope.user())))
            .filter(saved_searches::deleted_at.is_null())
            .filter(
                saved_searches::user_id
                    .eq(Key($scope.user()))
                    .or(saved_searches::is_shared.eq(true)),
            )
    };
}

/// The user's notices, newest first, those before a given one.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    before: Option<NoticeId>,
    limit: i64,
) -> Result<Vec<Notice>> {
    type Row = (Key<NoticeId>, Key<SavedSearchId>, String, Json<Said>, Moment, Option<Moment>);
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = own!(scope)
            .order(notices::id.desc())
            .limit(limit)
            .select((
                notices::id,
                saved_searches::id,
                saved_searches::name,
                notices::said,
                notices::created_at,
                notices::read_at,
            ))
            .into_boxed();
        if let Some(before) = before {
            query = query.filter(notices::id.lt(Key(before)));
        }
        query.load(c)
    })?;
    let notice = |(Key(id), Key(search), name, Json(said), created, read): Row| Notice {
        id,
        kind: NoticeKind::SavedSearchChanged,
        saved_search: NoticeSearch { id: search, name },
        changes: said.changes,
        totals: said.totals,
        created_at: created.0,
        read_at: read.map(|Moment(at)| at),
    };
    Ok(rows.into_iter().map(notice).collect())
}

/// How many notices the user has not read.
pub fn unread(conn: &mut Conn, scope: &Scope) -> Result<u64> {
    let count: i64 =
        on!(conn, |c| own!(scope).filter(notices::read_at.is_null()).count().get_result(c))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// What the next mail to the user tells, by the names of the searches.
pub fn to_be_mailed(conn: &mut Conn, scope: &Scope) -> Result<Vec<SearchChanged>> {
    type Row = (Key<SavedSearchId>, String, Json<Said>);
    let rows: Vec<Row> = on!(conn, |c| own!(scope)
        .filter(notices::read_at.is_null())
        .filter(notices::is_to_be_mailed.eq(true))
        .order((saved_searches::name.asc(), saved_searches::id.asc()))
        .select((saved_searches::id, saved_searches::name, notices::said))
        .load(c))?;
    let changed = |(Key(id), name, Json(said)): Row| SearchChanged {
        search: NoticeSearch { id, name },
        said,
    };
    Ok(rows.into_iter().map(changed).collect())
}
