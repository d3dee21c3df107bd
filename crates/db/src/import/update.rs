use diesel::prelude::*;
use domain::import::{BulkRequest, Column, ImportState, OnDuplicate, RowCounts};
use domain::value::Country;
use domain::{ImportId, Timestamp};

use crate::conn::{Conn, on};
use crate::schema::{import_rows, imports};
use crate::types::{Json, Key, Moment};
use crate::{Result, Scope};

/// How far a job is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub counts: RowCounts,
    /// Rows done.
    pub done: u64,
    /// Rows in all, as far as known.
    pub expected: u64,
}

/// Stores what the columns mean, if the import is in one of the states `from`; answers whether
/// it was. Staging begins anew with it.
pub fn set_mapping(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    columns: &[Column],
    rule: (OnDuplicate, Option<&Country>),
    now: Timestamp,
) -> Result<bool> {
    if !start_over(conn, scope, id, ImportState::Staging, now)? {
        return Ok(false);
    }
    let owner = scope.organization();
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .set((
            imports::mapping.eq(Json(columns.to_vec())),
            imports::on_duplicate.eq(rule.0.as_str()),
            imports::default_country.eq(rule.1.map(Country::as_str)),
        ))
        .execute(c))?;
    Ok(true)
}

/// Takes an import of which nothing is written, and that no job is at, back to its mapping or to a new
/// check; answers whether it is one.
pub(super) fn start_over(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    to: ImportState,
    now: Timestamp,
) -> Result<bool> {
    let owner = scope.organization();
    let from = [ImportState::Mapping.as_str(), ImportState::Review.as_str()];
    let rows = on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::state.eq_any(from))
        .filter(imports::written.eq(0))
        .set((
            imports::state.eq(to.as_str()),
            imports::counts.eq(Json(RowCounts::default())),
            imports::done.eq(0),
            imports::expected.eq(0),
            imports::started_at.eq(None::<Moment>),
            imports::finished_at.eq(None::<Moment>),
            imports::written_through.eq(0),
            imports::revision.eq(None::<Json<BulkRequest>>),
            imports::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Moves an import from one state to a running one; answers whether it was in the first.
pub fn begin(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    (from, to): (ImportState, ImportState),
    expected: u64,
    now: Timestamp,
) -> Result<bool> {
    let owner = scope.organization();
    let rows = on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::state.eq(from.as_str()))
        .set((
            imports::state.eq(to.as_str()),
            imports::done.eq(0),
            imports::expected.eq(signed(expected)),
            imports::started_at.eq(None::<Moment>),
            imports::finished_at.eq(None::<Moment>),
            imports::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Notes how far a job is, while the import is still in the state that the job works on; answers
/// whether it is. The clock starts with the first note.
pub fn progress(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    during: ImportState,
    tally: &Tally,
    now: Timestamp,
) -> Result<bool> {
    let owner = scope.organization();
    let counts = Json(tally.counts);
    let started: Option<Option<Moment>> = on!(conn, |c| imports::table
        .find(Key(id))
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::state.eq(during.as_str()))
        .select(imports::started_at)
        .get_result(c)
        .optional())?;
    let Some(started) = started else { return Ok(false) };
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .set((
            imports::counts.eq(&counts),
            imports::done.eq(signed(tally.done)),
            imports::expected.eq(signed(tally.expected)),
            imports::started_at.eq(started.unwrap_or(Moment(now))),
            imports::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(true)
}

/// Moves an import on when its job is through; answers whether it was still in that state.
pub fn complete(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    (from, to): (ImportState, ImportState),
    now: Timestamp,
) -> Result<bool> {
    let owner = scope.organization();
    let rows = on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::state.eq(from.as_str()))
        .set((
            imports::state.eq(to.as_str()),
            imports::finished_at.eq(Moment(now)),
            imports::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Stops an import that a job is at and says why; answers whether one was. The pieces of its file stay
/// for as long as its job can be tried again, on whichever node.
pub fn fail(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    error: &str,
    now: Timestamp,
) -> Result<bool> {
    let owner = scope.organization();
    let from = [ImportState::Staging, ImportState::Committing, ImportState::Undoing];
    let from = from.map(ImportState::as_str);
    let rows = on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::state.eq_any(from))
        .set((
            imports::state.eq(ImportState::Failed.as_str()),
            imports::error.eq(error),
            imports::finished_at.eq(Moment(now)),
            imports::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Lets a failed import go on where its job is tried again.
pub fn resume(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    to: ImportState,
    now: Timestamp,
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::state.eq(ImportState::Failed.as_str()))
        .set((
            imports::state.eq(to.as_str()),
            imports::error.eq(None::<String>),
            imports::finished_at.eq(None::<Moment>),
            imports::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(())
}

/// Gives an import up before its commit and drops its staged rows; answers whether it could be.
pub fn cancel(conn: &mut Conn, scope: &Scope, id: ImportId, now: Timestamp) -> Result<bool> {
    let owner = scope.organization();
    let from = [ImportState::Mapping, ImportState::Staging, ImportState::Review];
    let rows = on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::state.eq_any(from.map(ImportState::as_str)))
        .filter(imports::written.eq(0))
        .set((
            imports::state.eq(ImportState::Cancelled.as_str()),
            imports::finished_at.eq(Moment(now)),
            imports::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    if rows == 1 {
        crate::import_row::clear(conn, scope, id)?;
        crate::import_chunk::remove(conn, scope, id)?;
    }
    Ok(rows == 1)
}

/// Stops a commit, which goes back to its review with what is written; answers whether one was on.
pub fn stop(conn: &mut Conn, scope: &Scope, id: ImportId, now: Timestamp) -> Result<bool> {
    complete(conn, scope, id, (ImportState::Committing, ImportState::Review), now)
}

/// Deletes all imports of a closed organization with their rows and its profiles.
pub fn delete_all(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let owner = scope.organization();
    crate::import_chunk::remove_all(conn, scope)?;
    crate::import_profile::remove_all(conn, scope)?;
    on!(conn, |c| {
        let of_owner = || imports::table.filter(imports::organization_id.eq(Key(owner)));
        diesel::delete(import_rows::table)
            .filter(import_rows::import_id.eq_any(of_owner().select(imports::id)))
            .execute(c)?;
        diesel::delete(of_owner()).execute(c)
    })?;
    Ok(())
}

pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
