//! The one binary of the product: API, worker and page in a process, and what an operator needs.

mod assets;
mod audit;
mod backup;
mod carry;
mod config;
mod demo;
mod keys;
mod manifest;
mod operator;
mod outbound;
mod package;
mod prepare;
mod reindex;
mod restore;
mod run;
mod sources;
mod telemetry;
mod tools;

use std::process::ExitCode;

use clap::Parser;
use rustix::fs::Mode;

use config::{Command, Options};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Whatever any command makes, records, uploads, an index or a backup, is for its own user alone.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line, with its reasons: what to mend, then why.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> anyhow::Result<()> {
    match Options::parse().command {
        Command::All(settings) => run::all(settings),
        Command::Api(settings) => run::api(settings),
        Command::Worker(settings) => run::worker(settings),
        Command::Migrate(settings) => tools::migrate(&settings),
        Command::AuditVerify { storage, known } => audit::verify(&storage, &known),
        Command::AuditSeal(storage) => audit::seal(&storage),
        Command::RotateKeys(storage) => tools::rotate_keys(&storage),
        Command::Operator { change, storage } => operator::change(&storage, change),
        Command::Package { organization, package, storage } => {
            package::assign(&storage, organization, package)
        }
        Command::Backup { storage, to } => backup::backup(&storage, &to),
        Command::Restore { from, data, keys } => restore::restore(&from, &data, keys.as_deref()),
        Command::Move(moving) => carry::carry(moving),
        Command::Reindex(storage) => reindex::reindex(&storage),
        Command::Openapi => tools::openapi(),
        Command::Sample { rows, seed, format: config::SampleFormat::Csv } => {
            tools::sample_csv(rows, seed)
        }
        Command::ReadSheet { sheet } => Ok(files::serve_sheet(sheet.as_deref())?),
        Command::Healthcheck { listen } => tools::healthcheck(listen),
    }
}
