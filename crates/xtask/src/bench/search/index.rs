//! What the index costs: its size, the time to build it, and how soon it shows a change.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::json;

use super::super::figures::{percentile, rate};
use super::super::place::Place;
use super::super::subject::Subject;
use super::PATH;
use crate::interrupt;

const CHANGES: u16 = 100;
/// How long nothing happens to files while nothing is merged.
const QUIET: Duration = Duration::from_secs(10);
const PATIENCE: Duration = Duration::from_hours(1);

/// Waits until nothing is merged in the background any more.
pub(super) fn quiet(place: &Place<'_>) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    let (mut seen, mut since) = (files(place)?, Instant::now());
    while since.elapsed() < QUIET {
        anyhow::ensure!(Instant::now() < deadline, "the index does not come to rest");
        interrupt::check()?;
        sleep(Duration::from_millis(100));
        let now = files(place)?;
        if now != seen {
            (seen, since) = (now, Instant::now());
        }
    }
    Ok(())
}

/// The files of the index with their bytes.
fn files(place: &Place<'_>) -> Result<BTreeMap<OsString, u64>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(place.folder.join("data/index"))? {
        let entry = entry?;
        // One that is gone meanwhile is none.
        if let Ok(about) = entry.metadata() {
            files.insert(entry.file_name(), about.len());
        }
    }
    Ok(files)
}

/// Prints how long it takes from the answer to a new contact until a search has found it.
pub(super) fn visibility(subject: &Subject) -> Result<()> {
    let mut times = Vec::new();
    for number in 0..CHANGES {
        let name = format!("Quintessa Zwollemeer {}", 0xa000 + number);
        let body = json!({ "full_name": name, "emails": [{ "value": format!("q{number}@zwollemeer.example") }] });
        let key = format!("bench-{number}");
        subject.client.create("/api/v1/contacts", &body, &key)?.json(201)?;
        let begun = Instant::now();
        let answer = subject.client.get(PATH, &[("q", &name), ("limit", "1")])?.json(200)?;
        let found = answer["hits"].as_array().is_some_and(|hits| !hits.is_empty());
        anyhow::ensure!(found, "{name} is not found by the next search");
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    let (half, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
    println!("    a new contact is found after        p50 {half:.0} ms, p99 {most:.0} ms");
    Ok(())
}

/// Prints the size of the index and the server's memory.
pub(super) fn size(place: &Place<'_>, subject: &Subject, rows: usize) -> Result<()> {
    let bytes: u64 = files(place)?.values().sum();
    let each = bytes / u64::try_from(rows.max(1))?;
    println!("    index                               {} MB, {each} bytes a contact", bytes >> 20);
    let (now, peak) = (subject.memory("VmRSS"), subject.memory("VmHWM"));
    println!("    resident memory                     {now:.0} MiB, at most {peak:.0} MiB");
    Ok(())
}

/// Drops the index of a stopped server and prints how long a new one takes.
pub(super) fn build(place: &Place<'_>, rows: usize) -> Result<()> {
    fs::remove_dir_all(place.folder.join("data/index")).context("dropping the index")?;
    let begun = Instant::now();
    let mut service = place.start()?;
    service.wait_for_index(PATIENCE)?;
    let took = begun.elapsed();
    println!(
        "    index built from the table          {:.1} s, {:.0} contacts/s",
        took.as_secs_f64(),
        rate(rows, took)
    );
    service.stop()
}
