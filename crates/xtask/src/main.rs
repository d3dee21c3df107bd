//! What a person types in this repository: `cargo xtask help` lists it.
//!
//! Every command works from the repository's root, says what it does while it
//! does it, and stops what it started.

mod bench;
mod browser;
mod build;
mod cli;
mod contract;
mod crm;
mod faults;
mod http;
mod identity_provider;
mod interrupt;
mod npm;
mod openapi;
mod postgres;
mod process;
mod run;
mod service;
mod spa;
mod steps;
mod suite;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Task};

fn main() -> ExitCode {
    match dispatch(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(task: Task) -> anyhow::Result<ExitCode> {
    workspace::enter()?;
    interrupt::listen()?;
    match task {
        Task::Build { release } => build::build(release)?,
        Task::Run(options) => return run::run(&options),
        Task::Test(options) => suite::run(&options)?,
        Task::Torture(options) => {
            build::server(false)?;
            faults::run(
                faults::Extent::long(options.faults),
                options.seed,
                options.only.as_deref(),
            )?;
        }
        Task::Contract => contract::check()?,
        Task::Openapi => openapi::write()?,
        Task::Bench { name } => bench::run(name)?,
    }
    Ok(ExitCode::SUCCESS)
}
