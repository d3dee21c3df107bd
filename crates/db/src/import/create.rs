use diesel::prelude::*;
use domain::import::{Column, ImportState, OnDuplicate, RowCounts};
use domain::{ImportId, Timestamp};
use serde::Serialize;

use crate::conn::{Conn, on};
use crate::schema::imports;
use crate::types::{Json, Key, Moment};
use crate::{Result, Scope};

/// An uploaded file and what its inspection found.
#[derive(Debug, Clone)]
pub struct NewImport<D> {
    pub id: ImportId,
    pub file_name: String,
    pub bytes: u64,
    pub sha256: [u8; 32],
    pub format: String,
    /// How the file is read; the files room's own type.
    pub dialect: D,
    pub columns: Vec<Column>,
}

/// Begins an import in the state `mapping`.
pub fn create<D: Serialize + std::fmt::Debug>(
    conn: &mut Conn,
    scope: &Scope,
    new: &NewImport<D>,
    now: Timestamp,
) -> Result<()> {
    let (organization, user) = (scope.organization(), scope.user());
    let dialect = Json(serde_json::to_value(&new.dialect).unwrap_or_default());
    on!(conn, |c| diesel::insert_into(imports::table)
        .values((
            imports::id.eq(Key(new.id)),
            imports::organization_id.eq(Key(organization)),
            imports::user_id.eq(Key(user)),
            imports::state.eq(ImportState::Mapping.as_str()),
            imports::file_name.eq(&new.file_name),
            imports::bytes.eq(i64::try_from(new.bytes).unwrap_or(i64::MAX)),
            imports::sha256.eq(new.sha256.as_slice()),
            imports::format.eq(&new.format),
            imports::dialect.eq(&dialect),
            imports::mapping.eq(Json(new.columns.clone())),
            imports::on_duplicate.eq(OnDuplicate::default().as_str()),
            imports::counts.eq(Json(RowCounts::default())),
            imports::done.eq(0),
            imports::expected.eq(0),
            imports::created_at.eq(Moment(now)),
            imports::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(())
}
