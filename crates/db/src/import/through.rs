//! How far a commit and an undo have come, and what becomes of the review.

use diesel::prelude::*;
use domain::import::{BulkRequest, ImportProfile, ProfileName, RowCounts, UndoCounts};
use domain::value::Country;
use domain::{ImportId, Timestamp};

use super::update::signed;
use crate::conn::{Conn, on};
use crate::schema::imports;
use crate::types::{Json, Key};
use crate::{Result, Scope, dialect, outbox};

/// Notes that the rows up to a number are decided, of which some more were written; answers whether
/// they stood at `before` until now. Two jobs that are at the same rows cannot both go on.
pub fn write_through(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    (before, after): (u64, u64),
    written: u64,
) -> Result<bool> {
    let owner = scope.organization();
    let rows = on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::written_through.eq(signed(before)))
        .set((
            imports::written_through.eq(signed(after)),
            imports::written.eq(imports::written + signed(written)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// The same for rows that are taken back or put in again, with what became of them so far.
pub fn undo_through(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    (before, after): (u64, u64),
    counts: UndoCounts,
) -> Result<bool> {
    let owner = scope.organization();
    let rows = on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::undone_through.eq(signed(before)))
        .set((imports::undone_through.eq(signed(after)), imports::undo.eq(Some(Json(counts))),))
        .execute(c))?;
    Ok(rows == 1)
}

/// Begins to take an import back, or to put it in again: from its first row, with these counts.
pub fn begin_undo(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    counts: Option<UndoCounts>,
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .set((imports::undone_through.eq(0), imports::undo.eq(counts.map(Json))))
        .execute(c))?;
    Ok(())
}

/// Notes where the outbox stands, when staging begins.
pub fn mark(conn: &mut Conn, scope: &Scope, id: ImportId) -> Result<()> {
    let owner = scope.organization();
    let mark = dialect::outbox_now(conn)?;
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .set(imports::staged_mark.eq(mark))
        .execute(c))?;
    Ok(())
}

/// Notes up to which row the rows of a file were compared with all before them.
pub fn compared(conn: &mut Conn, scope: &Scope, id: ImportId, through: Option<u64>) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .set(imports::compared_through.eq(through.map(signed)))
        .execute(c))?;
    Ok(())
}

/// Lets searches wait for what an import has written, or taken back.
pub fn settle(conn: &mut Conn, scope: &Scope, id: ImportId, now: Timestamp) -> Result<()> {
    match crate::import_row::any_contact(conn, scope, id)? {
        Some(contact) => outbox::settle(conn, scope, contact, now),
        None => Ok(()),
    }
}

/// Notes the profile that the columns were proposed by, and takes its rule and its country over.
pub fn set_profile(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    profile: &ImportProfile,
) -> Result<()> {
    let owner = scope.organization();
    let named = ProfileName { id: profile.id, name: profile.name.clone() };
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .set((
            imports::profile.eq(Some(Json(named))),
            imports::on_duplicate.eq(profile.on_duplicate.as_str()),
            imports::default_country.eq(profile.default_country.as_ref().map(Country::as_str)),
        ))
        .execute(c))?;
    Ok(())
}

/// Puts down, or takes away, the change of many rows that a job is at.
pub fn set_revision(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    revision: Option<&BulkRequest>,
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .set(imports::revision.eq(revision.cloned().map(Json)))
        .execute(c))?;
    Ok(())
}

/// Notes the counts of the rows after some were judged again.
pub fn set_counts(conn: &mut Conn, scope: &Scope, id: ImportId, counts: RowCounts) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .set(imports::counts.eq(Json(counts)))
        .execute(c))?;
    Ok(())
}
