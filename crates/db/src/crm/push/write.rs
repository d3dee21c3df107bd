use diesel::prelude::*;
use domain::crm::{CrmMapping, PushCounts, PushState, PushWhat};
use domain::package::Month;
use domain::{ContactId, PushId, Timestamp};

use super::parts;
use crate::conn::{Conn, on};
use crate::schema::crm_pushes as table;
use crate::types::{Json, Key, Moment};
use crate::{Result, Scope};

/// A push to be planned.
#[derive(Debug, Clone)]
pub struct NewStored {
    pub id: PushId,
    pub what: PushWhat,
    pub location: String,
    pub mapping: CrmMapping,
    pub starts: bool,
    /// Each once.
    pub contacts: Vec<ContactId>,
}

/// Keeps a push and who was chosen for it.
pub fn create(conn: &mut Conn, scope: &Scope, new: &NewStored, now: Timestamp) -> Result<()> {
    let total = u64::try_from(new.contacts.len()).unwrap_or_default();
    let counts = PushCounts { total, ..PushCounts::default() };
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::id.eq(Key(new.id)),
            table::organization_id.eq(Key(scope.organization())),
            table::user_id.eq(Key(scope.user())),
            table::state.eq(PushState::Planning.as_str()),
            table::what.eq(new.what.as_str()),
            table::location.eq(&new.location),
            table::mapping.eq(Json(new.mapping.fields.clone())),
            table::starts.eq(new.starts),
            table::counts.eq(Json(counts)),
            table::held.eq(0),
            table::created_at.eq(Moment(now)),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    parts::create(conn, scope, new.id, &new.contacts)
}

/// From one of these states to another.
pub type Step<'a> = (&'a [PushState], PushState);

/// Takes a step; answers whether the push was in one of the states. What a failed one said is forgotten.
pub fn step(
    conn: &mut Conn,
    scope: &Scope,
    id: PushId,
    (from, to): Step<'_>,
    now: Timestamp,
) -> Result<bool> {
    let words: Vec<&str> = from.iter().map(|state| state.as_str()).collect();
    let at = Some(Moment(now));
    let planned = (to == PushState::Ready).then(|| table::planned_at.eq(at));
    let starts = to == PushState::Running;
    let started = starts.then(|| table::started_at.eq(at));
    let ends = matches!(to, PushState::Done | PushState::Cancelled | PushState::Failed);
    let finished = table::finished_at.eq(at.filter(|_| ends));
    let rows = on!(conn, |c| {
        let row = table::table
            .filter(table::id.eq(Key(id)))
            .filter(table::organization_id.eq(Key(scope.organization())))
            .filter(table::state.eq_any(&words));
        diesel::update(row)
            .set((
                table::state.eq(to.as_str()),
                planned,
                started,
                finished,
                table::error.eq(None::<String>),
                table::updated_at.eq(Moment(now)),
            ))
            .execute(c)
    })?;
    Ok(rows == 1)
}

/// Keeps how many contacts are what.
pub fn set_counts(
    conn: &mut Conn,
    scope: &Scope,
    id: PushId,
    counts: &PushCounts,
    now: Timestamp,
) -> Result<()> {
    on!(conn, |c| diesel::update(table::table.find(Key(id)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .set((table::counts.eq(Json(*counts)), table::updated_at.eq(Moment(now))))
        .execute(c))?;
    Ok(())
}

/// Says why a push failed, or what it waits for.
pub fn note(conn: &mut Conn, scope: &Scope, id: PushId, error: &str) -> Result<()> {
    set_note(conn, scope, id, Some(error))
}

/// It waits no more.
pub fn clear_note(conn: &mut Conn, scope: &Scope, id: PushId) -> Result<()> {
    set_note(conn, scope, id, None)
}

fn set_note(conn: &mut Conn, scope: &Scope, id: PushId, error: Option<&str>) -> Result<()> {
    on!(conn, |c| diesel::update(table::table.find(Key(id)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .set(table::error.eq(error))
        .execute(c))?;
    Ok(())
}

/// Keeps how many units of the package the push holds.
pub fn hold(
    conn: &mut Conn,
    scope: &Scope,
    id: PushId,
    units: u64,
    month: Option<Month>,
) -> Result<()> {
    let units = i64::try_from(units).unwrap_or(i64::MAX);
    on!(conn, |c| diesel::update(table::table.find(Key(id)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .set((table::held.eq(units), table::held_month.eq(month.map(Month::number))))
        .execute(c))?;
    Ok(())
}
