use std::sync::Arc;

use domain::id::TypedId;
use domain::{InvitationId, LinkId, SavedSearchId};
use secrecy::ExposeSecret;
use secrets::{LinkKeys, Purpose};
use url::Url;

/// Makes the links of mails. A token stands behind `#`, so that it reaches no server's log. Has
/// no `Debug`.
pub struct Links {
    /// Without a slash at its end.
    base: String,
    host: String,
    keys: Arc<LinkKeys>,
}

/// A public address that was not understood.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected the address under which people reach this installation, \
     such as https://contacts.example.com, not {0:?}"
)]
pub struct BaseError(pub(super) String);

impl Links {
    /// `base` is the address under which people reach this installation.
    ///
    /// # Errors
    /// What was expected.
    pub fn new(base: &str, keys: Arc<LinkKeys>) -> Result<Self, BaseError> {
        let wrong = || BaseError(base.to_owned());
        let url = Url::parse(base).map_err(|_| wrong())?;
        let plain = ["http", "https"].contains(&url.scheme())
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        let host = url.host_str().filter(|_| plain).ok_or_else(wrong)?.to_owned();
        Ok(Self { base: url.as_str().trim_end_matches('/').to_owned(), host, keys })
    }

    /// The host of the public address, without its port.
    pub fn host(&self) -> &str {
        &self.host
    }

    pub(super) fn verify(&self, id: LinkId) -> String {
        self.link("verify", Purpose::VerifyEmail, id)
    }

    pub(super) fn reset(&self, id: LinkId) -> String {
        self.link("reset", Purpose::ResetPassword, id)
    }

    pub(super) fn invitation(&self, id: InvitationId) -> String {
        self.link("invitation", Purpose::Invitation, id)
    }

    pub(super) fn sign_in(&self) -> String {
        format!("{}/login", self.base)
    }

    pub(super) fn saved_search(&self, id: SavedSearchId) -> String {
        format!("{}/search?saved={id}", self.base)
    }

    /// Where a signed-in person is asked whether they want no more mails of a search.
    pub(super) fn unfollow(&self, id: SavedSearchId) -> String {
        format!("{}/search?saved={id}&notify=none", self.base)
    }

    fn link(&self, page: &str, purpose: Purpose, id: impl TypedId) -> String {
        let token = self.keys.token(purpose, id.uuid());
        format!("{}/{page}#{}", self.base, token.expose_secret())
    }
}
