use serde::{Deserialize, Serialize};

use super::{
    FieldRule, ImportField, ImportRow, OnDuplicate, ProfileName, RowState, Source, UndoCounts,
};
use crate::id::ImportId;
use crate::package::LimitCheck;
use crate::time::Timestamp;
use crate::value::Country;

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// The file is here; its columns wait for their meaning.
    Mapping,
    /// Rows are being read and judged.
    Staging,
    /// Every row has its fate; nothing has been written yet.
    Review,
    /// Rows are being written.
    Committing,
    /// Done.
    Committed,
    /// Being taken back.
    Undoing,
    /// Taken back.
    Undone,
    /// Given up before the commit.
    Cancelled,
    /// Stopped by a fault; `error` says which.
    Failed,
}

impl ImportState {
    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mapping => "mapping",
            Self::Staging => "staging",
            Self::Review => "review",
            Self::Committing => "committing",
            Self::Committed => "committed",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// The state of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        const ALL: [ImportState; 9] = [
            ImportState::Mapping,
            ImportState::Staging,
            ImportState::Review,
            ImportState::Committing,
            ImportState::Committed,
            ImportState::Undoing,
            ImportState::Undone,
            ImportState::Cancelled,
            ImportState::Failed,
        ];
        ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether a job is at work.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Staging | Self::Committing | Self::Undoing)
    }
}

/// One run of an import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Import {
    pub id: ImportId,
    pub state: ImportState,
    pub source: Source,
    pub columns: Vec<Column>,
    pub on_duplicate: OnDuplicate,
    /// Where phone numbers without a country code belong if the row names no country.
    #[serde(default)]
    pub default_country: Option<Country>,
    /// The saved profile that the columns were proposed by.
    #[serde(default)]
    pub profile: Option<ProfileName>,
    pub rows: RowCounts,
    /// Rows that are in the workspace already; a commit that was stopped keeps them.
    #[serde(default)]
    pub written: u64,
    /// What the last undo did; null where there was none, or where the import was put in again.
    #[serde(default)]
    pub undo: Option<UndoCounts>,
    /// In the state review: what a commit would take of the package, and what of it does not fit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<LimitCheck>,
    /// Of the job at work, or of the last one.
    pub progress: Progress,
    /// What stopped a failed import and how to mend it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// The answer of `GET imports`: newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Imports {
    pub imports: Vec<Import>,
    /// Send as `cursor` for the next page; null behind the last one.
    pub next_cursor: Option<String>,
}

/// One column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Column {
    /// As in the file.
    pub header: String,
    /// What it is taken to mean; null where nothing fits.
    pub field: Option<ImportField>,
    /// What becomes of the field in contacts that are there already; null where `on_duplicate`
    /// decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<FieldRule>,
    /// The first few values that are not empty.
    pub samples: Vec<String>,
}

/// How many rows have which fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowCounts {
    pub total: u64,
    pub new: u64,
    pub update: u64,
    pub duplicate: u64,
    pub invalid: u64,
    pub suppressed: u64,
    /// Left out by a person.
    #[serde(default)]
    pub skipped: u64,
    /// Of all of them, those that look like another contact without being surely the same.
    #[serde(default)]
    pub similar: u64,
}

impl RowCounts {
    /// Rows that a commit writes.
    pub const fn writable(&self) -> u64 {
        self.new + self.update
    }

    /// Counts a row.
    pub fn add(&mut self, row: &ImportRow) {
        self.total += 1;
        *self.of(row.state) += 1;
        self.similar += u64::from(row.is_alike());
    }

    /// Takes a row out, before it is judged again.
    pub fn subtract(&mut self, row: &ImportRow) {
        self.total = self.total.saturating_sub(1);
        let count = self.of(row.state);
        *count = count.saturating_sub(1);
        self.similar = self.similar.saturating_sub(u64::from(row.is_alike()));
    }

    /// Counts a row under another fate.
    pub fn turn(&mut self, from: RowState, to: RowState) {
        let count = self.of(from);
        *count = count.saturating_sub(1);
        *self.of(to) += 1;
    }

    const fn of(&mut self, state: RowState) -> &mut u64 {
        match state {
            RowState::New => &mut self.new,
            RowState::Update => &mut self.update,
            RowState::Duplicate => &mut self.duplicate,
            RowState::Invalid => &mut self.invalid,
            RowState::Suppressed => &mut self.suppressed,
            RowState::Skipped => &mut self.skipped,
        }
    }
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Rows done.
    pub done: u64,
    /// Rows in all; an estimate by bytes while the file is being read for the first time.
    pub total: u64,
    /// Mean rate since the job began.
    pub rows_per_second: f64,
    /// Seconds left at that rate; null when nothing runs.
    pub eta_seconds: Option<f64>,
}
