//! From a file to records that can be found.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::figures::rate;
use super::progress::Progress;
use super::subject::Subject;
use crate::interrupt;

const POLL: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_mins(30);

/// Imports the sample, printing the time of each stage and the memory; answers how long it took
/// from the accepted upload to the last record found.
pub(super) fn measure(subject: &Subject) -> Result<Duration> {
    let idle = subject.memory("VmRSS");
    let begun = Instant::now();
    let upload = upload(subject, &subject.csv)?;
    let id = upload["id"].as_str().context("the import has no id")?;
    let line = |what, took| println!("    {what:<22} {}", speed(subject.rows, took));
    line("upload", begun.elapsed());

    let begun = Instant::now();
    choose_mapping(subject, id, &upload)?;
    let mut staging = Progress::of(begun);
    let staged = wait_for(subject, id, "review", &mut staging)?;
    let staged_in = begun.elapsed();
    line("stage", staged_in);
    staging.print();

    let begun = Instant::now();
    let path = format!("/api/v1/imports/{id}/commit");
    subject.client.post(&path, &json!({}))?.json(202)?;
    let mut committing = Progress::of(begun);
    let committed = wait_for(subject, id, "committed", &mut committing)?;
    line("commit", begun.elapsed());
    committing.print();
    wait_until_searchable(subject, made(&committed))?;
    let found_in = begun.elapsed();
    line("commit to searchable", found_in);
    let all = staged_in + found_in;
    line("all of it", all);
    println!("    rows: staged {}, after {}", staged["rows"], committed["rows"]);
    print_memory(subject, idle);
    Ok(all)
}

/// Imports a file without a word, until all of its contacts can be found.
pub(super) fn load(subject: &Subject, csv: &[u8]) -> Result<()> {
    let before = searchable(subject)?;
    let upload = upload(subject, csv)?;
    let id = upload["id"].as_str().context("the import has no id")?;
    let mut unmeasured = Progress::of(Instant::now());
    choose_mapping(subject, id, &upload)?;
    wait_for(subject, id, "review", &mut unmeasured)?;
    subject.client.post(&format!("/api/v1/imports/{id}/commit"), &json!({}))?.json(202)?;
    let committed = wait_for(subject, id, "committed", &mut unmeasured)?;
    wait_until_searchable(subject, before + made(&committed))
}

fn upload(subject: &Subject, csv: &[u8]) -> Result<Value> {
    subject.client.upload("/api/v1/imports", "sample.csv", csv)?.json(201)
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

fn wait_for(subject: &Subject, id: &str, state: &str, progress: &mut Progress) -> Result<Value> {
    let path = format!("/api/v1/imports/{id}");
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let import = subject.client.get(&path, &[])?.json(200)?;
        match import["state"].as_str() {
            Some(now) if now == state => {
                progress.note(subject.rows);
                return Ok(import);
            }
            Some("failed" | "cancelled") => bail!("the import ended as {import}"),
            _ => progress.note(usize::try_from(import["progress"]["done"].as_u64().unwrap_or(0))?),
        }
        interrupt::check()?;
        sleep(POLL);
    }
    bail!("the import did not reach the state {state}")
}

/// Contacts that an import has made.
fn made(import: &Value) -> u64 {
    import["rows"]["new"].as_u64().unwrap_or_default()
}

/// Contacts that a search finds.
fn searchable(subject: &Subject) -> Result<u64> {
    let query = [("scope", "workspace"), ("limit", "1"), ("facets", "false")];
    let answer = subject.client.get("/api/v1/contacts/search", &query)?.json(200)?;
    answer["total"]["value"].as_u64().context("the search told no total")
}

/// Searches until so many contacts are found: all of them, because a search does not wait for ever for
/// an index that is far behind.
fn wait_until_searchable(subject: &Subject, contacts: u64) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if searchable(subject)? >= contacts {
            return Ok(());
        }
        interrupt::check()?;
        sleep(POLL);
    }
    bail!("{contacts} contacts were imported but are not all found")
}

fn speed(rows: usize, took: Duration) -> String {
    format!("{:>8.2} s {:>9.0} rows/s", took.as_secs_f64(), rate(rows, took))
}

fn print_memory(subject: &Subject, idle: f64) {
    let (now, peak) = (subject.memory("VmRSS"), subject.memory("VmHWM"));
    let growth = peak - idle;
    println!(
        "    resident memory: idle {idle:.0} MiB, now {now:.0} MiB, peak {peak:.0} MiB (growth {growth:.0} MiB)"
    );
}
