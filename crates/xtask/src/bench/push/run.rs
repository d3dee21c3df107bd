//! One push by the API.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::http::Client;
use crate::interrupt;

pub(super) const PATIENCE: Duration = Duration::from_hours(2);
const POLL: Duration = Duration::from_millis(200);

/// Begins a push of the whole workspace, and waits for its dry run; answers its id and how long it took.
pub(super) fn plan(client: &Client) -> Result<(String, Duration)> {
    let begun = Instant::now();
    let id = begin(client)?;
    wait_for(client, &id, "ready", PATIENCE)?;
    Ok((id, begun.elapsed()))
}

/// Begins a push of the whole workspace, once its search shows all of it.
fn begin(client: &Client) -> Result<String> {
    loop {
        let answer = client.post("/api/v1/crm/pushes", &json!({ "search": "scope=workspace" }))?;
        if answer.status != 503 {
            let push = answer.json(202)?;
            return Ok(push["id"].as_str().context("the push has no id")?.to_owned());
        }
        interrupt::check()?;
        sleep(POLL);
    }
}

/// Starts a push, and waits for its end; answers how long it took.
pub(super) fn push(client: &Client, id: &str) -> Result<Duration> {
    let begun = Instant::now();
    start(client, id)?;
    wait_for(client, id, "done", PATIENCE)?;
    Ok(begun.elapsed())
}

/// Starts a push whose dry run is done.
pub(super) fn start(client: &Client, id: &str) -> Result<()> {
    client.post(&format!("/api/v1/crm/pushes/{id}/start"), &json!({}))?.json(202).map(drop)
}

/// The push as it stands now.
pub(super) fn show(client: &Client, id: &str) -> Result<Value> {
    client.get(&format!("/api/v1/crm/pushes/{id}"), &[])?.json(200)
}

/// Waits until a push reaches a state.
pub(super) fn wait_for(
    client: &Client,
    id: &str,
    state: &str,
    patience: Duration,
) -> Result<Value> {
    let deadline = Instant::now() + patience;
    while Instant::now() < deadline {
        let push = show(client, id)?;
        match push["state"].as_str() {
            Some(now) if now == state => return Ok(push),
            Some("failed" | "cancelled" | "paused") => bail!("the push ended as {push}"),
            _ => {}
        }
        interrupt::check()?;
        sleep(POLL);
    }
    bail!("the push did not reach the state {state}")
}
