use std::time::Duration;

use http::StatusCode;
use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
    BasicTokenType,
};
use oauth2::{
    AccessToken, AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, RedirectUrl, RefreshToken,
    RequestTokenError, Scope, StandardRevocableToken, TokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Crm, Grant, SCOPES, Trouble};

type Flow = oauth2::Client<
    BasicErrorResponse,
    TokenAnswer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// The CRM says a day; an answer without the figure is asked again sooner.
const UNSAID_SECONDS: u64 = 3_600;

/// A token answer, read tolerantly: all but the tokens may be absent or of a strange type. The
/// library asks for `Debug` and `Serialize`; it prints no token, and nothing serializes this.
#[derive(Debug, Serialize, Deserialize)]
struct TokenAnswer {
    access_token: AccessToken,
    refresh_token: RefreshToken,
    #[serde(skip, default = "bearer")]
    token_type: BasicTokenType,
    #[serde(default)]
    expires_in: Value,
    #[serde(default)]
    scope: Value,
    #[serde(default, rename = "userType")]
    user_type: Value,
    #[serde(default, rename = "locationId")]
    location_id: Value,
    #[serde(default, rename = "companyId")]
    company_id: Value,
    #[serde(default, rename = "userId")]
    user_id: Value,
}

fn bearer() -> BasicTokenType {
    BasicTokenType::Bearer
}

impl TokenResponse for TokenAnswer {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.token_type
    }

    fn expires_in(&self) -> Option<Duration> {
        let seconds = &self.expires_in;
        let seconds = seconds.as_f64().or_else(|| seconds.as_str()?.trim().parse().ok());
        seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        Some(&self.refresh_token)
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}

impl TokenAnswer {
    fn grant(self) -> Grant {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let scopes = text(&self.scope);
        Grant {
            expires_in: self.expires_in().unwrap_or(Duration::from_secs(UNSAID_SECONDS)),
            scopes: scopes.map(|all| all.split_whitespace().map(str::to_owned).collect()),
            user_type: text(&self.user_type),
            location_id: text(&self.location_id),
            company_id: text(&self.company_id),
            user_id: text(&self.user_id),
            access_token: self.access_token.into_secret().into(),
            refresh_token: self.refresh_token.into_secret().into(),
        }
    }
}

impl Crm {
    /// The page of consent, to which the browser goes. `state` comes back with the code and is
    /// random and good for one use.
    ///
    /// # Errors
    /// [`Trouble::NotReached`], if an address of the configuration is none.
    pub fn authorize_url(&self, state: &str) -> Result<String, Trouble> {
        let state = state.to_owned();
        let flow = self.flow()?;
        let mut request = flow
            .authorize_url(move || CsrfToken::new(state))
            .add_scopes(SCOPES.map(|scope| Scope::new(scope.to_owned())))
            .add_extra_param("loginWindowOpenMode", "self");
        if let Some(version_id) = &self.version_id {
            request = request.add_extra_param("version_id", version_id);
        }
        Ok(request.url().0.into())
    }

    /// The tokens for a code, which works once.
    ///
    /// # Errors
    /// Any [`Trouble`] but [`Trouble::Gone`]; after an unknown outcome the code is used up.
    pub async fn exchange_code(&self, code: &str) -> Result<Grant, Trouble> {
        let flow = self.flow()?;
        let request = flow
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .add_extra_param("user_type", "Location");
        let answer = request.request_async(&|request| self.token_exchange(request)).await;
        answer.map(TokenAnswer::grant).map_err(trouble)
    }

    /// The next pair of tokens. Whoever calls this holds the connection's lease, and stores the
    /// new pair before it is used: the CRM knows the old one no more.
    ///
    /// # Errors
    /// [`Trouble::InvalidGrant`] and [`Trouble::Unknown`]: the refresh token is lost, someone has
    /// to connect again. [`Trouble::InactiveLocation`]: keep the tokens. [`Trouble::NotReached`]
    /// and [`Trouble::Limited`]: nothing happened.
    pub async fn refresh(&self, refresh_token: &SecretString) -> Result<Grant, Trouble> {
        let token = RefreshToken::new(refresh_token.expose_secret().to_owned());
        let flow = self.flow()?;
        let request = flow.exchange_refresh_token(&token).add_extra_param("user_type", "Location");
        let answer = request.request_async(&|request| self.token_exchange(request)).await;
        answer.map(TokenAnswer::grant).map_err(trouble)
    }

    fn flow(&self) -> Result<Flow, Trouble> {
        let wrong = |_| Trouble::NotReached(crate::http::HttpError::NotAllowed);
        let secret = self.client_secret.expose_secret().to_owned();
        Ok(oauth2::Client::new(ClientId::new(self.client_id.clone()))
            .set_client_secret(ClientSecret::new(secret))
            .set_auth_uri(AuthUrl::new(self.authorize_url.clone()).map_err(wrong)?)
            .set_token_uri(TokenUrl::new(self.token_url.clone()).map_err(wrong)?)
            .set_redirect_uri(RedirectUrl::new(self.redirect_url.clone()).map_err(wrong)?)
            // The CRM reads the secret in the form, not in a header.
            .set_auth_type(AuthType::RequestBody))
    }

    /// Errors are read here, because the CRM's are not those of the standard.
    async fn token_exchange(&self, request: HttpRequest) -> Result<HttpResponse, Trouble> {
        let mut answer = self.http.exchange(request).await.map_err(Trouble::of_http)?;
        if !answer.status().is_success() {
            return Err(Trouble::of_answer(answer.status(), answer.body()));
        }
        *answer.status_mut() = StatusCode::OK;
        Ok(answer)
    }
}

fn trouble(error: RequestTokenError<Trouble, BasicErrorResponse>) -> Trouble {
    match error {
        RequestTokenError::Request(trouble) => trouble,
        _ => Trouble::Unknown("the token answer was malformed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Grant> {
        serde_json::from_str::<TokenAnswer>(text).ok().map(TokenAnswer::grant)
    }

    #[test]
    fn strange_types_do_not_matter() {
        let grant = read(
            r#"{"access_token":"a","refresh_token":"r","token_type":"Bearer","expires_in":86399.0,
            "scope":"contacts.write contacts.readonly","userType":"Location","locationId":"l1",
            "companyId":null,"isBulkInstallation":"Bearer","approvedLocations":3}"#,
        );
        let grant = grant.unwrap();
        assert_eq!(grant.expires_in, Duration::from_secs(86_399));
        assert_eq!(grant.location(), Ok("l1"));
        assert_eq!(grant.missing_scopes(), ["locations.readonly"]);
        assert_eq!(grant.company_id, None);
    }

    #[test]
    fn tokens_are_needed_and_all_else_is_not() {
        assert!(read(r#"{"access_token":"a"}"#).is_none());
        let grant = read(r#"{"access_token":"a","refresh_token":"r"}"#).unwrap();
        assert_eq!(grant.expires_in, Duration::from_secs(UNSAID_SECONDS));
        assert!(grant.location().is_err());
        assert!(grant.missing_scopes().is_empty());
    }

    #[test]
    fn an_agency_is_no_location() {
        for kind in [r#""userType":"Company","locationId":"l1""#, r#""userType":"Location""#] {
            let text = format!(r#"{{"access_token":"a","refresh_token":"r",{kind}}}"#);
            assert!(read(&text).unwrap().location().is_err(), "{kind}");
        }
    }
}
