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

/// Builds the browser application alone, in one step less.
pub(crate) fn browser_application(steps: &mut Steps) -> Result<()> {
    steps.step("compile the browser application", spa::compile)?;
    steps.step("assemble the browser application", spa::assemble)
}

/// Builds the program that is a CRM in tests.
pub(crate) fn fake_crm(release: bool) -> Result<()> {
    let mut cargo = workspace::cargo(&["build", "--package", "fake-crm"]);
    if release {
        cargo.arg("--release");
    }
    process::run(&mut cargo)
}

/// Builds the server with whatever browser application is there.
pub(crate) fn server(release: bool) -> Result<()> {
    let mut cargo = workspace::cargo(&["build", "--package", "server"]);
    if release {
        cargo.arg("--release");
    }
    process::run(&mut cargo)
}
