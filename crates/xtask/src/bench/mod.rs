//! `cargo xtask bench`: measures a release build and prints what it saw. It
//! judges nothing: a figure belongs to the machine printed above it.

mod engine;
mod figures;
mod import;
mod machine;
mod raw;
mod sample;
mod search;
mod subject;

use anyhow::Result;

use crate::cli::BenchName;
use crate::steps::Steps;
use crate::{build, spa};
use subject::Subject;

/// Measures one thing, or all.
pub(crate) fn run(name: Option<BenchName>) -> Result<()> {
    let wants = |wanted| name.is_none_or(|name| name == wanted);
    let wants_server = wants(BenchName::Import) || wants(BenchName::Search);
    let wants_engine = wants(BenchName::Engine);
    if wants_engine && !wants_server {
        build::server(true)?;
    }
    if wants_server {
        build::everything(&mut Steps::new(build::STEPS), true)?;
    } else if !wants_engine {
        build::browser_application(&mut Steps::new(build::STEPS - 1))?;
    }
    println!();
    machine::print()?;
    if wants(BenchName::Spa) {
        println!("\nspa: what a browser downloads");
        spa::print_sizes()?;
    }
    if wants_server {
        let subject = Subject::start()?;
        println!("\nimport: {} rows of CSV", sample::ROWS);
        import::measure(&subject)?;
        if wants(BenchName::Search) {
            println!("\nsearch: {} queries of a kind", search::REPEATS);
            search::measure(&subject)?;
        }
        subject.stop()?;
    }
    if wants_engine {
        engine::measure()?;
    }
    Ok(())
}
