//! People at work while faults happen: two who edit, one who imports.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, anyhow, ensure};

use super::edits::{self, Edits};
use super::imports::{self, Imports};
use super::team::Team;

/// What all of them had acknowledged.
pub(super) struct Work {
    pub(super) edits: Vec<Edits>,
    pub(super) imports: Vec<Imports>,
}

impl Work {
    /// Answers of 2xx to edits.
    pub(super) fn acknowledged(&self) -> usize {
        self.edits.iter().map(|edits| edits.acknowledged).sum()
    }

    /// An error if people got nothing done: then the faults met nothing.
    pub(super) fn ensure_done(&self) -> Result<()> {
        let files: usize = self.imports.iter().map(|imports| imports.committed.len()).sum();
        let edits = self.acknowledged();
        ensure!(edits > 0 && files > 0, "only {edits} edits and {files} files were acknowledged");
        Ok(())
    }

    /// Requests that were sent again.
    pub(super) fn repeated(&self) -> usize {
        self.edits.iter().map(|edits| edits.repeated).sum()
    }
}

/// Lets people work, at these nodes in turn, while `faults` does its own; then they end what they began.
pub(super) fn during(
    team: &Team,
    addresses: &[&str],
    rows: u64,
    faults: impl FnOnce() -> Result<()>,
) -> Result<Work> {
    let end = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let at = |number: u64| {
            let number = usize::try_from(number).unwrap_or_default();
            team.at(addresses[number % addresses.len()])
        };
        let editors: Vec<_> = (0..2)
            .map(|number| {
                let (client, end) = (at(number), &end);
                threads.spawn(move || edits::run(&client, number, end))
            })
            .collect();
        let (client, stop) = (at(0), &end);
        let importer = threads.spawn(move || imports::run(&client, 0, rows, stop));
        let outcome = faults();
        end.store(true, Ordering::Relaxed);
        let edits: Result<Vec<_>> =
            editors.into_iter().map(|editor| editor.join().map_err(|_| panicked())?).collect();
        let imports = importer.join().map_err(|_| panicked())?;
        outcome?;
        Ok(Work { edits: edits?, imports: vec![imports?] })
    })
}

fn panicked() -> anyhow::Error {
    anyhow!("somebody at work panicked")
}
