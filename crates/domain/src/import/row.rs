use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{EditKey, Kept};
use crate::contact::{ContactFields, FieldChange};
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
    /// Left out by a person.
    Skipped,
}

impl RowState {
    /// Every state, in the order of the counts.
    pub const ALL: &[Self] =
        &[Self::New, Self::Update, Self::Duplicate, Self::Invalid, Self::Suppressed, Self::Skipped];

    /// The word that is stored and filtered by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Update => "update",
            Self::Duplicate => "duplicate",
            Self::Invalid => "invalid",
            Self::Suppressed => "suppressed",
            Self::Skipped => "skipped",
        }
    }

    /// Whether a commit writes rows of this state.
    pub const fn is_written(self) -> bool {
        matches!(self, Self::New | Self::Update)
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
    /// Texts that a person put in their place: by the column's place, counted from 0, or by a field's
    /// name, which stands above all columns.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub edits: BTreeMap<EditKey, String>,
    /// Whether a person made it a contact of its own, whatever it resembles.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
    /// The parsed fields; null for an invalid row.
    pub fields: Option<ContactFields>,
    /// The contact that the row makes, changes or repeats.
    pub contact_id: Option<ContactId>,
    /// What the row changes in its contact as that is now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// Who the row is, or might be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<RowMatch>,
    /// Whether the row has been written into the workspace.
    pub committed: bool,
    /// After an undo: why its contact stayed, in whole or in part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
}

impl ImportRow {
    /// A row as it was read, before anything is known of it: invalid, without a reason.
    pub const fn read(number: u64, cells: Vec<String>) -> Self {
        Self {
            number,
            state: RowState::Invalid,
            reason: String::new(),
            errors: Vec::new(),
            cells,
            edits: BTreeMap::new(),
            apart: false,
            fields: None,
            contact_id: None,
            changes: Vec::new(),
            matches: Vec::new(),
            committed: false,
            kept: None,
        }
    }

    /// Whether it looks like somebody without surely being the same; not asked any more once a person
    /// set it apart.
    pub fn is_alike(&self) -> bool {
        !self.apart && self.matches.iter().any(|found| found.how == MatchHow::Like)
    }
}

/// Somebody that a row is, or might be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowMatch {
    pub with: MatchWith,
    /// Of the workspace or the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<ContactId>,
    /// The number of an earlier row of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// As the other is shown in lists; empty for a row.
    pub name: String,
    pub how: MatchHow,
    /// In words, what speaks for it.
    pub evidence: String,
}

/// Where somebody was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatchWith {
    /// In the workspace.
    Contact,
    /// In the same file.
    Row,
    /// In the directory.
    Directory,
}

/// How sure a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatchHow {
    /// The same contact.
    Same,
    /// It looks like it; a person decides.
    Like,
}

/// The answer of `GET imports/{id}/rows`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRows {
    pub rows: Vec<ImportRow>,
    /// Rows that meet the filter, on all pages.
    #[serde(default)]
    pub total: u64,
    /// Send as `cursor` for the next page; null behind the last one.
    pub next_cursor: Option<String>,
}
