//! Contacts on their way out: what is asked for, and in which form.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::ContactId;

/// A form in which contacts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    #[default]
    Csv,
    /// An Excel workbook; every cell is text.
    Xlsx,
    /// vCard 4.0.
    Vcard,
    /// One JSON object a line.
    JsonLines,
}

impl ExportFormat {
    /// The word that travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Vcard => "vcard",
            Self::JsonLines => "json_lines",
        }
    }
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CsvForm {
    /// For spreadsheets: what could be a formula has a `'` before it.
    #[default]
    Safe,
    /// For programs: every value as it is stored.
    Exact,
}

/// The body of `POST contacts/export`. Exactly one of `ids`, `search` and `everything` is given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportRequest {
    #[serde(default)]
    pub format: ExportFormat,
    /// Of CSV alone; `safe` unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<CsvForm>,
    /// These contacts of the workspace, in this order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<ContactId>>,
    /// All that a search finds, in its order, on every page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<ExportSearch>,
    /// The whole workspace.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub everything: bool,
}

/// The parameters of `GET contacts/search`; those of its pages count for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum ExportSearch {
    /// As they stand behind the `?` of an address.
    Query(String),
    /// By name.
    Parameters(BTreeMap<String, OneOrMany>),
}

/// A parameter that may be repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    /// The values in their order.
    pub fn values(&self) -> &[String] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}
