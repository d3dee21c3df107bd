//! `cargo xtask build`: the browser application, then the server around it.

use std::process::Command;

use anyhow::Result;

use crate::steps::Steps;
use crate::{process, spa, workspace};

/// How many steps [`everything`] takes.
pub(crate) const STEPS: usize = 3;

/// Builds all and says where the server is.
pub(crate) fn build(release: bool) -> Result<()> {
    everything(&mut Steps::new(STEPS), release)?;
    println!("The server is {}.", workspace::server(release).display());
    Ok(())
}

/// Builds the browser application and the server, as steps of a longer sequence.
pub(crate) fn everything(steps: &mut Steps, release: bool) -> Result<()> {
    browser_application(steps, release)?;
    steps.step("build the server", || server(release))
}

/// The compiler that lints.
pub(crate) const CLIPPY: &str = "clippy-driver";

/// Cargo as the tests of the product use it: for all crates at once, because one alone asks for other features of
/// its libraries, so that many would be compiled once more. For the same reason without these tasks, whose
/// libraries are there by now.
pub(crate) fn tested(words: &[&str]) -> Command {
    let mut cargo = with_clippy(words);
    cargo.args(["--workspace", "--exclude", "xtask"]);
    cargo
}

/// Cargo as the tests of these tasks use it.
pub(crate) fn tested_tasks(words: &[&str]) -> Command {
    let mut cargo = with_clippy(words);
    cargo.args(["--package", "xtask"]);
    cargo
}

/// With clippy in the compiler's place, its warnings being errors. What a plain `cargo build` makes stays apart
/// from it.
fn with_clippy(words: &[&str]) -> Command {
    let mut cargo = workspace::cargo(words);
    cargo.env("RUSTC_WORKSPACE_WRAPPER", CLIPPY);
    // As `cargo clippy -- -D warnings` says it.
    cargo.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    cargo
}

/// Builds the server out of what its tests were built of. Programs are named, for all of them were the page too,
/// whose views the host never needs.
pub(crate) fn tested_server() -> Result<()> {
    process::run(tested(&["build"]).args(["--tests", "--bin", "server", "--bin", "fake-crm"]))
}

/// How many steps [`browser_application`] takes.
pub(crate) const PAGE_STEPS: usize = STEPS - 1;

/// Builds the browser application alone.
pub(crate) fn browser_application(steps: &mut Steps, release: bool) -> Result<()> {
    steps.step("compile the browser application", || spa::compile(release))?;
    steps.step("assemble the browser application", || spa::assemble(release))
}

/// Builds the program that is a CRM in tests, for a bench; the suite has it with the tested server.
pub(crate) fn fake_crm() -> Result<()> {
    process::run(&mut workspace::cargo(&["build", "--package", "fake-crm", "--release"]))
}

/// Builds the server with whatever browser application is there.
pub(crate) fn server(release: bool) -> Result<()> {
    let mut cargo = workspace::cargo(&["build", "--package", "server"]);
    if release {
        cargo.arg("--release");
    }
    process::run(&mut cargo)
}
