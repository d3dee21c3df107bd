//! The engine below HTTP: bulk writes beside what the databases' own tools reach, jobs, the lag of
//! the index, and how soon a server is ready again.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use super::place::{self, Place};
use super::raw;
use crate::{process, workspace};

const JOBS: usize = 5_000;
/// Contacts that are written while the index follows.
const FOLLOWED: usize = 100_000;
const PATIENCE: Duration = Duration::from_mins(30);

/// Measures both databases with so many contacts.
pub(super) fn measure(rows: usize) -> Result<()> {
    let mut cargo = workspace::cargo(&["build", "--release", "--package", "worker"]);
    process::run(cargo.args(["--example", "engine"]))?;
    place::each(|place| {
        println!("\nengine: {}", place.name());
        of(place, rows)
    })
}

fn of(place: &Place<'_>, rows: usize) -> Result<()> {
    place.server("migrate", "data", place.database().as_deref())?;
    let bulk = engine(&["bulk", &place.url("data"), &rows.to_string()])?;
    print!("    bulk write: {}", bulk.replace('\n', "\n    "));
    let own = rate_of(&bulk).context("the engine printed no rate")?;
    let raw = raw::contacts(place, rows)?;
    println!("    that is {:.2} of the raw limit (aim: 0.33)", own / raw);
    let jobs = engine(&["jobs", &place.url("data"), &JOBS.to_string()])?;
    print!("{}", indented(&jobs));
    restart(place, rows)?;
    let index = place.folder.join("data/index");
    let index = index.to_str().context("a path that is not UTF-8")?;
    let lag = engine(&["lag", &place.url("data"), index, &FOLLOWED.to_string()])?;
    print!("    index behind: {lag}");
    Ok(())
}

/// Starts a server that builds its index, and starts it again.
fn restart(place: &Place<'_>, rows: usize) -> Result<()> {
    for what in ["first start, index built", "started again"] {
        let begun = Instant::now();
        let mut service = place.start()?;
        let ready = begun.elapsed().as_secs_f64();
        service.wait_for_index(PATIENCE)?;
        let indexed = begun.elapsed().as_secs_f64();
        println!(
            "    {what}: ready after {ready:.2} s, searching {rows} contacts after {indexed:.2} s"
        );
        service.stop()?;
    }
    Ok(())
}

/// A run of the example that measures from inside.
fn engine(words: &[&str]) -> Result<String> {
    let mut command = Command::new(workspace::target().join("release/examples/engine"));
    process::output(command.args(words))
}

/// The first rate in what the engine printed.
fn rate_of(text: &str) -> Option<f64> {
    let (before, _) = text.split_once(" rows/s")?;
    before.rsplit(' ').next()?.parse().ok()
}

fn indented(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    format!("    {}\n", lines.join("\n    "))
}
