//! `cargo xtask test`: everything that must hold before a change is good.

mod domain;
mod lint;
mod whole;

use std::num::NonZero;

use anyhow::Result;

use crate::cli::TestOptions;
use crate::postgres::{Durability, Postgres};
use crate::steps::Steps;
use crate::{build, faults, openapi, process};

const DATABASE: &str = "TEST_DATABASE_URL";
const THREADS: &str = "RUST_TEST_THREADS";
const FAST_STEPS: usize = 4;
const SLOW_STEPS: usize = 5 + build::STEPS;

/// Runs the steps in order and stops at the first that fails.
pub(crate) fn run(options: &TestOptions) -> Result<()> {
    let slow = if options.fast { 0 } else { SLOW_STEPS };
    let mut steps = Steps::new(FAST_STEPS + slow);
    steps.step("domain stays light", domain::check)?;
    lint::run(&mut steps, options)?;
    if options.fast {
        tests(&mut steps, options, None)?;
    } else {
        on_both_databases(&mut steps, options)?;
        steps.step("openapi.json matches the routes", openapi::check)?;
        steps.step("sign-in at a real identity provider", whole::check_identity)?;
        build::browser_application(&mut steps, false)?;
        // The page is in it.
        steps.step("build the server", build::tested_server)?;
        steps.step("browser journeys, then a clean stop", whole::check)?;
        steps.step("faults on purpose", || faults::run(faults::Extent::SHORT, None, None))?;
    }
    steps.print_summary();
    println!("All good.");
    Ok(())
}

/// Lends the tests a `PostgreSQL` unless the caller brought one.
fn on_both_databases(steps: &mut Steps, options: &TestOptions) -> Result<()> {
    let given = std::env::var(DATABASE).ok().filter(|url| !url.is_empty());
    if let Some(url) = given {
        steps.step("use the given PostgreSQL", || Ok(()))?;
        return tests(steps, options, Some(&url));
    }
    let folder = tempfile::Builder::new().prefix("contacts-postgres-").tempdir()?;
    let postgres =
        steps.step("start PostgreSQL", || Postgres::start(folder.path(), Durability::Volatile))?;
    tests(steps, options, Some(&postgres.url))?;
    postgres.stop()
}

/// The tests of every crate; without a database URL on `SQLite` only.
fn tests(steps: &mut Steps, options: &TestOptions, database: Option<&str>) -> Result<()> {
    steps.step("tests", || {
        process::run(build::tested_tasks(&["test"]).args(&options.filter))?;
        let mut cargo = build::tested(&["test"]);
        cargo.args(lint::targets(options)).args(&options.filter);
        if std::env::var_os(THREADS).is_none() {
            cargo.env(THREADS, threads().to_string());
        }
        // A changed snapshot fails; only a person accepts it.
        cargo.env("INSTA_UPDATE", "no").env_remove("INSTA_FORCE_PASS");
        match database {
            Some(url) => cargo.env(DATABASE, url),
            None => cargo.env_remove(DATABASE),
        };
        process::run(&mut cargo)
    })
}

/// Four times as many tests at once as there are cores, for most of them wait for a database or another server;
/// each may hold a dozen of the 200 connections of `PostgreSQL`.
fn threads() -> usize {
    (4 * std::thread::available_parallelism().map_or(1, NonZero::get)).min(16)
}
