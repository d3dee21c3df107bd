//! Sign-in by `OpenID` Connect: the authorization code flow with PKCE, state and nonce
//! (`OpenID` Connect Core 1.0, section 3.1; RFC 7636).

mod check;
mod configuration;
mod identity;
mod provider;
mod trouble;

use std::path::Path;

use domain::{Sources, Timestamp};
use serde::{Deserialize, Serialize};

pub use configuration::ProvidersError;
pub use identity::Identity;
use provider::Provider;

/// Seconds that a person has for signing in at the provider.
const PENDING_SECONDS: i64 = 600;

/// The identity providers of the configuration.
pub struct Providers {
    all: Vec<Provider>,
}

/// Where to send the browser, and what to keep until it comes back.
pub struct Start {
    /// The provider's page.
    pub url: String,
    pub pending: Pending,
}

/// A sign-in on its way. Whoever reads it could finish it, so it is kept sealed and only in the
/// browser that began it; it is good for ten minutes. Not `Debug`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    /// The provider's id.
    pub provider: String,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    redirect_uri: String,
    state: String,
    nonce: String,
    verifier: String,
    expires_at: Timestamp,
}

/// Why somebody was not signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// No provider has this id.
    #[error("there is no such identity provider")]
    UnknownProvider,
    /// The cause, for the log; nothing in it was written by the provider.
    #[error("the sign-in failed: {0}")]
    Failed(String),
    /// The provider does not say that the address is this person's.
    #[error("the identity provider has not verified the e-mail address")]
    EmailNotVerified,
    /// It was begun elsewhere, for another provider, or too long ago.
    #[error("the sign-in was not begun in this browser within the last ten minutes")]
    StateMismatch,
}

impl Providers {
    /// None at all, where no file is configured.
    pub fn none() -> Self {
        Self { all: Vec::new() }
    }

    /// Reads a file such as
    /// `{"providers": [{"id": "acme", "label": "Acme", "issuer": "https://login.acme.example",
    /// "client_id": "contacts", "client_secret": "…"}]}`.
    ///
    /// # Errors
    /// The file, the key, and what was expected there; never a value that may be secret.
    pub fn load(path: &Path) -> Result<Self, ProvidersError> {
        configuration::load(path).map(|all| Self { all })
    }

    /// What the sign-in page offers, in the order of the file.
    pub fn list(&self) -> Vec<domain::access::Provider> {
        self.all.iter().map(Provider::summary).collect()
    }

    /// Begins a sign-in. `redirect_uri` is the absolute address to come back to, registered at
    /// the provider; `next` a path to go to afterwards, `/` if it leads off this site.
    ///
    /// # Errors
    /// [`OidcError::UnknownProvider`] or [`OidcError::Failed`].
    pub async fn start(
        &self,
        id: &str,
        redirect_uri: &str,
        next: &str,
        sources: &Sources,
    ) -> Result<Start, OidcError> {
        let pending = Pending {
            provider: id.to_owned(),
            next: local(next).to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            state: provider::random(sources),
            nonce: provider::random(sources),
            verifier: provider::random(sources),
            expires_at: sources.now().plus_seconds(PENDING_SECONDS),
        };
        let url = self.find(id)?.address(&pending, sources.now()).await?;
        Ok(Start { url, pending })
    }

    /// Finishes a sign-in. `id` is the provider in the address that the browser came back to,
    /// `code` and `state` are from its query.
    ///
    /// # Errors
    /// Any of [`OidcError`].
    pub async fn finish(
        &self,
        id: &str,
        pending: &Pending,
        code: &str,
        state: &str,
        now: Timestamp,
    ) -> Result<Identity, OidcError> {
        let same = aws_lc_rs::constant_time::verify_slices_are_equal;
        let ours = same(pending.state.as_bytes(), state.as_bytes()).is_ok();
        // An answer of another provider under our state would be a mix-up attack (RFC 9207).
        if !ours || pending.provider != id || now >= pending.expires_at {
            return Err(OidcError::StateMismatch);
        }
        self.find(id)?.identity(pending, code, now).await
    }

    fn find(&self, id: &str) -> Result<&Provider, OidcError> {
        self.all.iter().find(|provider| provider.id() == id).ok_or(OidcError::UnknownProvider)
    }
}

/// A path of this site, or `/`: browsers read `//host` and `/\host` as other sites.
fn local(next: &str) -> &str {
    let leaves = next.starts_with("//") || next.contains('\\') || next.contains(char::is_control);
    if next.starts_with('/') && !leaves { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_gone_to() {
        for next in ["/", "/contacts?q=a//b", "/settings/security#totp"] {
            assert_eq!(local(next), next);
        }
        for next in ["", "//evil.example", "/\\evil.example", "https://evil.example", "a", "/\t/e"]
        {
            assert_eq!(local(next), "/", "{next}");
        }
    }
}
