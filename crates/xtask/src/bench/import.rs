//! From a file to records that can be found.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::figures::rate;
use super::sample::{self, ROWS};
use super::subject::Subject;
use crate::interrupt;

const POLL: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_mins(30);

/// Imports the sample, printing the time of each stage and the memory.
pub(super) fn measure(subject: &Subject) -> Result<()> {
    let idle = subject.memory("VmRSS");
    let begun = Instant::now();
    let upload = upload(subject)?;
    let id = upload["id"].as_str().context("the import has no id")?;
    println!("    {}", line("upload", begun.elapsed()));

    let begun = Instant::now();
    choose_mapping(subject, id, &upload)?;
    let staged = wait_for(subject, id, "review")?;
    println!("    {}", line("stage", begun.elapsed()));

    let last = last_name(subject)?;
    let begun = Instant::now();
    let path = format!("/api/v1/imports/{id}/commit");
    subject.client.post(&path, &json!({}))?.json(202)?;
    let committed = wait_for(subject, id, "committed")?;
    println!("    {}", line("commit", begun.elapsed()));
    wait_until_searchable(subject, &last)?;
    println!("    {}", line("commit to searchable", begun.elapsed()));

    println!("    rows: staged {}, after {}", staged["rows"], committed["rows"]);
    print_memory(subject, idle);
    Ok(())
}

fn upload(subject: &Subject) -> Result<Value> {
    let answer = subject.client.upload("/api/v1/imports", "sample.csv", &subject.csv)?;
    answer.json(201)
}

/// Takes the mapping that the server proposes, dropping columns it does not know.
fn choose_mapping(subject: &Subject, id: &str, upload: &Value) -> Result<()> {
    let columns = upload["columns"].as_array();
    let columns: Vec<_> = columns
        .context("the upload proposed no columns")?
        .iter()
        .map(|column| {
            let field = column["field"].as_str().unwrap_or("ignore");
            json!({ "header": column["header"], "field": field })
        })
        .collect();
    let mapping = json!({ "columns": columns, "on_duplicate": "skip" });
    let path = format!("/api/v1/imports/{id}/mapping");
    subject.client.put(&path, &mapping)?.json(202)?;
    // Set once: there is one import.
    let _ = subject.columns.set(columns);
    Ok(())
}

fn wait_for(subject: &Subject, id: &str, state: &str) -> Result<Value> {
    let path = format!("/api/v1/imports/{id}");
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let import = subject.client.get(&path, &[])?.json(200)?;
        match import["state"].as_str() {
            Some(now) if now == state => return Ok(import),
            Some("failed" | "cancelled") => bail!("the import ended as {import}"),
            _ => {}
        }
        interrupt::check()?;
        sleep(POLL);
    }
    bail!("the import did not reach the state {state}")
}

/// The name in the last row of the sample.
fn last_name(subject: &Subject) -> Result<String> {
    let columns = subject.columns.get().context("nothing was imported")?;
    let rows = sample::read(&subject.csv, columns, ROWS)?;
    Ok(sample::name(rows.last().context("the sample is empty")?))
}

/// Searches for somebody until they are found.
fn wait_until_searchable(subject: &Subject, name: &str) -> Result<()> {
    let query = [("q", name), ("scope", "workspace")];
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let answer = subject.client.get("/api/v1/contacts/search", &query)?;
        let hits = &answer.json(200)?["hits"];
        if hits.as_array().is_some_and(|hits| !hits.is_empty()) {
            return Ok(());
        }
        interrupt::check()?;
        sleep(POLL);
    }
    bail!("{name} was imported but is not found")
}

fn line(what: &str, took: Duration) -> String {
    let seconds = took.as_secs_f64();
    format!("{what:<22} {seconds:>8.2} s {:>9.0} rows/s", rate(ROWS, took))
}

fn print_memory(subject: &Subject, idle: f64) {
    let (now, peak) = (subject.memory("VmRSS"), subject.memory("VmHWM"));
    let growth = peak - idle;
    println!(
        "    resident memory: idle {idle:.0} MiB, now {now:.0} MiB, peak {peak:.0} MiB (growth {growth:.0} MiB)"
    );
}
