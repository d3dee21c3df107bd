//! Staged rows of imports. They are written when a file is checked and changed by a person's edits; how
//! far a commit or an undo has come stands in the import itself.

mod edit;
mod kept;
mod list;
mod pending;

use std::collections::BTreeMap;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use domain::contact::{Compact, ContactFields};
use domain::import::{EditKey, ImportRow, RowMatch, RowState};
use domain::problem::FieldError;
use domain::{ContactId, ImportId, OrganizationId};

use crate::conn::{Conn, on};
use crate::schema::import_rows;
use crate::types::{DbJson, DbUuid, Json, Key};
use crate::{Error, Result, Scope, dialect};

pub use edit::{replace, turn};
pub use kept::{clear as clear_kept, insert as insert_kept, numbers as kept_numbers};
pub use list::{Rows, count, find, list};
pub use pending::{Pending, any_contact, fields_of, last_number, pending, undo_counts};

#[derive(Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = import_rows, treat_none_as_default_value = false, treat_none_as_null = true)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Row {
    import_id: Key<ImportId>,
    number: i64,
    organization_id: Key<OrganizationId>,
    state: String,
    reason: String,
    errors: Option<Json<Vec<FieldError>>>,
    cells: Json<Vec<String>>,
    edits: Option<Json<BTreeMap<EditKey, String>>>,
    fields: Option<Fields>,
    matches: Option<Json<Vec<RowMatch>>>,
    contact_id: Option<Key<ContactId>>,
    apart: bool,
    alike: bool,
}

/// Parsed fields, stored without those that are empty.
#[derive(Debug, Clone, FromSqlRow, AsExpression)]
#[diesel(sql_type = DbJson)]
pub(crate) struct Fields(pub(crate) ContactFields);

impl<DB: diesel::backend::Backend> FromSql<DbJson, DB> for Fields
where
    Json<ContactFields>: FromSql<DbJson, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Json::<ContactFields>::from_sql(value).map(|Json(fields)| Self(fields))
    }
}
impl diesel::serialize::ToSql<DbJson, diesel::pg::Pg> for Fields {
    fn to_sql<'b>(
        &'b self,
        out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
    ) -> diesel::serialize::Result {
        serde_json::to_writer(out, &Compact(&self.0))?;
        Ok(diesel::serialize::IsNull::No)
    }
}
impl diesel::serialize::ToSql<DbJson, diesel::sqlite::Sqlite> for Fields {
    fn to_sql<'b>(
        &'b self,
        out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>,
    ) -> diesel::serialize::Result {
        out.set_value(serde_json::to_string(&Compact(&self.0))?);
        Ok(diesel::serialize::IsNull::No)
    }
}

impl Row {
    fn of(scope: &Scope, import: ImportId, row: &ImportRow) -> Self {
        Self {
            import_id: Key(import),
            number: signed(row.number),
            organization_id: Key(scope.organization()),
            state: row.state.as_str().to_owned(),
            reason: row.reason.clone(),
            errors: (!row.errors.is_empty()).then(|| Json(row.errors.clone())),
            cells: Json(row.cells.clone()),
            edits: (!row.edits.is_empty()).then(|| Json(row.edits.clone())),
            fields: row.fields.clone().map(Fields),
            matches: (!row.matches.is_empty()).then(|| Json(row.matches.clone())),
            contact_id: row.contact_id.map(Key),
            apart: row.apart,
            alike: row.is_alike(),
        }
    }

    /// `written`: rows up to this number are in the workspace.
    fn into_wire(self, written: u64) -> Result<ImportRow> {
        let state = RowState::parse(&self.state).ok_or(Error::Corrupt("import_rows.state"))?;
        let number = u64::try_from(self.number).unwrap_or_default();
        Ok(ImportRow {
            state,
            reason: self.reason,
            errors: self.errors.map(|Json(errors)| errors).unwrap_or_default(),
            edits: self.edits.map(|Json(edits)| edits).unwrap_or_default(),
            apart: self.apart,
            fields: self.fields.map(|Fields(fields)| fields),
            contact_id: self.contact_id.map(|Key(id)| id),
            matches: self.matches.map(|Json(matches)| matches).unwrap_or_default(),
            committed: state.is_written() && number <= written,
            ..ImportRow::read(number, self.cells.0)
        })
    }
}

/// Writes a chunk of staged rows.
pub fn insert(conn: &mut Conn, scope: &Scope, import: ImportId, rows: &[ImportRow]) -> Result<()> {
    let rows: Vec<Row> = rows.iter().map(|row| Row::of(scope, import, row)).collect();
    dialect::insert_columns!(conn, import_rows, &rows, Row {
        import_id: DbUuid,
        number: BigInt,
        organization_id: DbUuid,
        state: Text,
        reason: Text,
        errors: Nullable<DbJson>,
        cells: DbJson,
        edits: Nullable<DbJson>,
        fields: Nullable<DbJson>,
        matches: Nullable<DbJson>,
        contact_id: Nullable<DbUuid>,
        apart: Bool,
        alike: Bool,
    })
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

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
