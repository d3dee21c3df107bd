//! Node and the packages of a folder that has a `package-lock.json`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{process, tools};

/// Installs the packages that the folder's lock file names, unless they are there.
pub(crate) fn ensure_packages(folder: &Path) -> Result<()> {
    if tools::find("node").is_none() || tools::find("npm").is_none() {
        tools::install("Node", &["nodejs", "npm"])?;
    }
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
