//! What a person does to staged rows before the commit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{EditKey, RowState};

/// The body of `PATCH imports/{id}/rows/{n}`. Absent members leave things as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RowPatch {
    /// New texts by the column's place, counted from 0 (`"3"`), or by a field's name (`"country"`),
    /// which stands above all columns. Null takes an edit back.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub edits: BTreeMap<EditKey, Option<String>>,
    /// Leaves the row out, or takes it in again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<bool>,
    /// Makes it a contact of its own, whatever it resembles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<bool>,
}

/// Which staged rows are meant. Members that are given must all hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RowFilter {
    /// Rows of this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<RowState>,
    /// Only rows that look like another contact, or only those that do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similar: Option<bool>,
    /// Rows with an error in this field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Rows with this text in any cell, whatever its case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The column that `equals` speaks of: its place, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Rows whose cell in `column` is exactly this text; the empty text means empty cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equals: Option<String>,
}

/// The body of `POST imports/{id}/rows/bulk`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    #[serde(default)]
    pub filter: RowFilter,
    pub change: BulkChange,
    /// Only counts the rows that would change.
    #[serde(default)]
    pub dry_run: bool,
}

/// What is done to each of many rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BulkChange {
    /// New texts, as in a row's own edits.
    Set(BTreeMap<EditKey, String>),
    /// Leaves them out, or takes them in again.
    Skip(bool),
}

/// The answer to a dry run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkCount {
    /// Rows that the filter meets and that are not written yet.
    pub matched: u64,
}
