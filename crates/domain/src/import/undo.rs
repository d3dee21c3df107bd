//! Taking a committed import back, and putting it in again.

use serde::{Deserialize, Serialize};

/// What the next undo would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UndoAction {
    /// Takes the import back.
    Undo,
    /// Puts an import that was taken back into the workspace again.
    Restore,
}

/// The answer of `GET imports/{id}/undo`: counts of contacts; nothing is done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndoPreview {
    pub action: UndoAction,
    /// Contacts that this import made and nobody changed since: they go. Where it restores: they come
    /// back.
    pub removes: u64,
    /// Contacts that get their earlier values back. Where it restores: that get the file's values again.
    pub restores: u64,
    /// Contacts that were changed since; what was changed is kept and listed.
    pub keeps: u64,
    /// Contacts that somebody deleted since; there is nothing to do.
    pub gone: u64,
}

/// What an undo did, in contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct UndoCounts {
    /// Made by the import, and gone.
    pub removed: u64,
    /// Changed by the import, and given their earlier values.
    pub restored: u64,
    /// Changed since, and kept in whole or in part: `rows?kept=true` lists them.
    pub kept: u64,
    /// Deleted since by somebody.
    pub gone: u64,
}

/// Why a row's contact was not taken back, in whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kept {
    /// In words.
    pub reason: String,
    /// The fields that stay as they were changed since; empty where the whole contact stays.
    pub fields: Vec<String>,
}
