//! The CRM, a white-labelled `HighLevel`: the consent of a person, tokens, and the few calls that
//! a push needs. Facts that shaped it: <https://github.com/GoHighLevel/highlevel-api-docs>.
//!
//! A call answers a [`Reply`]: its result, what is left of the allowance, and the CRM's trace id.
//! How fast to call is a matter of [`Pace`], which has no clock of its own.

mod allowance;
mod configuration;
mod contacts;
mod exchange;
mod grant;
mod oauth;
mod pace;
mod record;
mod reply;
mod trouble;
mod webhook;

use std::time::Duration;

use secrecy::SecretString;

pub use allowance::Allowance;
pub use configuration::{Configuration, ConfigurationError};
pub use contacts::Key;
pub use grant::{Grant, NotALocation, SCOPES};
pub use pace::{Pace, Ticket, Turn};
pub use record::{Fields, Location, Record, Upserted};
pub use reply::Reply;
pub use trouble::{Duplicate, Trouble};
pub use webhook::{Notice, WebhookError, WebhookKey};

use crate::http::Client;

/// The client of one CRM, as the operator configured it. Clones share their connections. Has no
/// `Debug`.
#[derive(Clone)]
pub struct Crm {
    http: Client,
    /// How long a call may take.
    timeout: Duration,
    client_id: String,
    client_secret: SecretString,
    authorize_url: String,
    token_url: String,
    redirect_url: String,
    /// Without a slash at its end.
    api_url: String,
    version: String,
    version_id: Option<String>,
    webhook_key: WebhookKey,
}

impl Crm {
    /// How long a call may take, from the first byte sent to the last one read.
    pub const fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The app that a webhook speaks of: the part of the client id before its last hyphen, or all
    /// of it. The CRM's own library reads it so.
    pub fn app_id(&self) -> &str {
        self.client_id.rsplit_once('-').map_or(self.client_id.as_str(), |(app, _)| app)
    }

    /// The key that signs the CRM's webhooks.
    pub fn webhook_key(&self) -> &WebhookKey {
        &self.webhook_key
    }
}
