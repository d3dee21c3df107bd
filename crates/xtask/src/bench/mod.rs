//! `cargo xtask bench`: measures a release build and prints what it saw. It
//! judges nothing: a figure belongs to the machine printed above it.

mod engine;
mod figures;
mod import;
mod machine;
mod place;
mod progress;
mod push;
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
    let (wants_import, wants_search) = (wants(BenchName::Import), wants(BenchName::Search));
    let wants_engine = wants(BenchName::Engine);
    let wants_push = wants(BenchName::Push);
    if wants(BenchName::Spa) {
        build::browser_application(&mut Steps::new(build::PAGE_STEPS), true)?;
    }
    if wants_import || wants_search || wants_engine || wants_push {
        build::server(true)?;
    }
    if wants_push {
        build::fake_crm()?;
    }
    println!();
    machine::print()?;
    if wants(BenchName::Spa) {
        println!("\nspa: what a browser downloads");
        spa::print_sizes()?;
    }
    if wants_import {
        place::each(import)?;
    }
    if wants_search {
        for rows in sizes() {
            place::embedded(|place| search::measure(place, rows))?;
        }
    }
    if wants_engine {
        engine::measure(rows())?;
    }
    if wants_push {
        push::measure()?;
    }
    Ok(())
}

/// Imports the sample into a new server, then copies it by the database's own tool.
fn import(place: &Place<'_>) -> Result<()> {
    let subject = Subject::start(place, rows())?;
    println!("\nimport, {}: {} rows of CSV", place.name(), subject.rows);
    let took = import::measure(&subject)?;
    let rows = subject.rows;
    subject.stop()?;
    let own = figures::rate(rows, took);
    let alone = raw::contacts(place, rows)?;
    let all = raw::import(place, rows)?;
    println!("    ours is {:.2} of that, and {:.2} of contacts alone", own / all, own / alone);
    Ok(())
}

/// How many contacts are written: a million, or as many as the variable says.
fn rows() -> usize {
    sizes().last().copied().unwrap_or_default()
}

/// The sizes of a workspace that are measured, smallest first: `ROWS` may name others, with commas between.
fn sizes() -> Vec<usize> {
    let given = std::env::var("ROWS").unwrap_or_default();
    let mut sizes: Vec<usize> =
        given.split(',').filter_map(|rows| rows.trim().parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 1_000_000];
    }
    sizes.sort_unstable();
    sizes
}
