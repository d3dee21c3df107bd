//! The browser journeys, and the Chromium they need.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::workspace::JOURNEYS;
use crate::{npm, process, tools, workspace};

const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Runs every journey against a server that leaves its mails in `outbox`, and knows the fake CRM at `crm`.
pub(crate) fn run_journeys(address: &str, outbox: &Path, crm: &str) -> Result<()> {
    let chromium = find_chromium()?;
    npm::ensure_packages(Path::new(JOURNEYS))?;
    let mut playwright = Command::new(Path::new("node_modules/.bin/playwright"));
    playwright.arg("test").current_dir(JOURNEYS);
    let server = workspace::server(false).canonicalize()?;
    playwright.env("BASE_URL", address).env("OUTBOX", outbox).env("CHROMIUM", chromium);
    playwright.env("FAKE_CRM", crm);
    // What those who run an installation do by hand.
    playwright.env("SERVER", server);
    process::run(&mut playwright)
}

fn find_chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return Ok(path.into());
    }
    let find = || CHROMIUM.iter().find_map(|name| tools::find(name));
    if let Some(path) = find() {
        return Ok(path);
    }
    tools::install("Chromium", &["chromium"])?;
    find().context("Chromium was installed but is not to be found")
}
