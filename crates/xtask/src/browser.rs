//! What the browser journeys need: Chromium, Node, and the packages of `e2e`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::workspace::JOURNEYS;
use crate::{process, tools};

const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Runs every journey against a server.
pub(crate) fn run_journeys(address: &str) -> Result<()> {
    let chromium = find_chromium()?;
    ensure_packages()?;
    let mut playwright = Command::new(Path::new("node_modules/.bin/playwright"));
    playwright.arg("test").current_dir(JOURNEYS).env("BASE_URL", address).env("CHROMIUM", chromium);
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

fn ensure_packages() -> Result<()> {
    if tools::find("node").is_none() || tools::find("npm").is_none() {
        tools::install("Node", &["nodejs", "npm"])?;
    }
    let folder = Path::new(JOURNEYS);
    // npm writes this file last, so an interrupted install is done again.
    let installed = folder.join("node_modules/.package-lock.json");
    if !tools::is_stale(&installed, &folder.join("package-lock.json")) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(&mut npm)
}
