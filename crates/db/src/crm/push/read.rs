use diesel::prelude::*;
use domain::crm::{
    CrmMapping, CrmPerson, FieldMapping, Push, PushCounts, PushProgress, PushState, PushWhat,
};
use domain::package::Month;
use domain::{PushId, UserId};

use crate::conn::{Conn, on};
use crate::schema::{crm_pushes as table, users};
use crate::types::{Json, Key, Moment};
use crate::{Error, Result, Scope};

/// A push and what no client needs.
#[derive(Debug, Clone)]
pub struct StoredPush {
    pub push: Push,
    /// What went where when it was asked for.
    pub mapping: CrmMapping,
    /// It starts by itself once its dry run is done.
    pub starts: bool,
    /// Units of the package that it holds, and of which month.
    pub held: u64,
    pub held_month: Option<Month>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Row {
    id: Key<PushId>,
    user_id: Key<UserId>,
    state: String,
    what: String,
    location: String,
    mapping: Json<Vec<FieldMapping>>,
    starts: bool,
    counts: Json<PushCounts>,
    held: i64,
    held_month: Option<i64>,
    error: Option<String>,
    created_at: Moment,
    planned_at: Option<Moment>,
    started_at: Option<Moment>,
    finished_at: Option<Moment>,
}

/// One push; none if it is unknown or another organization's.
pub fn find(conn: &mut Conn, scope: &Scope, id: PushId) -> Result<Option<StoredPush>> {
    let owner = scope.organization();
    let row: Option<(Row, Option<String>)> = on!(conn, |c| table::table
        .left_join(users::table.on(users::id.eq(table::user_id)))
        .filter(table::id.eq(Key(id)))
        .filter(table::organization_id.eq(Key(owner)))
        .select((Row::as_select(), users::name.nullable()))
        .get_result(c)
        .optional())?;
    row.map(stored).transpose()
}

/// Pushes of the organization, newest first, behind `before`.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    before: Option<PushId>,
    limit: i64,
) -> Result<Vec<StoredPush>> {
    let owner = scope.organization();
    let rows: Vec<(Row, Option<String>)> = on!(conn, |c| {
        let query = table::table
            .left_join(users::table.on(users::id.eq(table::user_id)))
            .filter(table::organization_id.eq(Key(owner)))
            .select((Row::as_select(), users::name.nullable()))
            .order(table::id.desc())
            .limit(limit)
            .into_boxed();
        match before {
            Some(before) => query.filter(table::id.lt(Key(before))).load(c),
            None => query.load(c),
        }
    })?;
    rows.into_iter().map(stored).collect()
}

/// The pushes that somebody could still go on with.
pub fn running(conn: &mut Conn, scope: &Scope) -> Result<Vec<PushId>> {
    let owner = scope.organization();
    let states = [PushState::Planning, PushState::Running].map(PushState::as_str);
    let rows: Vec<Key<PushId>> = on!(conn, |c| table::table
        .filter(table::organization_id.eq(Key(owner)))
        .filter(table::state.eq_any(states))
        .select(table::id)
        .load(c))?;
    Ok(rows.into_iter().map(|Key(id)| id).collect())
}

fn stored((row, name): (Row, Option<String>)) -> Result<StoredPush> {
    let state = PushState::from_word(&row.state).ok_or(Error::Corrupt("crm_pushes.state"))?;
    let what = PushWhat::from_word(&row.what).ok_or(Error::Corrupt("crm_pushes.what"))?;
    let time = |moment: Option<Moment>| moment.map(|Moment(time)| time);
    let Json(counts) = row.counts;
    let progress = match state {
        PushState::Planning => PushProgress { done: counts.judged(), total: counts.total },
        _ => PushProgress { done: counts.settled(), total: counts.total },
    };
    let wrote = counts.created + counts.updated + counts.failed;
    let push = Push {
        id: row.id.0,
        state,
        what,
        location: row.location,
        by: name.map(|name| CrmPerson { id: row.user_id.0, name }),
        counts,
        progress,
        estimate: None,
        check: None,
        error: row.error,
        changed_nothing: state == PushState::Done && wrote == 0,
        created_at: row.created_at.0,
        planned_at: time(row.planned_at),
        started_at: time(row.started_at),
        finished_at: time(row.finished_at),
    };
    Ok(StoredPush {
        push,
        mapping: CrmMapping { fields: row.mapping.0, updated_at: None },
        starts: row.starts,
        held: u64::try_from(row.held).unwrap_or_default(),
        held_month: row.held_month.map(Month::from_number),
    })
}
