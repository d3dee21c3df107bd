//! Formatting, and clippy with warnings as errors.

use anyhow::{Result, bail};

use crate::cli::TestOptions;
use crate::steps::Steps;
use crate::{build, process, tools, workspace};

/// Formatting first: it is the quickest to fail. Then everything is compiled by clippy, which is the compiler with
/// more to say: a run of its own would read all crates and their libraries once more.
pub(super) fn run(steps: &mut Steps, options: &TestOptions) -> Result<()> {
    steps
        .step("formatting", || process::run(&mut workspace::cargo(&["fmt", "--all", "--check"])))?;
    steps.step("compile everything, with clippy", || {
        if tools::find(build::CLIPPY).is_none() {
            bail!("clippy is missing: rustup component add clippy");
        }
        let compile = ["test", "--no-run"];
        process::run(&mut build::tested_tasks(&compile))?;
        process::run(build::tested(&compile).args(targets(options)))
    })
}

/// What is compiled and run: for the inner loop without the examples in docs, which are compiled one by one.
pub(super) fn targets(options: &TestOptions) -> &'static [&'static str] {
    if options.fast { &["--lib", "--bins", "--tests"] } else { &[] }
}
