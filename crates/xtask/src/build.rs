//! `cargo xtask build`: the browser application, then the server around it.

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
    browser_application(steps)?;
    steps.step("build the server", || server(release))
}

/// What a selection of crates is that shares its libraries with the tests: a crate alone asks for other features
/// of them, so that many would be compiled once more.
pub(crate) const TESTED: [&str; 3] = ["--workspace", "--exclude", "frontend"];

/// Builds the server out of what its tests were built of.
pub(crate) fn tested_server() -> Result<()> {
    let mut cargo = workspace::cargo(&["build"]);
    process::run(cargo.args(TESTED).args(["--bins", "--tests"]))
}

/// How many steps [`browser_application`] takes.
pub(crate) const PAGE_STEPS: usize = STEPS - 1;

/// Builds the browser application alone.
pub(crate) fn browser_application(steps: &mut Steps) -> Result<()> {
    steps.step("compile the browser application", spa::compile)?;
    steps.step("assemble the browser application", spa::assemble)
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
