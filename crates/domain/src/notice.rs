//! What the application tells a person by itself.

use serde::{Deserialize, Serialize};

use crate::id::{NoticeId, SavedSearchId};
use crate::saved_search::Changes;
use crate::time::Timestamp;

/// Days for which a notice is kept.
pub const NOTICE_DAYS: i64 = 90;
/// Notices that are marked by their ids at once, at most.
pub const READ_MAX: usize = 1_000;

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The results of a saved search are others than at the last look.
    SavedSearchChanged,
}

/// The saved search of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeSearch {
    pub id: SavedSearchId,
    /// Its name as it is now.
    pub name: String,
}

/// How many results there were and are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Totals {
    /// At the last look of the person.
    pub before: u64,
    /// When the notice was made.
    pub now: u64,
    /// When the person looked last.
    pub since: Timestamp,
}

/// What is told of a saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub changes: Option<Changes>,
    pub totals: Totals,
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    pub id: NoticeId,
    pub kind: NoticeKind,
    pub saved_search: NoticeSearch,
    /// Null where there are or were more than 5,000 results: which of them changed is not known then,
    /// only how many there are.
    pub changes: Option<Changes>,
    pub totals: Totals,
    pub created_at: Timestamp,
    pub read_at: Option<Timestamp>,
}

/// The answer of `GET notices`: newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticePage {
    pub notices: Vec<Notice>,
    pub next_cursor: Option<String>,
}

/// The answer of `GET notices/summary`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeSummary {
    pub unread: u64,
}

/// The body of `POST notices/read`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadNotices {
    /// At most 1,000; all of the caller's without them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<NoticeId>>,
}
