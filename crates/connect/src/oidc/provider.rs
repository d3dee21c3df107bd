use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::{Sources, Timestamp};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreJsonWebKeySet,
    CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};

use super::check::{self, Check};
use super::identity::Person;
use super::trouble::{self, failed};
use super::{Identity, OidcError, Pending};
use crate::http::Client;

/// Seconds for which a provider's description is kept.
const METADATA_SECONDS: i64 = 3_600;
type Flow = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// One identity provider. Has no `Debug`.
pub(super) struct Provider {
    summary: domain::access::Provider,
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: ClientSecret,
    http: Client,
    /// Its description with its keys, and when it was fetched.
    known: Mutex<Option<(Arc<CoreProviderMetadata>, Timestamp)>>,
}

/// 256 random bits as 43 characters.
pub(super) fn random(sources: &Sources) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(sources.bytes::<32>())
}

impl Provider {
    pub(super) fn new(
        summary: domain::access::Provider,
        issuer: IssuerUrl,
        client_id: ClientId,
        client_secret: ClientSecret,
        http: &Client,
    ) -> Self {
        let (http, known) = (http.clone(), Mutex::new(None));
        Self { summary, issuer, client_id, client_secret, http, known }
    }

    pub(super) fn id(&self) -> &str {
        &self.summary.id
    }

    pub(super) fn summary(&self) -> domain::access::Provider {
        self.summary.clone()
    }

    /// The page where the person signs in.
    pub(super) async fn address(
        &self,
        pending: &Pending,
        now: Timestamp,
    ) -> Result<String, OidcError> {
        let metadata = self.metadata(now).await?;
        let page = metadata.authorization_endpoint().url();
        if page.scheme() != "https" && page.authority() != self.issuer.url().authority() {
            return Err(failed("the provider's page is not https"));
        }
        let verifier = PkceCodeVerifier::new(pending.verifier.clone());
        let (state, nonce) = (pending.state.clone(), pending.nonce.clone());
        let (url, ..) = self
            .flow(&metadata, &pending.redirect_uri)?
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url.into())
    }

    /// The person behind a code.
    pub(super) async fn identity(
        &self,
        pending: &Pending,
        code: &str,
        now: Timestamp,
    ) -> Result<Identity, OidcError> {
        let metadata = self.metadata(now).await?;
        let flow = self.flow(&metadata, &pending.redirect_uri)?;
        let exchange = |request| self.http.exchange(request);
        let answer: CoreTokenResponse = flow
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| failed("the provider has no token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()))
            .request_async(&exchange)
            .await
            .map_err(|error| trouble::token(&error))?;
        let token = answer.id_token().ok_or_else(|| failed("the provider gives no ID token"))?;
        let nonce = Nonce::new(pending.nonce.clone());
        let mut check = Check { client_id: &self.client_id, metadata, nonce: &nonce, now };
        let mut claims = check.claims(token);
        if check::is_key_missing(&claims) {
            check.metadata = self.with_new_keys(&check.metadata, now).await?;
            claims = check.claims(token);
        }
        let claims = claims.map_err(|error| trouble::claims(&error))?;
        let subject = claims.subject();
        let mut person = Person::of_token(claims);
        let info = flow.user_info(answer.access_token().clone(), Some(subject.clone()));
        if let (false, Ok(request)) = (person.is_complete(), info) {
            let answer = request.request_async(&exchange).await;
            person = Person::of_user_info(&answer.map_err(|error| trouble::user_info(&error))?);
        }
        person.identity(&self.issuer, subject)
    }

    /// The provider's description, fetched at most once an hour.
    async fn metadata(&self, now: Timestamp) -> Result<Arc<CoreProviderMetadata>, OidcError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((metadata, since)) = known
            && (since..since.plus_seconds(METADATA_SECONDS)).contains(&now)
        {
            return Ok(metadata);
        }
        let exchange = |request| self.http.exchange(request);
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &exchange).await;
        let found = found.map_err(|error| trouble::discovery("the provider's description", &error));
        Ok(self.keep(found?, now))
    }

    /// The same description with the keys of this moment.
    async fn with_new_keys(
        &self,
        metadata: &CoreProviderMetadata,
        now: Timestamp,
    ) -> Result<Arc<CoreProviderMetadata>, OidcError> {
        let exchange = |request| self.http.exchange(request);
        let keys = CoreJsonWebKeySet::fetch_async(metadata.jwks_uri(), &exchange).await;
        let keys = keys.map_err(|error| trouble::discovery("the provider's keys", &error))?;
        Ok(self.keep(metadata.clone().set_jwks(keys), now))
    }

    fn keep(&self, metadata: CoreProviderMetadata, now: Timestamp) -> Arc<CoreProviderMetadata> {
        let metadata = Arc::new(metadata);
        let kept = Some((Arc::clone(&metadata), now));
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = kept;
        metadata
    }

    fn flow(&self, metadata: &CoreProviderMetadata, redirect: &str) -> Result<Flow, OidcError> {
        let redirect = RedirectUrl::new(redirect.to_owned());
        let redirect = redirect.map_err(|_| failed("the address to come back to is none"))?;
        // In the header, unless the provider takes it in the body only.
        let ways = metadata.token_endpoint_auth_methods_supported();
        let in_header =
            ways.is_none_or(|ways| ways.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let secret = Some(self.client_secret.clone());
        let flow =
            CoreClient::from_provider_metadata(metadata.clone(), self.client_id.clone(), secret);
        let way = if in_header { AuthType::BasicAuth } else { AuthType::RequestBody };
        Ok(flow.set_redirect_uri(redirect).set_auth_type(way))
    }
}
