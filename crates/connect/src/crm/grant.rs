use std::time::Duration;

use secrecy::SecretString;

/// What a connection asks for, and no more: contacts to read and write, and the location's name
/// and duplicate setting.
pub const SCOPES: [&str; 3] = ["contacts.readonly", "contacts.write", "locations.readonly"];

/// Tokens as the CRM gave them. Has no `Debug`.
pub struct Grant {
    /// Good for a day.
    pub access_token: SecretString,
    /// Works once; whoever uses it gets the next one.
    pub refresh_token: SecretString,
    /// Of the access token, from now on.
    pub expires_in: Duration,
    /// What was granted; `None` means what was asked for (RFC 6749, section 5.1).
    pub scopes: Option<Vec<String>>,
    /// `Location` or `Company`.
    pub user_type: Option<String>,
    pub location_id: Option<String>,
    pub company_id: Option<String>,
    /// Who installed the app, by the CRM's id.
    pub user_id: Option<String>,
}

/// A token for a whole agency, or for nothing that is named. Its owner must choose one location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the grant is not for one location")]
pub struct NotALocation;

impl Grant {
    /// The location that the tokens are for.
    ///
    /// # Errors
    /// [`NotALocation`]: nothing of this grant may be stored.
    pub fn location(&self) -> Result<&str, NotALocation> {
        let is_location = self.user_type.as_deref() == Some("Location");
        let id = self.location_id.as_deref().filter(|id| is_location && !id.is_empty());
        id.ok_or(NotALocation)
    }

    /// Those of [`SCOPES`] that were not granted.
    pub fn missing_scopes(&self) -> Vec<&'static str> {
        let Some(granted) = &self.scopes else { return Vec::new() };
        SCOPES.into_iter().filter(|scope| !granted.iter().any(|one| one == scope)).collect()
    }
}
