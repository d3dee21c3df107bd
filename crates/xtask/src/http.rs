//! A small client of the product's API, on loopback only.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, Body};

/// Larger than any answer, a page of a thousand contacts included.
const LARGEST_ANSWER: u64 = 64 * 1024 * 1024;

/// One server, and who we are there.
pub(crate) struct Client {
    agent: Agent,
    address: String,
    authorization: String,
}

/// What the server said, and how long the round trip took.
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The header `Server-Timing`, where there is one.
    pub(crate) server_timing: Option<String>,
    /// From the first byte sent to the last byte read.
    pub(crate) took: Duration,
    body: String,
}

impl Client {
    /// A client that has not signed in.
    pub(crate) fn new(address: &str) -> Self {
        Self::patient(address, Duration::from_mins(10))
    }

    /// A client that gives up on an answer soon, for servers that are being killed.
    pub(crate) fn impatient(address: &str) -> Self {
        Self::patient(address, Duration::from_secs(20))
    }

    fn patient(address: &str, patience: Duration) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(patience))
            .build()
            .new_agent();
        Self { agent, address: address.to_owned(), authorization: String::new() }
    }

    /// The same caller with a connection of its own.
    pub(crate) fn alone(&self) -> Self {
        let authorization = self.authorization.clone();
        Self { authorization, ..Self::new(&self.address) }
    }

    /// The same caller at another server.
    pub(crate) fn at(&self, address: &str) -> Self {
        Self {
            agent: self.agent.clone(),
            address: address.to_owned(),
            authorization: self.authorization.clone(),
        }
    }

    /// Sends this token from now on.
    pub(crate) fn sign_in(&mut self, token: &str) {
        self.authorization = format!("Bearer {token}");
    }

    /// GET with a query.
    pub(crate) fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Answer> {
        let request = self.agent.get(self.url(path));
        let request = request.header("authorization", &self.authorization);
        let query = query.iter().copied();
        read(path, Instant::now(), request.query_pairs(query).call())
    }

    /// POST of JSON.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        let request = self.agent.post(self.url(path));
        let request = request.header("authorization", &self.authorization);
        let request = request.content_type("application/json");
        read(path, Instant::now(), request.send(body.to_string()))
    }

    /// POST of JSON that is done once, however often it is sent under this key.
    pub(crate) fn create(&self, path: &str, body: &Value, key: &str) -> Result<Answer> {
        let request = self.agent.post(self.url(path));
        let request = request.header("authorization", &self.authorization);
        let request = request.header("idempotency-key", key).content_type("application/json");
        read(path, Instant::now(), request.send(body.to_string()))
    }

    /// PATCH of the version that was read.
    pub(crate) fn change(&self, path: &str, body: &Value, version: &str) -> Result<Answer> {
        let request = self.agent.patch(self.url(path));
        let request = request.header("authorization", &self.authorization);
        let request = request.header("if-match", version).content_type("application/json");
        read(path, Instant::now(), request.send(body.to_string()))
    }

    /// DELETE of the version that was read.
    pub(crate) fn delete(&self, path: &str, version: &str) -> Result<Answer> {
        let request = self.agent.delete(self.url(path));
        let request = request.header("authorization", &self.authorization);
        read(path, Instant::now(), request.header("if-match", version).call())
    }

    /// PUT of JSON.
    pub(crate) fn put(&self, path: &str, body: &Value) -> Result<Answer> {
        let request = self.agent.put(self.url(path));
        let request = request.header("authorization", &self.authorization);
        let request = request.content_type("application/json");
        read(path, Instant::now(), request.send(body.to_string()))
    }

    /// POST of one file, as the form field `file`.
    pub(crate) fn upload(&self, path: &str, name: &str, file: &[u8]) -> Result<Answer> {
        const BOUNDARY: &str = "one-file-and-nothing-else";
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let request = self.agent.post(self.url(path));
        let request = request.header("authorization", &self.authorization);
        let request = request.content_type(format!("multipart/form-data; boundary={BOUNDARY}"));
        read(path, Instant::now(), request.send(&body))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Answer {
    /// Whether it is a problem of this code.
    pub(crate) fn is(&self, code: &str) -> bool {
        let problem: Option<Value> = serde_json::from_str(&self.body).ok();
        problem.is_some_and(|problem| problem["code"] == code)
    }

    /// The text of the answer.
    pub(crate) fn text(&self) -> &str {
        &self.body
    }

    /// The JSON of an answer with the expected status.
    pub(crate) fn json(&self, expected: u16) -> Result<Value> {
        if self.status != expected {
            bail!("expected {expected}, got {}: {}", self.status, self.body);
        }
        serde_json::from_str(&self.body).with_context(|| format!("reading JSON: {}", self.body))
    }
}

fn read(
    path: &str,
    sent: Instant,
    response: Result<Response<Body>, ureq::Error>,
) -> Result<Answer> {
    let mut response = response.with_context(|| format!("asking {path}"))?;
    let body = response
        .body_mut()
        .with_config()
        .limit(LARGEST_ANSWER)
        .read_to_string()
        .with_context(|| format!("reading the answer of {path}"))?;
    let timing = response.headers().get("server-timing");
    Ok(Answer {
        status: response.status().as_u16(),
        server_timing: timing.and_then(|value| Some(value.to_str().ok()?.to_owned())),
        took: sent.elapsed(),
        body,
    })
}
