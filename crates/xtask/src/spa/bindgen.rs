//! wasm-bindgen, called as a library instead of a tool of the same version.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::workspace;

/// Rewrites the program and returns the folder with `app.js`, `app_bg.wasm`
/// and the JavaScript snippets of libraries.
pub(super) fn rewrite(wasm: &Path) -> Result<PathBuf> {
    let folder = workspace::spa_target().join("bindgen");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Bindgen::new()
        .input_path(wasm)
        .out_name("app")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)
        .context("rewriting the program with wasm-bindgen")?;
    if folder.join("package.json").exists() {
        bail!("a library of the browser application wants an npm package; none is bundled");
    }
    Ok(folder)
}
