use std::fmt::Write as _;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::crm::FakeCrm;
use crate::http::Client;
use crate::service::{Service, free_port};
use crate::{interrupt, workspace};

const PATIENCE: Duration = Duration::from_mins(10);

/// A server with an organization that has contacts and a CRM.
pub(super) struct Shop {
    pub(super) client: Client,
    service: Option<Service>,
    folder: TempDir,
    port: u16,
    options: Vec<String>,
}

/// The address of a contact of a measurement, counted from 0.
pub(super) fn address(number: usize) -> String {
    format!("person{number}@example.com")
}

impl Shop {
    /// Starts a server on fresh data with so many contacts, and connects it.
    pub(super) fn open(crm: &FakeCrm, contacts: usize, more: &[&str]) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(workspace::target())?;
        let mut options = crm.options();
        options.extend(["--empty"].iter().chain(more).map(|word| (*word).to_owned()));
        let port = free_port()?;
        let service = None;
        let client = Client::new(&format!("http://127.0.0.1:{port}"));
        let mut shop = Self { client, service, folder, port, options };
        shop.start()?;
        let token = shop.sign_up()?;
        FakeCrm::connect(&shop.address(), &token)?;
        shop.load(contacts)?;
        Ok(shop)
    }

    /// Starts the server, again on the same data.
    pub(super) fn start(&mut self) -> Result<()> {
        let options: Vec<&str> = self.options.iter().map(String::as_str).collect();
        let (binary, folder) = (workspace::server(true), self.folder.path());
        self.service = Some(Service::start_soon_at(self.port, &binary, folder, &options)?);
        Ok(())
    }

    /// Ends it as a power cut would.
    pub(super) fn kill(&mut self) -> Result<()> {
        self.service.take().map_or(Ok(()), Service::kill)
    }

    /// Ends it cleanly.
    pub(super) fn close(mut self) -> Result<()> {
        self.service.take().map_or(Ok(()), Service::stop)
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn sign_up(&mut self) -> Result<String> {
        let person = json!({
            "email": "bench@example.com",
            "password": "correct horse battery staple 42",
            "name": "Bench",
            "organization": "Bench",
        });
        let answer = self.client.post("/api/v1/auth/signup", &person)?.json(201)?;
        let token = answer["access_token"].as_str().context("signing up gave no token")?.to_owned();
        self.client.sign_in(&token);
        // Tokens of people live for minutes, and a long push for longer.
        let key = json!({ "name": "bench", "scopes": SCOPES });
        let key = self.client.post("/api/v1/api-keys", &key)?.json(201)?;
        self.client.sign_in(key["secret"].as_str().context("the key has no secret")?);
        Ok(token)
    }

    fn load(&self, contacts: usize) -> Result<()> {
        let mut csv = "First name,Last name,Email,Company,City\n".to_owned();
        for number in 0..contacts {
            let address = address(number);
            writeln!(csv, "Person,Number {number},{address},Company {},Bonn", number % 997)?;
        }
        let client = &self.client;
        let upload = client.upload("/api/v1/imports", "people.csv", csv.as_bytes())?.json(201)?;
        let path = format!("/api/v1/imports/{}", upload["id"].as_str().unwrap_or_default());
        let column = |column: &Value| json!({"header": column["header"], "field": column["field"]});
        let columns: Vec<Value> =
            upload["columns"].as_array().into_iter().flatten().map(column).collect();
        let mapping = json!({ "columns": columns, "on_duplicate": "skip" });
        client.put(&format!("{path}/mapping"), &mapping)?.json(202)?;
        self.wait(&path, "review")?;
        client.post(&format!("{path}/commit"), &json!({}))?.json(202)?;
        let import = self.wait(&path, "committed")?;
        if import["rows"]["new"].as_u64() != u64::try_from(contacts).ok() {
            bail!("not all contacts came in: {}", import["rows"]);
        }
        Ok(())
    }

    fn wait(&self, path: &str, state: &str) -> Result<Value> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let import = self.client.get(path, &[])?.json(200)?;
            if import["state"] == state {
                return Ok(import);
            }
            interrupt::check()?;
            sleep(Duration::from_millis(100));
        }
        bail!("the import did not reach the state {state}")
    }

    /// Where the server logs.
    pub(super) fn log(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }
}

const SCOPES: [&str; 5] =
    ["contacts:read", "contacts:write", "crm:push", "imports:stage", "imports:commit"];
