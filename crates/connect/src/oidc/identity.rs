use domain::value::{Email, line};
use openidconnect::core::{CoreIdTokenClaims, CoreUserInfoClaims};
use openidconnect::{EndUserEmail, EndUserName, LocalizedClaim};

use super::OidcError;
use super::trouble::failed;

/// The length of a name, as at sign-up.
const NAME_CHARS: usize = 120;

/// Who a provider says that somebody is. Issuer and subject together name the person for good;
/// the address was verified by the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub subject: String,
    pub issuer: String,
    pub email: Email,
    /// The part of the address before the `@`, where the provider knows no name.
    pub name: String,
}

/// What is read of an ID token, or of the user info endpoint.
pub(super) struct Person {
    email: Option<String>,
    verified: Option<bool>,
    name: Option<String>,
}

impl Person {
    pub(super) fn of_token(claims: &CoreIdTokenClaims) -> Self {
        Self::new(claims.email(), claims.email_verified(), claims.name())
    }

    pub(super) fn of_user_info(claims: &CoreUserInfoClaims) -> Self {
        Self::new(claims.email(), claims.email_verified(), claims.name())
    }

    fn new(
        email: Option<&EndUserEmail>,
        verified: Option<bool>,
        name: Option<&LocalizedClaim<EndUserName>>,
    ) -> Self {
        // The name without a language comes first, if there is one.
        let name = name.and_then(|names| names.iter().next());
        Self {
            email: email.map(|email| email.as_str().to_owned()),
            verified,
            name: name.map(|(_, name)| name.as_str().to_owned()),
        }
    }

    /// Whether all is there that matters. Many providers leave it to the user info endpoint.
    pub(super) fn is_complete(&self) -> bool {
        self.email.is_some() && self.verified.is_some()
    }

    /// The person, if the address is surely theirs.
    pub(super) fn identity(self, issuer: &str, subject: &str) -> Result<Identity, OidcError> {
        if self.verified != Some(true) {
            return Err(OidcError::EmailNotVerified);
        }
        let email = self.email.ok_or_else(|| failed("the provider gives no e-mail address"))?;
        let email = Email::parse(&email).map_err(|_| failed("the e-mail address is none"))?;
        let name: String = line(&self.name.unwrap_or_default()).chars().take(NAME_CHARS).collect();
        let local = email.as_str().split('@').next().unwrap_or_default();
        let name = if name.is_empty() { local.to_owned() } else { name };
        Ok(Identity { subject: subject.to_owned(), issuer: issuer.to_owned(), email, name })
    }
}
