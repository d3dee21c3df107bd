//! The server that is measured, with one organization signed up.

use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::machine;
use super::place::Place;
use crate::http::Client;
use crate::service::Service;

const START: Duration = Duration::from_mins(2);
/// Who is signed up.
const EMAIL: &str = "bench@example.com";
const PASSWORD: &str = "correct horse battery staple 42";

/// A release server on fresh data.
pub(super) struct Subject {
    /// A client that is signed in.
    pub(super) client: Client,
    /// The columns of the imported file, once it is imported.
    pub(super) columns: OnceLock<Vec<Value>>,
    /// The imported file.
    pub(super) csv: Vec<u8>,
    /// How many rows it has.
    pub(super) rows: usize,
    service: Service,
}

impl Subject {
    /// Writes a sample of so many rows, starts the server and signs up.
    pub(super) fn start(place: &Place<'_>, rows: usize) -> Result<Self> {
        let csv = super::sample::write(place.folder, rows)?;
        let mut service = place.start()?;
        service.wait_for_index(START)?;
        let client = sign_up(&service).with_context(|| service.last_words())?;
        Ok(Self { client, columns: OnceLock::new(), csv, rows, service })
    }

    /// Signs in anew: a token is good for ten minutes, which five million contacts take longer than.
    pub(super) fn renew(&mut self) -> Result<()> {
        let person = json!({ "email": EMAIL, "password": PASSWORD });
        enter(&mut self.client, "/api/v1/auth/login", &person, 200)
    }

    /// A line of the server's `/proc/<pid>/status`, in mebibytes.
    pub(super) fn memory(&self, name: &str) -> f64 {
        let status = format!("/proc/{}/status", self.service.id());
        let field = machine::field(&status, name).unwrap_or_default();
        let kibibytes = field.split_whitespace().next();
        let kibibytes: Option<f64> = kibibytes.and_then(|number| number.parse().ok());
        kibibytes.unwrap_or_default() / 1024.0
    }

    /// Seconds for which the server has worked, on all cores together.
    pub(super) fn cpu(&self) -> f64 {
        machine::worked(self.service.id()).map_or(f64::NAN, |worked| worked.as_secs_f64())
    }

    /// Stops the server, which must do so cleanly.
    pub(super) fn stop(self) -> Result<()> {
        self.service.stop()
    }
}

fn sign_up(service: &Service) -> Result<Client> {
    let mut client = Client::new(&service.address);
    let person = json!({
        "email": EMAIL,
        "password": PASSWORD,
        "name": "Bench",
        "organization": "Bench",
    });
    enter(&mut client, "/api/v1/auth/signup", &person, 201)?;
    Ok(client)
}

/// Sends who we are, and from now on the token that comes back.
fn enter(client: &mut Client, path: &str, person: &Value, status: u16) -> Result<()> {
    let answer = client.post(path, person)?.json(status)?;
    let token = answer["access_token"].as_str();
    client.sign_in(token.with_context(|| format!("{path} gave no token"))?);
    Ok(())
}
