//! Staged rows: the ledger of an import. Totals and resuming come from it.

use diesel::prelude::*;
use domain::contact::ContactFields;
use domain::import::{ImportRow, RowState};
use domain::problem::FieldError;
use domain::{ContactId, ImportId, OrganizationId};

use crate::conn::{Conn, on};
use crate::schema::import_rows;
use crate::types::{Json, Key};
use crate::{Error, Result, Scope, dialect};

#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_rows, treat_none_as_default_value = false)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Row {
    import_id: Key<ImportId>,
    number: i64,
    organization_id: Key<OrganizationId>,
    state: String,
    reason: String,
    errors: Json<Vec<FieldError>>,
    cells: Json<Vec<String>>,
    fields: Option<Json<ContactFields>>,
    contact_id: Option<Key<ContactId>>,
    committed: bool,
}

/// Writes a chunk of staged rows.
pub fn insert(conn: &mut Conn, scope: &Scope, import: ImportId, rows: &[ImportRow]) -> Result<()> {
    let organization = scope.organization();
    let rows: Vec<Row> = rows
        .iter()
        .map(|row| Row {
            import_id: Key(import),
            number: signed(row.number),
            organization_id: Key(organization),
            state: row.state.as_str().to_owned(),
            reason: row.reason.clone(),
            errors: Json(row.errors.clone()),
            cells: Json(row.cells.clone()),
            fields: row.fields.clone().map(Json),
            contact_id: row.contact_id.map(Key),
            committed: row.committed,
        })
        .collect();
    dialect::insert_rows!(conn, import_rows::table, &rows)?;
    Ok(())
}

/// Which rows are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Rows behind this number.
    pub after: u64,
    /// Only rows of this state.
    pub state: Option<RowState>,
    /// Only rows that a commit still has to write.
    pub pending: bool,
}

/// Staged rows in the order of the file.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    filter: Filter,
    limit: i64,
) -> Result<Vec<ImportRow>> {
    let owner = scope.organization();
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = import_rows::table
            .filter(import_rows::import_id.eq(Key(import)))
            .filter(import_rows::organization_id.eq(Key(owner)))
            .filter(import_rows::number.gt(signed(filter.after)))
            .order(import_rows::number.asc())
            .limit(limit)
            .select(Row::as_select())
            .into_boxed();
        if let Some(state) = filter.state {
            query = query.filter(import_rows::state.eq(state.as_str()));
        }
        if filter.pending {
            let writes = [RowState::New.as_str(), RowState::Update.as_str()];
            query = query
                .filter(import_rows::state.eq_any(writes))
                .filter(import_rows::committed.eq(false));
        }
        query.load(c)
    })?;
    rows.into_iter().map(Row::into_wire).collect()
}

/// Marks rows as written, in the transaction that wrote their contacts.
pub fn mark_committed(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    numbers: &[u64],
) -> Result<()> {
    let owner = scope.organization();
    let numbers: Vec<i64> = numbers.iter().map(|&number| signed(number)).collect();
    on!(conn, |c| diesel::update(import_rows::table)
        .filter(import_rows::import_id.eq(Key(import)))
        .filter(import_rows::organization_id.eq(Key(owner)))
        .filter(import_rows::number.eq_any(&numbers))
        .set(import_rows::committed.eq(true))
        .execute(c))?;
    Ok(())
}

/// Rows that are written already.
pub fn count_committed(conn: &mut Conn, scope: &Scope, import: ImportId) -> Result<u64> {
    let owner = scope.organization();
    let count: i64 = on!(conn, |c| import_rows::table
        .filter(import_rows::import_id.eq(Key(import)))
        .filter(import_rows::organization_id.eq(Key(owner)))
        .filter(import_rows::committed.eq(true))
        .count()
        .get_result(c))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The contact of any row that is written; none if none is.
pub fn any_committed(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
) -> Result<Option<ContactId>> {
    let owner = scope.organization();
    let found: Option<Option<Key<ContactId>>> = on!(conn, |c| import_rows::table
        .filter(import_rows::import_id.eq(Key(import)))
        .filter(import_rows::organization_id.eq(Key(owner)))
        .filter(import_rows::committed.eq(true))
        .select(import_rows::contact_id)
        .first(c)
        .optional())?;
    Ok(found.flatten().map(|Key(id)| id))
}

/// Drops every staged row, before staging begins anew.
pub fn clear(conn: &mut Conn, scope: &Scope, import: ImportId) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::delete(import_rows::table)
        .filter(import_rows::import_id.eq(Key(import)))
        .filter(import_rows::organization_id.eq(Key(owner)))
        .execute(c))?;
    Ok(())
}

impl Row {
    fn into_wire(self) -> Result<ImportRow> {
        Ok(ImportRow {
            number: u64::try_from(self.number).unwrap_or_default(),
            state: RowState::parse(&self.state).ok_or(Error::Corrupt("import_rows.state"))?,
            reason: self.reason,
            errors: self.errors.0,
            cells: self.cells.0,
            edits: std::collections::BTreeMap::new(),
            apart: false,
            changes: Vec::new(),
            matches: Vec::new(),
            kept: None,
            fields: self.fields.map(|Json(fields)| fields),
            contact_id: self.contact_id.map(|Key(id)| id),
            committed: self.committed,
        })
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
