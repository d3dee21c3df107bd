use serde::{Deserialize, Serialize};

use crate::id::SessionId;
use crate::time::Timestamp;

/// The answer of `GET me/sessions`: the newest use first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionList {
    pub sessions: Vec<SessionSummary>,
}

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionSummary {
    pub id: SessionId,
    /// Browser and system as far as they can be told: `Firefox on Linux`.
    pub device: String,
    /// The network address that signed in.
    pub address: Option<String>,
    pub created_at: Timestamp,
    /// When it last renewed its access token, which a page in use does every ten minutes.
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}
