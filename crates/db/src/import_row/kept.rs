//! Rows whose contact an undo left as it is, in whole or in part.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use domain::import::{ImportRow, Kept};
use domain::{ImportId, OrganizationId};

use super::signed;
use crate::conn::{Conn, on};
use crate::schema::import_kept;
use crate::types::{Json, Key};
use crate::{Result, Scope, dialect};

#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_kept, treat_none_as_default_value = false)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Stored {
    import_id: Key<ImportId>,
    number: i64,
    organization_id: Key<OrganizationId>,
    reason: String,
    fields: Json<Vec<String>>,
}

/// Writes down why rows were left.
pub fn insert(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    kept: &[(u64, Kept)],
) -> Result<()> {
    let rows: Vec<Stored> = kept
        .iter()
        .map(|(number, kept)| Stored {
            import_id: Key(import),
            number: signed(*number),
            organization_id: Key(scope.organization()),
            reason: kept.reason.clone(),
            fields: Json(kept.fields.clone()),
        })
        .collect();
    dialect::insert_rows!(conn, import_kept::table, &rows)?;
    Ok(())
}

/// Of the rows in a range of numbers, those that were left wholly: there is nothing to put in again.
pub fn numbers(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    (after, through): (u64, u64),
) -> Result<HashSet<u64>> {
    let owner = scope.organization();
    let numbers: Vec<i64> = on!(conn, |c| import_kept::table
        .filter(import_kept::import_id.eq(Key(import)))
        .filter(import_kept::organization_id.eq(Key(owner)))
        .filter(import_kept::number.gt(signed(after)))
        .filter(import_kept::number.le(signed(through)))
        .select(import_kept::number)
        .load(c))?;
    Ok(numbers.into_iter().filter_map(|number| u64::try_from(number).ok()).collect())
}

/// Forgets all of it, when the import is put in again.
pub fn clear(conn: &mut Conn, scope: &Scope, import: ImportId) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::delete(import_kept::table)
        .filter(import_kept::import_id.eq(Key(import)))
        .filter(import_kept::organization_id.eq(Key(owner)))
        .execute(c))?;
    Ok(())
}

/// Fills in what was left of the rows of a page.
pub(super) fn fill(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    rows: &mut [ImportRow],
) -> Result<()> {
    let owner = scope.organization();
    let numbers: Vec<i64> = rows.iter().map(|row| signed(row.number)).collect();
    let found: Vec<Stored> = on!(conn, |c| import_kept::table
        .filter(import_kept::import_id.eq(Key(import)))
        .filter(import_kept::organization_id.eq(Key(owner)))
        .filter(import_kept::number.eq_any(&numbers))
        .select(Stored::as_select())
        .load(c))?;
    let mut found: HashMap<i64, Stored> = found.into_iter().map(|row| (row.number, row)).collect();
    for row in rows {
        row.kept = found
            .remove(&signed(row.number))
            .map(|Stored { reason, fields: Json(fields), .. }| Kept { reason, fields });
    }
    Ok(())
}
