//! Faults on purpose: processes killed and frozen, a database that crashes, a disk that fills. After each
//! the product goes on, and what it acknowledged, what it stores and what it finds are compared.
//!
//! Everything runs on loopback, on databases of its own, and ends by itself.

mod chance;
mod compare;
mod edits;
mod fleet;
mod full_disk;
mod imports;
mod kill;
mod node;
mod power;
mod site;
mod sleeper;
mod starts;
mod team;
mod traffic;

use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::postgres::{Durability, Postgres};
use crate::tools;
use chance::Chance;
use site::Site;

/// How much of it.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    /// Faults of a kind.
    faults: u32,
    /// Rows of each imported file.
    rows: u64,
}

impl Extent {
    /// For every test run.
    pub(crate) const SHORT: Self = Self { faults: 3, rows: 600 };

    /// For a night.
    pub(crate) const fn long(faults: u32) -> Self {
        Self { faults, rows: 5_000 }
    }
}

/// Does all of it, or what has `only` in its name, with the server that is built; the same seed
/// chooses the same moments.
pub(crate) fn run(extent: Extent, seed: Option<u64>, only: Option<&str>) -> Result<()> {
    tools::ensure_sqlite()?;
    let seed = seed.unwrap_or_else(Chance::seed);
    println!("    seed {seed}");
    let mut chance = Chance::new(seed);
    let folder = tempfile::Builder::new().prefix("contacts-faults-").tempdir()?;
    let mut postgres = Postgres::start(folder.path(), Durability::Safe)?;
    let named = |name: &str, work: &mut dyn FnMut() -> Result<()>| -> Result<()> {
        if only.is_some_and(|only| !name.contains(only)) {
            return Ok(());
        }
        println!("  {name}");
        let begun = Instant::now();
        work().with_context(|| name.to_owned())?;
        println!("    {:.0} s", begun.elapsed().as_secs_f64());
        Ok(())
    };
    named("kill -9, SQLite", &mut || kill::run(&Site::embedded()?, extent, &mut chance))?;
    named("kill -9, PostgreSQL", &mut || kill::run(&Site::on(&postgres)?, extent, &mut chance))?;
    named("PostgreSQL crashes", &mut || power::run(&mut postgres, extent, &mut chance))?;
    named("a frozen worker", &mut || sleeper::run(&Site::on(&postgres)?, extent))?;
    named("two first starts at once", &mut || starts::run(&postgres, extent))?;
    named("a fleet of four", &mut || fleet::run(&Site::on(&postgres)?, extent, &mut chance))?;
    named("a disk of 64 MB fills", &mut || full_disk::run(extent))?;
    postgres.stop()
}
