use serde::{Deserialize, Serialize};

use super::ContactFields;
use crate::id::ContactId;
use crate::partition::Layer;
use crate::time::Timestamp;

/// A business contact record as every client sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    pub id: ContactId,
    pub layer: Layer,
    #[serde(flatten)]
    pub fields: ContactFields,
    /// What saving a directory contact will reveal; absent in a workspace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<Hidden>,
    /// How much is known, 0 to 100.
    pub completeness: u8,
    /// Where the record came from.
    pub source: Origin,
    /// Rises with every change; the `ETag` is made of it.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// When the record was last confirmed.
    pub verified_at: Option<Timestamp>,
}

/// How much of a directory contact is held back until it is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hidden {
    /// Number of e-mail addresses.
    pub emails: u32,
    /// Number of phone numbers.
    pub phones: u32,
}

/// Where a record came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Made by hand or through the API.
    Created,
    /// From a file.
    Import,
    /// Copied from the directory.
    Directory,
    /// Made by the generator of sample data.
    Sample,
}

impl Origin {
    /// The word that is stored and filtered by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Import => "import",
            Self::Directory => "directory",
            Self::Sample => "sample",
        }
    }
}

impl Origin {
    /// The origin of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Created, Self::Import, Self::Directory, Self::Sample]
            .into_iter()
            .find(|origin| origin.as_str() == word)
    }
}

impl Contact {
    /// The record without what only saving reveals. Used for everything that leaves the
    /// directory.
    #[must_use]
    pub fn masked(mut self) -> Self {
        let count = |list: usize| u32::try_from(list).unwrap_or(u32::MAX);
        self.hidden = Some(Hidden {
            emails: count(self.fields.emails.len()),
            phones: count(self.fields.phones.len()),
        });
        self.fields.emails.clear();
        self.fields.phones.clear();
        self
    }
}
