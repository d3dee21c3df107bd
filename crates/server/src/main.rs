//! The one binary of the product: API, worker and page in a process, and what an operator needs.

mod assets;
mod audit;
mod config;
mod demo;
mod keys;
mod outbound;
mod run;
mod sources;
mod telemetry;
mod tools;

use clap::Parser;

use config::{Command, Options};

fn main() -> anyhow::Result<()> {
    match Options::parse().command {
        Command::All(settings) => run::all(settings),
        Command::Migrate(settings) => tools::migrate(&settings),
        Command::AuditVerify { storage, known } => audit::verify(&storage, &known),
        Command::RotateKeys(storage) => tools::rotate_keys(&storage),
        Command::Openapi => tools::openapi(),
        Command::Sample { rows, seed, format: config::SampleFormat::Csv } => {
            tools::sample_csv(rows, seed)
        }
        Command::Healthcheck { listen } => tools::healthcheck(listen),
    }
}
