//! The engine below HTTP: bulk writes beside what the databases' own tools reach, jobs, the lag of
//! the index, and how soon a server is ready again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use super::raw;
use crate::postgres::{Durability, Postgres, Shell};
use crate::service::Service;
use crate::{process, tools, workspace};

/// Contacts that are written, and that a server starts with.
const ROWS: usize = 1_000_000;
const JOBS: usize = 5_000;
/// Contacts that are written while the index follows.
const FOLLOWED: usize = 100_000;
const PATIENCE: Duration = Duration::from_mins(30);

/// Where one kind of database is measured.
pub(super) struct Bench<'a> {
    pub(super) folder: &'a Path,
    /// `psql` for the server, if it is one, and the name of the database.
    pub(super) postgres: Option<(Shell, &'static str)>,
}

/// Measures both databases.
pub(super) fn measure() -> Result<()> {
    tools::ensure_sqlite()?;
    let mut cargo = workspace::cargo(&["build", "--release", "--package", "worker"]);
    process::run(cargo.args(["--example", "engine"]))?;
    let rows = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let folder = || tempfile::Builder::new().prefix("bench-").tempdir_in(workspace::target());
    println!("\nengine: SQLite");
    let place = folder()?;
    of(&Bench { folder: place.path(), postgres: None }, rows)?;
    drop(place);
    println!("\nengine: PostgreSQL");
    let (place, cluster) = (folder()?, tempfile::Builder::new().prefix("bench-").tempdir()?);
    let postgres = Postgres::start(cluster.path(), Durability::Safe)?;
    let shell = postgres.shell();
    shell.sql("postgres", "CREATE DATABASE measured")?;
    of(&Bench { folder: place.path(), postgres: Some((shell, "measured")) }, rows)?;
    postgres.stop()
}

fn of(bench: &Bench<'_>, rows: usize) -> Result<()> {
    bench.server("migrate", "data", bench.database().as_deref())?;
    let bulk = engine(&["bulk", &bench.url("data"), &rows.to_string()])?;
    print!("    bulk write: {}", bulk.replace('\n', "\n    "));
    let own = rate_of(&bulk).context("the engine printed no rate")?;
    let raw = raw::measure(bench, rows)?;
    println!("    that is {:.2} of the raw limit (aim: 0.33)", own / raw);
    let jobs = engine(&["jobs", &bench.url("data"), &JOBS.to_string()])?;
    print!("{}", indented(&jobs));
    restart(bench, rows)?;
    let index = bench.folder.join("data/index");
    let index = index.to_str().context("a path that is not UTF-8")?;
    let lag = engine(&["lag", &bench.url("data"), index, &FOLLOWED.to_string()])?;
    print!("    index behind: {lag}");
    Ok(())
}

/// Starts a server that builds its index, and starts it again.
fn restart(bench: &Bench<'_>, rows: usize) -> Result<()> {
    for what in ["first start, index built", "started again"] {
        let begun = Instant::now();
        let mut service = bench.start()?;
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

impl Bench<'_> {
    /// The address of the database, or the file in a folder.
    pub(super) fn url(&self, folder: &str) -> String {
        match &self.postgres {
            Some((shell, name)) => shell.url_of(name),
            None => format!("sqlite:{}", self.file(folder).display()),
        }
    }

    /// The embedded database of a folder.
    pub(super) fn file(&self, folder: &str) -> PathBuf {
        self.folder.join(folder).join("contacts.sqlite")
    }

    fn database(&self) -> Option<String> {
        self.postgres.as_ref().map(|(shell, name)| shell.url_of(name))
    }

    /// One of the server's commands that end.
    pub(super) fn server(&self, word: &str, folder: &str, database: Option<&str>) -> Result<()> {
        let mut command = Command::new(workspace::server(true));
        command.arg(word).arg("--data").arg(self.folder.join(folder));
        command.envs(database.map(|url| ("DATABASE", url)));
        process::output(&mut command).map(drop)
    }

    fn start(&self) -> Result<Service> {
        let database = self.database();
        let more: &[&str] = match &database {
            Some(url) => &["--empty", "--database", url],
            None => &["--empty"],
        };
        Service::start_soon(&workspace::server(true), self.folder, more)
    }

    /// Writes a file beside the data.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.folder.join(name);
        fs::write(&path, text)?;
        Ok(path)
    }
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
