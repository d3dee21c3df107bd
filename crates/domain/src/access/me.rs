//! What a signed-in person sees of themselves.

use serde::{Deserialize, Serialize};

use super::{MemberStatus, Permission, Role};
use crate::id::{OrganizationId, UserId};

/// The answer of `GET me`: who is signed in, where, and what they may do there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The person.
    pub user: UserSummary,
    /// How they sign in.
    pub account: Account,
    /// The organization that this session works in.
    pub organization: OrganizationSummary,
    /// Their role there.
    pub role: Role,
    /// Where their membership there stands; only an active one opens anything.
    pub status: MemberStatus,
    /// What that role may do.
    pub permissions: Vec<Permission>,
    /// Every organization they belong to.
    pub memberships: Vec<Membership>,
    /// Whether they look after this installation.
    pub operator: bool,
}

/// A person, as members of the same organization see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserSummary {
    pub id: UserId,
    /// As typed at sign-up.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
}

/// How a person signs in, as only they see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Whether the address was confirmed by a mail or by an identity provider.
    pub email_verified: bool,
    /// False for people who have only ever come through an identity provider.
    pub has_password: bool,
    /// Whether a code is asked for beside the password.
    pub second_factor: bool,
}

/// An organization in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationSummary {
    pub id: OrganizationId,
    pub name: String,
    /// Whether its members must have a second factor.
    pub requires_second_factor: bool,
}

/// A user's place in one organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Membership {
    pub organization: OrganizationSummary,
    pub role: Role,
    pub status: MemberStatus,
}

/// The answer of sign-up, sign-in and refresh. The refresh token travels beside it, in a cookie
/// that scripts cannot read. Not `Debug`, because it carries a token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// A JWT to send as `Authorization: Bearer …`. Keep it in memory only.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds until the access token expires.
    pub expires_in: i64,
    pub me: Me,
}
