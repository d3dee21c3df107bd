//! `cargo xtask bench`: measures a release build and prints what it saw. It
//! judges nothing: a figure belongs to the machine printed above it.

mod engine;
mod figures;
mod import;
mod machine;
mod place;
mod progress;
mod raw;
mod sample;
mod search;
mod subject;

use anyhow::Result;

use crate::cli::BenchName;
use crate::steps::Steps;
use crate::{build, spa};
use place::Place;
use subject::Subject;

/// Measures one thing, or all.
pub(crate) fn run(name: Option<BenchName>) -> Result<()> {
    let wants = |wanted| name.is_none_or(|name| name == wanted);
    let wants_server = wants(BenchName::Import) || wants(BenchName::Search);
    let wants_engine = wants(BenchName::Engine);
    if wants(BenchName::Spa) {
        build::browser_application(&mut Steps::new(build::STEPS - 1))?;
    }
    if wants_server || wants_engine {
        build::server(true)?;
    }
    println!();
    machine::print()?;
    if wants(BenchName::Spa) {
        println!("\nspa: what a browser downloads");
        spa::print_sizes()?;
    }
    if wants_server {
        place::each(|place| over_http(place, wants(BenchName::Import), wants(BenchName::Search)))?;
    }
    if wants_engine {
        engine::measure(rows())?;
    }
    Ok(())
}

/// Imports the sample into a new server; what is asked of it afterwards is measured on the embedded
/// database only, because the index is the same.
fn over_http(place: &Place<'_>, is_import: bool, is_search: bool) -> Result<()> {
    if place.postgres.is_some() && !is_import {
        return Ok(());
    }
    let subject = Subject::start(place, rows())?;
    println!("\nimport, {}: {} rows of CSV", place.name(), subject.rows);
    let took = import::measure(&subject)?;
    if is_search && place.postgres.is_none() {
        println!("\nsearch: {} queries of a kind", search::REPEATS);
        search::measure(&subject)?;
    }
    let rows = subject.rows;
    subject.stop()?;
    if is_import {
        let raw = raw::measure(place, rows)?;
        let own = figures::rate(rows, took);
        println!("    that is {:.2} of the raw limit (aim: 0.33)", own / raw);
    }
    Ok(())
}

/// How many contacts are written: a million, or as many as the variable says.
fn rows() -> usize {
    std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000)
}
