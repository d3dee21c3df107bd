use serde::{Deserialize, Serialize};

use super::{OrganizationSummary, Role};
use crate::id::{InvitationId, UserId};
use crate::time::Timestamp;

/// Days for which an invitation can be accepted.
pub const INVITATION_DAYS: i64 = 7;

/// The body of `POST invitations`. A new invitation of the same address replaces an open one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// Where the mail goes; only a user of this address can accept.
    pub email: String,
    pub role: Role,
}

/// An invitation that waits to be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    pub id: InvitationId,
    pub email: String,
    pub role: Role,
    pub invited_by: UserId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// The answer of `GET invitations`: those that can still be accepted, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationList {
    pub invitations: Vec<Invitation>,
}

/// The body of `POST invitations/preview`. Not `Debug`, because it carries a token.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitationToken {
    /// What stands behind `#` in the link of the mail.
    pub token: String,
}

/// What the holder of the mail may know before accepting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationPreview {
    pub organization: OrganizationSummary,
    /// The address that was invited.
    pub email: String,
    pub role: Role,
    /// Whether this address signs in already: then its password is asked for, not a new one.
    pub has_account: bool,
}

/// The body of `POST invitations/accept`. A caller who is signed in with the invited address sends
/// the token alone. Otherwise the password is that of the account, or, with a name, that of
/// the account to make. Not `Debug`, because it carries a password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    /// What stands behind `#` in the link of the mail.
    pub token: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}
