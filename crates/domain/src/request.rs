//! The request log of an organization: what was asked of the API, without what was in it.

use serde::{Deserialize, Serialize};

use crate::audit::Actor;
use crate::time::Timestamp;

/// Days for which requests are kept.
pub const REQUEST_DAYS: i64 = 30;

/// One request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Request {
    /// The value of `X-Request-Id`.
    pub id: String,
    pub at: Timestamp,
    pub actor: Actor,
    /// The actor's name as it is now; none if it is gone.
    pub actor_name: Option<String>,
    pub method: String,
    /// The template, never the path: `/api/v1/contacts/{id}`.
    pub route: String,
    pub status: u16,
    /// Time from the request to its answer.
    pub milliseconds: f64,
}

/// The answer of `GET requests`: newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestPage {
    pub requests: Vec<Request>,
    pub next_cursor: Option<String>,
}
