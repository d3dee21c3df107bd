//! The fake CRM as a process, and the way of a server into it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::{Response, header};

use crate::http::Client;

/// What the program takes for its one app.
const CLIENT_ID: &str = "660000000000000000000001-fakecrm1";
const CLIENT_SECRET: &str = "fake-crm-secret-of-the-app";
/// The location that is there from the start.
pub(crate) const LOCATION: &str = "LocNorthwindSales001";

/// A running CRM that does not outlive this value.
pub(crate) struct FakeCrm {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    webhook_key: String,
    control: Client,
}

impl FakeCrm {
    /// Starts the program and waits until it listens.
    pub(crate) fn start(program: &Path, more: &[&str]) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(more).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().context("starting the fake CRM")?;
        let output = child.stdout.take().context("the fake CRM has no output")?;
        let mut lines = BufReader::new(output).lines();
        let mut last_word = || -> Result<String> {
            let line = lines.next().context("the fake CRM ended")??;
            Ok(line.rsplit(' ').next().unwrap_or_default().to_owned())
        };
        let (url, webhook_key) = (last_word()?, last_word()?);
        let control = Client::new(&url);
        Ok(Self { child, url, webhook_key, control })
    }

    /// The options that tell a server of it.
    pub(crate) fn options(&self) -> Vec<String> {
        let page = self.url.replace("127.0.0.1", "localhost");
        let options = [
            ("--crm-client-id", CLIENT_ID.to_owned()),
            ("--crm-client-secret", CLIENT_SECRET.to_owned()),
            ("--crm-authorize-url", format!("{page}/v2/oauth/chooselocation")),
            ("--crm-token-url", format!("{}/oauth/token", self.url)),
            ("--crm-api-url", self.url.clone()),
            ("--crm-webhook-key", self.webhook_key.clone()),
        ];
        options.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect()
    }

    /// Changes what it does from now on.
    pub(crate) fn set(&self, what: &str, body: &Value) -> Result<()> {
        let answer = self.control.put(&format!("/_fake/{what}"), body)?;
        if answer.status != 204 {
            bail!("the fake CRM refused {what}: {}", answer.text());
        }
        Ok(())
    }

    /// Forgets what it counted.
    pub(crate) fn forget(&self) -> Result<()> {
        self.control.post("/_fake/forget", &Value::Null).map(drop)
    }

    /// What it counted, and more.
    pub(crate) fn state(&self) -> Result<Value> {
        self.control.get("/_fake/state", &[])?.json(200)
    }

    /// All contacts of the location.
    pub(crate) fn contacts(&self) -> Result<Vec<Value>> {
        let all = self.control.get(&format!("/_fake/contacts/{LOCATION}"), &[])?.json(200)?;
        Ok(all.as_array().cloned().unwrap_or_default())
    }

    /// Connects the organization that is signed in, as a person would: by the page of consent, to which the
    /// server leads, and by confirming the location.
    pub(crate) fn connect(server: &str, token: &str) -> Result<()> {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .build()
            .new_agent();
        let mut begun = agent
            .post(format!("{server}/api/v1/crm/connect"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .send_empty()?;
        let cookie = of(&begun, &header::SET_COOKIE)?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let text = begun.body_mut().read_to_string()?;
        let answer: Value = serde_json::from_str(&text).context(text)?;
        let page = answer["url"].as_str().context("the server names no page of consent")?;
        // The page's form repeats the parameters and adds what was chosen.
        let (address, query) = page.split_once('?').context("the page has no parameters")?;
        let address = address.replace("localhost", "127.0.0.1");
        let sent = agent
            .post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .send(format!("{query}&choice={LOCATION}"))?;
        let back = of(&sent, &header::LOCATION)?;
        let done = agent.get(back).header(header::COOKIE, cookie).call()?;
        let page = of(&done, &header::LOCATION)?;
        if !page.ends_with("chosen") {
            bail!("no location was chosen: {page}");
        }
        let mut confirmed = agent
            .post(format!("{server}/api/v1/crm/connection/confirm"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .send(json!({"location": LOCATION}).to_string())?;
        if confirmed.status() != 200 {
            bail!("the CRM was not connected: {}", confirmed.body_mut().read_to_string()?);
        }
        Ok(())
    }
}

fn of<T>(answer: &Response<T>, name: &header::HeaderName) -> Result<String> {
    let value = answer.headers().get(name);
    let value = value.with_context(|| format!("{}: no {name}", answer.status()))?;
    Ok(value.to_str()?.to_owned())
}

impl Drop for FakeCrm {
    fn drop(&mut self) {
        // It keeps nothing, and may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
