use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Action;
use crate::id::{ApiKeyId, UserId};
use crate::time::Timestamp;

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person, or one who tries to sign in.
    User(UserId),
    /// An API key.
    Key(ApiKeyId),
    /// The installation itself, or nobody known.
    System,
}

impl Actor {
    /// The kind as a word.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Key(_) => "key",
            Self::System => "system",
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => id.fmt(f),
            Self::Key(id) => id.fmt(f),
            Self::System => f.write_str("system"),
        }
    }
}

/// Facts of an act: ids, words of closed lists, figures. Never names, addresses or contents, since
/// nothing of the log can be taken back.
pub type Detail = BTreeMap<String, Value>;

/// How an act ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Done,
    Denied,
    Failed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &[Self] = &[Self::Done, Self::Denied, Self::Failed];

    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }

    /// The outcome of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| outcome.as_str() == word)
    }
}

/// What a handler says of its act; who, when and from where are known already.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub action: Action,
    pub outcome: Outcome,
    /// The id of what was acted upon.
    pub subject: Option<String>,
    pub detail: Detail,
}

impl Event {
    /// An act that was done.
    pub fn new(action: Action) -> Self {
        Self { action, outcome: Outcome::Done, subject: None, detail: Detail::new() }
    }

    /// What it was done to, by its id.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "ids are copied, and `.on(id)` reads well")]
    pub fn on(mut self, subject: impl ToString) -> Self {
        self.subject = Some(subject.to_string());
        self
    }

    /// One fact more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.detail.insert(name.to_owned(), value.into());
        self
    }

    /// How it ended, where that was not well.
    #[must_use]
    pub fn ended(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }
}

/// One row of the audit log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEvent {
    /// From 1, without gaps, in each organization.
    pub seq: u64,
    pub at: Timestamp,
    pub actor: Actor,
    /// The actor's name as it is now; none if it is gone. Not part of the hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_name: Option<String>,
    pub action: Action,
    pub outcome: Outcome,
    /// The id of what was acted upon.
    pub subject: Option<String>,
    /// Ids, words and figures.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub detail: Detail,
    /// The network address of the caller.
    pub address: Option<String>,
    /// The request that it happened in.
    pub request_id: Option<String>,
    /// The hash of the row before, 64 hexadecimal digits; zeros for the first.
    pub previous: String,
    /// SHA-256 over this row and the hash before it.
    pub hash: String,
}

/// The answer of `GET audit-events`: newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditPage {
    pub events: Vec<AuditEvent>,
    pub next_cursor: Option<String>,
}

/// The answer of `GET audit-events/verify`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verdict {
    /// Whether every row is as it was written and none is missing.
    pub intact: bool,
    /// Rows that were read.
    pub events: u64,
    /// The number of the last row, and its hash: keep both elsewhere, and a log that was cut and
    /// sealed anew by somebody with the server's keys can be told, too.
    pub head: Option<Head>,
    /// What is wrong, from the first row on; at most a hundred.
    pub flaws: Vec<Flaw>,
}

/// The last row of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Head {
    pub seq: u64,
    /// 64 hexadecimal digits.
    pub hash: String,
}

/// Something wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flaw {
    /// The row, or the first row that is missing.
    pub seq: u64,
    /// `edited`, `missing`, `out_of_order`, `truncated` or `head_forged`.
    pub kind: String,
    /// What that means.
    pub message: String,
}
