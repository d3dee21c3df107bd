use serde::{Deserialize, Serialize};

use crate::contact::ContactFields;
use crate::id::ContactId;
use crate::problem::FieldError;

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// Makes a contact.
    New,
    /// Changes a contact that is there.
    Update,
    /// Says nothing new: of a contact that is there, or of an earlier row.
    Duplicate,
    /// Cannot be accepted; `errors` says why.
    Invalid,
    /// Holds an identifier that must not be stored.
    Suppressed,
}

impl RowState {
    /// Every state, in the order of the counts.
    pub const ALL: &[Self] =
        &[Self::New, Self::Update, Self::Duplicate, Self::Invalid, Self::Suppressed];

    /// The word that is stored and filtered by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Update => "update",
            Self::Duplicate => "duplicate",
            Self::Invalid => "invalid",
            Self::Suppressed => "suppressed",
        }
    }

    /// The state of this name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.as_str() == word)
    }
}

/// One row of the file and its fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// The row's number in the file: 1 is the first row behind the header.
    pub number: u64,
    pub state: RowState,
    /// In words, why the row has this state; empty for a plain new row.
    pub reason: String,
    /// Wrong fields of an invalid row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// The cells as they stand in the file.
    pub cells: Vec<String>,
    /// The parsed fields; null for an invalid row.
    pub fields: Option<ContactFields>,
    /// The contact that the row makes, changes or repeats.
    pub contact_id: Option<ContactId>,
    /// Whether the row has been written into the workspace.
    pub committed: bool,
}

/// The answer of `GET imports/{id}/rows`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRows {
    pub rows: Vec<ImportRow>,
    /// Send as `cursor` for the next page; null behind the last one.
    pub next_cursor: Option<String>,
}
