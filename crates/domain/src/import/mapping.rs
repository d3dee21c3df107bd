use serde::{Deserialize, Deserializer, Serialize, de};

use super::ImportField;
pub use crate::contact::{FieldRule, OnDuplicate};
use crate::value::Country;

/// The body of `PUT imports/{id}/mapping`: what each column means and what to do with rows that
/// match a contact. Columns that are not named are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MappingRequest {
    /// In the order of the file; equal headers are told apart by their order.
    pub columns: Vec<ColumnChoice>,
    #[serde(default)]
    pub on_duplicate: OnDuplicate,
    /// Where phone numbers without a country code belong if the row names no country: a name or
    /// an ISO 3166-1 code. Without it, the organization's country.
    #[serde(default, deserialize_with = "named_country", skip_serializing_if = "Option::is_none")]
    pub default_country: Option<Country>,
    /// Keeps the mapping as a profile of this name, which is proposed for the next file with
    /// these columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub save_as: Option<String>,
}

fn named_country<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Country>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.filter(|text| !text.trim().is_empty())
        .map(|text| Country::parse(&text).map_err(de::Error::custom))
        .transpose()
}

/// The meaning of one column.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ColumnChoice {
    /// As in the file.
    pub header: String,
    /// Null is the same as `ignore`.
    pub field: Option<ImportField>,
    /// What becomes of the field in contacts that are there already; without it,
    /// `on_duplicate` decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<FieldRule>,
}

impl ColumnChoice {
    /// What was chosen for a column.
    pub fn of(column: &super::Column) -> Self {
        Self { header: column.header.clone(), field: column.field.clone(), rule: column.rule }
    }
}
