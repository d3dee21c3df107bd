use serde::{Deserialize, Serialize};

use super::SuppressedKind;
use crate::audit::Actor;
use crate::id::SuppressionId;
use crate::time::Timestamp;

/// Why an identifier is suppressed. A closed list: a free text would say who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SuppressionReason {
    /// The person objects to being stored.
    #[default]
    Objection,
    /// The person asked to be forgotten.
    Erasure,
    /// The person does not want mails.
    Unsubscribed,
    /// Nobody is reached there.
    Bounced,
    Other,
}

impl SuppressionReason {
    /// Every reason.
    pub const ALL: &[Self] =
        &[Self::Objection, Self::Erasure, Self::Unsubscribed, Self::Bounced, Self::Other];

    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Objection => "objection",
            Self::Erasure => "erasure",
            Self::Unsubscribed => "unsubscribed",
            Self::Bounced => "bounced",
            Self::Other => "other",
        }
    }

    /// The reason of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.as_str() == word)
    }
}

/// One entry of the list. Who it is about cannot be told from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suppression {
    pub id: SuppressionId,
    pub kind: SuppressedKind,
    pub reason: SuppressionReason,
    pub added_by: Actor,
    /// The name of whoever added it as it is now; none if they are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_by_name: Option<String>,
    pub added_at: Timestamp,
}

/// The answer of `GET suppressions`: newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuppressionPage {
    pub suppressions: Vec<Suppression>,
    /// All of them.
    pub total: u64,
    pub next_cursor: Option<String>,
}

/// The body of `POST suppressions`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSuppressions {
    /// E-mail addresses, phone numbers with their country codes, and domains; 1 to 10,000.
    pub values: Vec<String>,
    #[serde(default)]
    pub reason: SuppressionReason,
}

/// What became of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    Added,
    /// It was on the list already, or stands above in the same request.
    Known,
    Invalid,
}

/// The answer for one value, in the order of the request. It does not repeat the value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuppressionRow {
    pub outcome: RowOutcome,
    /// The entry, new or known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<SuppressionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SuppressedKind>,
    /// What was expected of an invalid one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// The answer of `POST suppressions` and of a file of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuppressionsAdded {
    pub added: u64,
    pub known: u64,
    pub invalid: u64,
    /// Contacts of the workspace that stand under one of the added e-mail addresses. They stay, and no
    /// export holds them.
    pub contacts: u64,
    /// One for each value; empty for a file.
    pub rows: Vec<SuppressionRow>,
}

/// The body of `POST suppressions/check`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckSuppression {
    /// An e-mail address, a phone number or a domain.
    pub value: String,
}

/// The answer of `POST suppressions/check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suppressed {
    /// Whether a contact with it would be held back.
    pub suppressed: bool,
}

/// The body of `POST suppressions/remove`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveSuppressions {
    /// As in `POST suppressions`.
    pub values: Vec<String>,
}

/// The answer of `POST suppressions/remove`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuppressionsRemoved {
    pub removed: u64,
}
