//! Formatting and clippy, with warnings as errors.

use anyhow::Result;

use crate::steps::Steps;
use crate::{process, spa, workspace};

/// Formatting first: it is the quickest to fail.
pub(super) fn run(steps: &mut Steps) -> Result<()> {
    steps
        .step("formatting", || process::run(&mut workspace::cargo(&["fmt", "--all", "--check"])))?;
    steps.step("clippy", || {
        let mut cargo = workspace::cargo(&["clippy", "--workspace", "--exclude", "frontend"]);
        process::run(cargo.args(["--all-targets", "--", "-D", "warnings"]))
    })?;
    steps.step("clippy on the browser application", || {
        spa::ensure_target()?;
        let mut cargo = workspace::cargo(&["clippy", "--package", "frontend"]);
        process::run(workspace::for_wasm(&mut cargo).args(["--", "-D", "warnings"]))
    })
}
