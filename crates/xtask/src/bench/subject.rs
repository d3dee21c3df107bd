//! The server that is measured, with one organization signed up.

use std::cell::OnceCell;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::machine;
use crate::http::Client;
use crate::service::Service;
use crate::workspace;

/// A release server on fresh data.
pub(super) struct Subject {
    /// A client that is signed in.
    pub(super) client: Client,
    /// The columns of the imported file, once it is imported.
    pub(super) columns: OnceCell<Vec<Value>>,
    /// The imported file.
    pub(super) csv: Vec<u8>,
    service: Service,
    // Last, so that it is removed when the server has ended.
    _folder: TempDir,
}

impl Subject {
    /// Writes the sample, starts the server and signs up.
    pub(super) fn start() -> Result<Self> {
        // On the disk of the checkout: a temporary folder may be in memory.
        let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(workspace::target())?;
        let csv = super::sample::write(folder.path())?;
        let service = Service::start(&workspace::server(true), folder.path(), &["--empty"])?;
        let client = sign_up(&service).with_context(|| service.last_words())?;
        Ok(Self { client, columns: OnceCell::new(), csv, service, _folder: folder })
    }

    /// A line of the server's `/proc/<pid>/status`, in mebibytes.
    pub(super) fn memory(&self, name: &str) -> f64 {
        let status = format!("/proc/{}/status", self.service.id());
        let field = machine::field(&status, name).unwrap_or_default();
        let kibibytes = field.split_whitespace().next();
        let kibibytes: Option<f64> = kibibytes.and_then(|number| number.parse().ok());
        kibibytes.unwrap_or_default() / 1024.0
    }

    /// Stops the server, which must do so cleanly.
    pub(super) fn stop(self) -> Result<()> {
        self.service.stop()
    }
}

fn sign_up(service: &Service) -> Result<Client> {
    let mut client = Client::new(&service.address);
    let person = json!({
        "email": "bench@example.com",
        "password": "correct horse battery staple 42",
        "name": "Bench",
        "organization": "Bench",
    });
    let answer = client.post("/api/v1/auth/signup", &person)?.json(201)?;
    let token = answer["access_token"].as_str().context("signing up gave no token")?;
    client.sign_in(token);
    Ok(client)
}
