use serde::{Deserialize, Serialize};

use super::{Permission, Role};
use crate::id::{ApiKeyId, UserId};
use crate::problem::FieldError;
use crate::time::Timestamp;
use crate::value::line;

/// Days for which a key works unless its maker says otherwise.
pub const KEY_DAYS: u32 = 90;
/// Days for which a key can work at most.
pub const KEY_DAYS_MAX: u32 = 365;
/// Hours for which the old secret still works after a rotation, unless said otherwise.
pub const OVERLAP_HOURS: u32 = 24;
/// Hours for which it can work at most.
pub const OVERLAP_HOURS_MAX: u32 = 168;

/// The body of `POST api-keys`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What the key is for.
    pub name: String,
    /// What it may do: at most what its maker may, and never to manage keys, members or billing.
    pub scopes: Vec<Permission>,
    /// Days until it expires: 1 to 365, 90 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in_days: Option<u32>,
}

/// A key whose fields are all acceptable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedApiKey {
    pub name: String,
    /// In the order of the role table, each once.
    pub scopes: Vec<Permission>,
    pub days: u32,
}

impl NewApiKey {
    /// Checks every field against what the maker may do.
    ///
    /// # Errors
    /// All wrong fields at once.
    pub fn parse(self, maker: Role) -> Result<ParsedApiKey, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = line(&self.name);
        if name.is_empty() {
            errors.push(FieldError::required("name"));
        } else if name.chars().count() > 80 {
            errors.push(FieldError::new("name", "too_long", "Use at most 80 characters."));
        }
        if self.scopes.is_empty() {
            errors.push(FieldError::new("scopes", "required", "Choose at least one scope."));
        }
        for (index, &scope) in self.scopes.iter().enumerate() {
            let why = if !scope.is_for_keys() {
                "is never given to a key"
            } else if !maker.allows(scope) {
                "is more than your own role may do"
            } else {
                continue;
            };
            let message = format!("{} {why}. Leave it out.", scope.as_str());
            errors.push(FieldError::new(format!("scopes[{index}]"), "not_allowed", message));
        }
        let days = self.expires_in_days.unwrap_or(KEY_DAYS);
        if !(1..=KEY_DAYS_MAX).contains(&days) {
            let message = format!("Expected 1 to {KEY_DAYS_MAX} days.");
            errors.push(FieldError::new("expires_in_days", "invalid", message));
        }
        let wanted = |scope: &Permission| self.scopes.contains(scope);
        let scopes = Permission::ALL.iter().copied().filter(wanted).collect();
        if errors.is_empty() { Ok(ParsedApiKey { name, scopes, days }) } else { Err(errors) }
    }
}

/// The body of `POST api-keys/{id}/rotate`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RotateApiKey {
    /// Hours for which the old secret still works: 0 to 168, 24 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap_hours: Option<u32>,
}

/// A key as it is listed: all but its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub name: String,
    /// The beginning of the secret, to tell keys apart.
    pub prefix: String,
    pub scopes: Vec<Permission>,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// To the minute; none if it was never used.
    pub last_used_at: Option<Timestamp>,
    /// Until when the secret before the last rotation still works.
    pub old_secret_until: Option<Timestamp>,
}

/// The answer of `GET api-keys`: those that are not revoked, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKeyList {
    pub keys: Vec<ApiKey>,
}

/// A key with its secret, which is shown this once. Not `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedApiKey {
    pub key: ApiKey,
    /// To send as `Authorization: Bearer …`.
    pub secret: String,
}
