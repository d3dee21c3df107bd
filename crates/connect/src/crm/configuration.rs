use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};

use super::{Crm, WebhookKey};
use crate::address::acceptable;
use crate::http::Client;

/// What an operator sets to reach the CRM. Only client id, secret and the address to come back to
/// have no default. Has no `Debug`.
#[derive(Clone)]
pub struct Configuration {
    /// `<app id>-<suffix>`, from the CRM's marketplace.
    pub client_id: String,
    pub client_secret: SecretString,
    /// Where the CRM sends the browser after consent; registered there, letter by letter.
    pub redirect_url: String,
    /// The page of consent.
    pub authorize_url: String,
    /// Where codes and refresh tokens are exchanged.
    pub token_url: String,
    /// What all calls begin with.
    pub api_url: String,
    /// The header `Version` of all calls.
    pub version: String,
    /// The parameter `version_id` of the page of consent; no document of the CRM names it, some
    /// apps need it.
    pub version_id: Option<String>,
    /// The Ed25519 key of the CRM's webhooks: base64 of its SPKI, as the CRM shows it.
    pub webhook_key: String,
    /// For all of a call and its answer.
    pub timeout: Duration,
}

/// A configuration that cannot be used. Names the option, repeats no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{option}: {problem}")]
pub struct ConfigurationError {
    /// The name of the field in [`Configuration`].
    pub option: &'static str,
    pub problem: &'static str,
}

impl Configuration {
    /// The white-labelled page of consent, as the CRM documents it since May 2026.
    pub const AUTHORIZE_URL: &'static str =
        "https://marketplace.leadconnectorhq.com/v2/oauth/chooselocation";
    pub const TOKEN_URL: &'static str = "https://services.leadconnectorhq.com/oauth/token";
    pub const API_URL: &'static str = "https://services.leadconnectorhq.com";
    /// The CRM keeps older versions and has announced no end for this one.
    pub const VERSION: &'static str = "2021-07-28";
    /// As seen in the field; the CRM's developer portal shows the one that is valid.
    pub const WEBHOOK_KEY: &'static str =
        "MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=";
    pub const TIMEOUT: Duration = Duration::from_secs(15);

    /// The defaults beside what has none.
    pub fn new(client_id: String, client_secret: SecretString, redirect_url: String) -> Self {
        Self {
            client_id,
            client_secret,
            redirect_url,
            authorize_url: Self::AUTHORIZE_URL.to_owned(),
            token_url: Self::TOKEN_URL.to_owned(),
            api_url: Self::API_URL.to_owned(),
            version: Self::VERSION.to_owned(),
            version_id: None,
            webhook_key: Self::WEBHOOK_KEY.to_owned(),
            timeout: Self::TIMEOUT,
        }
    }
}

impl Crm {
    /// # Errors
    /// The option that is wrong, first of all.
    pub fn new(from: Configuration) -> Result<Self, ConfigurationError> {
        let wrong = |option, problem| Err(ConfigurationError { option, problem });
        if from.client_id.trim().is_empty() {
            return wrong("client_id", "expected a text that is not empty");
        }
        if from.client_secret.expose_secret().trim().is_empty() {
            return wrong("client_secret", "expected a text that is not empty");
        }
        if !is_header(&from.version) {
            return wrong("version", "expected a version such as 2021-07-28");
        }
        let mut loopback = Vec::new();
        for (option, url) in [
            ("redirect_url", &from.redirect_url),
            ("authorize_url", &from.authorize_url),
            ("token_url", &from.token_url),
            ("api_url", &from.api_url),
        ] {
            let Some(url) = acceptable(url) else {
                return wrong(option, "expected an https address; http is for this machine only");
            };
            // The browser goes to the first two, not this client.
            if url.scheme() == "http" && matches!(option, "token_url" | "api_url") {
                loopback.push(url.authority().to_owned());
            }
        }
        let Ok(webhook_key) = WebhookKey::parse(&from.webhook_key) else {
            return wrong("webhook_key", "expected the base64 of an Ed25519 public key");
        };
        let Ok(http) = Client::with_timeout(loopback, from.timeout) else {
            return wrong("api_url", "the client cannot be made; are ca-certificates there?");
        };
        Ok(Self {
            http,
            timeout: from.timeout,
            client_id: from.client_id,
            client_secret: from.client_secret,
            authorize_url: from.authorize_url,
            token_url: from.token_url,
            redirect_url: from.redirect_url,
            api_url: from.api_url.trim_end_matches('/').to_owned(),
            version: from.version,
            version_id: from.version_id,
            webhook_key,
        })
    }
}

fn is_header(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn configuration() -> Configuration {
        let redirect = "https://contacts.example.com/api/v1/crm/callback";
        Configuration::new("app-1".to_owned(), "secret".to_owned().into(), redirect.to_owned())
    }

    #[test]
    fn defaults_are_usable() {
        let crm = Crm::new(configuration()).unwrap();
        assert_eq!(crm.app_id(), "app");
    }

    #[test]
    fn what_is_wrong_is_named_and_not_repeated() {
        type Change = fn(&mut Configuration);
        let cases: [(&str, Change); 8] = [
            ("client_id", |c| c.client_id = " ".to_owned()),
            ("client_secret", |c| c.client_secret = String::new().into()),
            ("version", |c| c.version = "a\nhunter2".to_owned()),
            ("redirect_url", |c| c.redirect_url = "/hunter2".to_owned()),
            ("authorize_url", |c| c.authorize_url = "http://hunter2.example".to_owned()),
            ("token_url", |c| c.token_url = "https://a:hunter2@crm.example/t".to_owned()),
            ("api_url", |c| c.api_url = "https://crm.example?hunter2".to_owned()),
            ("webhook_key", |c| c.webhook_key = "aHVudGVyMg==".to_owned()),
        ];
        for (option, change) in cases {
            let mut wrong = configuration();
            change(&mut wrong);
            let error = Crm::new(wrong).err().unwrap();
            assert_eq!(error.option, option);
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn this_machine_may_be_asked_without_tls() {
        let mut local = configuration();
        local.api_url = "http://127.0.0.1:4110/".to_owned();
        assert_eq!(Crm::new(local).unwrap().api_url, "http://127.0.0.1:4110");
    }
}
