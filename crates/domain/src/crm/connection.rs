use serde::{Deserialize, Serialize};

use crate::id::{ConnectionId, UserId};
use crate::time::Timestamp;

words! {
    /// Where a connection stands.
    ConnectionState {
        /// A location was chosen on the CRM's page and allowed: somebody has to look at it and confirm it.
        Chosen "chosen" "To be confirmed",
        /// Works.
        Connected "connected" "Connected",
        /// The CRM does not accept its tokens any more: an Organization Admin has to connect again.
        Reconnect "reconnect" "Connect again",
        /// The CRM says that the location is not active; the tokens work again once it is.
        Paused "paused" "Location not active",
        /// Its tokens were deleted; what is known of which contact is which stays.
        Disconnected "disconnected" "Disconnected",
    }
}

/// The answer of `GET crm/connection`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmOverview {
    /// Whether the installation knows a CRM to connect with.
    pub configured: bool,
    /// The options that an operator has to set first, by their names.
    pub missing: Vec<String>,
    /// What an operator registers at the CRM as the address to come back to.
    pub redirect_uri: String,
    /// Where the CRM is to send word when its side takes the connection away.
    pub webhook_uri: String,
    /// The rights that will be asked for.
    pub scopes: Vec<String>,
    /// The organization's connection, the last one also when it is disconnected.
    pub connection: Option<CrmConnection>,
}

/// An organization's authorization at the CRM, bound to one location. Nothing of it opens anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmConnection {
    pub id: ConnectionId,
    pub state: ConnectionState,
    /// The location's id at the CRM.
    pub location: String,
    /// Its name there, as of the last look.
    pub location_name: String,
    /// Whether the location allows several contacts with the same address or number.
    pub allows_duplicates: bool,
    /// The rights that were granted.
    pub scopes: Vec<String>,
    /// Who connected it; null if they are gone.
    pub connected_by: Option<CrmPerson>,
    pub connected_at: Timestamp,
    /// When the CRM last answered.
    pub last_call_at: Option<Timestamp>,
    /// When the present token ends; it is renewed by itself before.
    pub expires_at: Option<Timestamp>,
    /// What was left of the CRM's allowance at the last answer.
    pub allowance: Option<CrmAllowance>,
    /// What is wrong, and what to do about it.
    pub trouble: Option<String>,
}

/// A person at a connection or a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmPerson {
    pub id: UserId,
    pub name: String,
}

/// What the CRM said of its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmAllowance {
    /// Requests a day.
    pub daily_limit: Option<u64>,
    pub daily_left: Option<u64>,
    /// Requests in an interval.
    pub limit: Option<u64>,
    pub left: Option<u64>,
    /// Milliseconds.
    pub interval_ms: Option<u64>,
    /// When it was so.
    pub at: Option<Timestamp>,
}

/// The answer of `POST crm/connect`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmConnect {
    /// The CRM's page on which a person chooses the location; to be opened within ten minutes, in the
    /// same browser.
    pub url: String,
}

/// The body of `POST crm/connection/confirm`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmConfirmation {
    /// The id of the location that was shown.
    pub location: String,
}

/// The answer of `DELETE crm/connection`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrmDisconnected {
    pub connection: CrmConnection,
    /// What is left to do at the CRM.
    pub advice: String,
}
