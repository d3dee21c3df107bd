use serde::{Deserialize, Serialize};

use super::ImportField;
pub use crate::contact::OnDuplicate;

/// The body of `PUT imports/{id}/mapping`: what each column means and what to do with rows that
/// match a contact. Columns that are not named are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MappingRequest {
    /// In the order of the file; equal headers are told apart by their order.
    pub columns: Vec<ColumnChoice>,
    #[serde(default)]
    pub on_duplicate: OnDuplicate,
}

/// The meaning of one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ColumnChoice {
    /// As in the file.
    pub header: String,
    /// Null is the same as `ignore`.
    pub field: Option<ImportField>,
}
