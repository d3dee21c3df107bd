//! An organization and the key that acts for it.

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::http::Client;

const PASSWORD: &str = "correct horse battery staple 42";

/// A new organization.
pub(super) struct Team {
    /// Its id as hexadecimal digits.
    pub(super) organization: String,
    /// The e-mail address of its Organization Admin.
    pub(super) email: String,
    /// The secret of a key that may do everything with contacts and imports.
    key: String,
}

impl Team {
    /// Signs up at a node and makes a key.
    pub(super) fn sign_up(address: &str, name: &str) -> Result<Self> {
        let mut client = Client::new(address);
        let email = format!("{name}@example.com");
        let person =
            json!({"email": email, "password": PASSWORD, "name": name, "organization": name});
        let answer = client.post("/api/v1/auth/signup", &person)?.json(201)?;
        let token = answer["access_token"].as_str().context("signing up gave no token")?;
        client.sign_in(token);
        let organization = client.get("/api/v1/organization", &[])?.json(200)?;
        let id = organization["id"].as_str().context("the organization has no id")?;
        let scopes = [
            "contacts:read",
            "contacts:write",
            "contacts:delete",
            "imports:stage",
            "imports:commit",
        ];
        let wanted = json!({"name": "Faults", "scopes": scopes});
        let key = client.post("/api/v1/api-keys", &wanted)?.json(201)?;
        Ok(Self {
            organization: digits(id),
            email,
            key: key["secret"].as_str().context("the key has no secret")?.to_owned(),
        })
    }

    /// A client of a node that acts for it, and gives up on an answer after 20 seconds.
    pub(super) fn at(&self, address: &str) -> Client {
        let mut client = Client::impatient(address);
        client.sign_in(&self.key);
        client
    }

    /// Signs its admin in at a node.
    pub(super) fn person_at(&self, address: &str) -> Result<Client> {
        let mut client = Client::new(address);
        let wanted = json!({"email": self.email, "password": PASSWORD});
        let answer = client.post("/api/v1/auth/login", &wanted)?.json(200)?;
        client.sign_in(answer["access_token"].as_str().context("signing in gave no token")?);
        Ok(client)
    }
}

/// The digits of an id, without its prefix.
pub(super) fn digits(id: &str) -> String {
    id.rsplit('_').next().unwrap_or_default().to_owned()
}
