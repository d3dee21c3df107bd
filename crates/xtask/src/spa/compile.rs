//! From Rust to wasm.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::workspace::{self, WASM};
use crate::{process, tools};

/// Compiles the crate `frontend`; cargo skips what has not changed.
pub(crate) fn compile(release: bool) -> Result<()> {
    ensure_target()?;
    let mut cargo = workspace::cargo(&["build", "--package", "frontend"]);
    cargo.args(["--profile", profile(release)]);
    process::run(workspace::for_wasm(&mut cargo))
}

/// What [`compile`] writes.
pub(super) fn wasm_file(release: bool) -> PathBuf {
    workspace::spa_target().join(WASM).join(profile(release)).join("frontend.wasm")
}

/// Both are optimised, for an unoptimised page is too slow to use; what is released is optimised as a whole.
fn profile(release: bool) -> &'static str {
    if release { "wasm-release" } else { "wasm-dev" }
}

/// Adds the wasm target to the toolchain when it has none.
fn ensure_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let library =
        process::output(Command::new(rustc).args(["--print", "target-libdir", "--target", WASM]))
            .context("asking rustc for the wasm target")?;
    if Path::new(library.trim()).exists() {
        return Ok(());
    }
    if tools::find("rustup").is_none() {
        bail!("the Rust target {WASM} is missing, and there is no rustup to add it");
    }
    println!("    the Rust target {WASM} is missing: adding it with rustup");
    process::run(Command::new("rustup").args(["target", "add", WASM]))
}
