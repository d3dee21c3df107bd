//! Somebody who imports one file after the other, through crashes.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::chance::word;
use crate::http::Client;

const POLL: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_mins(5);

/// Files that were acknowledged as committed; each has `rows` rows, with the e-mail addresses
/// `<row>@<file>.example`.
#[derive(Default)]
pub(super) struct Imports {
    pub(super) committed: Vec<String>,
}

/// Imports until it is told to end; the last one is brought to its end.
pub(super) fn run(client: &Client, number: u64, rows: u64, end: &AtomicBool) -> Result<Imports> {
    let mut imports = Imports::default();
    let mut step = 0;
    while !end.load(Ordering::Relaxed) {
        step += 1;
        let file = word(1_000 + number, step);
        if import(client, &file, rows)? {
            imports.committed.push(file);
        }
    }
    Ok(imports)
}

/// Imports one file; `false` if its upload was not acknowledged: it may be there or not, and is not
/// gone on with.
fn import(client: &Client, file: &str, rows: u64) -> Result<bool> {
    let mut text = "Name,E-mail\n".to_owned();
    for row in 0..rows {
        let name = word(u64::from(file.as_bytes()[0]) << 20, row);
        writeln!(text, "Import {name},{row}@{file}.example")?;
    }
    let Ok(answer) = client.upload("/api/v1/imports", &format!("{file}.csv"), text.as_bytes())
    else {
        sleep(POLL);
        return Ok(false);
    };
    if answer.status != 201 {
        sleep(POLL);
        return Ok(false);
    }
    let upload = answer.json(201)?;
    let id = upload["id"].as_str().unwrap_or_default();
    complete(client, id, &upload["columns"])?;
    Ok(true)
}

/// Takes whatever step comes next until the import is committed.
fn complete(client: &Client, id: &str, columns: &Value) -> Result<()> {
    let path = format!("/api/v1/imports/{id}");
    let columns: Vec<Value> = columns
        .as_array()
        .into_iter()
        .flatten()
        .map(|column| json!({"header": column["header"], "field": column["field"]}))
        .collect();
    let mapping = json!({"columns": columns, "on_duplicate": "skip"});
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        crate::interrupt::check()?;
        let Ok(answer) = client.get(&path, &[]) else {
            sleep(POLL);
            continue;
        };
        if answer.status >= 500 {
            sleep(POLL);
            continue;
        }
        let import = answer.json(200)?;
        // A lost answer is no loss: the state is looked at again.
        match import["state"].as_str().unwrap_or_default() {
            "mapping" => drop(client.put(&format!("{path}/mapping"), &mapping)),
            "review" => drop(client.post(&format!("{path}/commit"), &json!({}))),
            "committed" => return Ok(()),
            "staging" | "committing" => sleep(POLL),
            _ => bail!("the import ended as {import}"),
        }
    }
    bail!("{id} was not committed in {} minutes", PATIENCE.as_secs() / 60)
}
