//! From Rust to wasm.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use tempfile::NamedTempFile;

use crate::process::Running;
use crate::workspace::{self, WASM};
use crate::{process, tools};

/// Compiles the crate `frontend`; cargo skips what has not changed.
pub(crate) fn compile() -> Result<()> {
    ensure_target()?;
    process::run(&mut compiler())
}

/// The same, at work while something else is done: most of it is one thread that links, and the tests wait for
/// databases half of their time. Ended if it is dropped.
pub(crate) struct Compiling {
    compiler: Running,
    told: NamedTempFile,
}

impl Compiling {
    /// Begins; what the compiler says is kept.
    pub(crate) fn begin() -> Result<Self> {
        ensure_target()?;
        let told = NamedTempFile::new()?;
        let mut compiler = compiler();
        let kept = told.reopen()?;
        compiler.stdout(kept.try_clone()?).stderr(kept);
        Ok(Self { compiler: Running::spawn(&mut compiler)?, told })
    }

    /// Waits for the end, and prints what the compiler said if it failed.
    pub(crate) fn finish(mut self) -> Result<()> {
        let status = self.compiler.wait()?;
        if !status.success() {
            eprintln!("{}", std::fs::read_to_string(self.told.path())?);
            bail!("compiling the browser application failed ({status})");
        }
        Ok(())
    }
}

fn compiler() -> Command {
    let mut cargo = workspace::cargo(&["build", "--package", "frontend"]);
    cargo.args(["--profile", "wasm-release"]);
    workspace::for_wasm(&mut cargo);
    cargo
}

/// What [`compile`] writes.
pub(super) fn wasm_file() -> PathBuf {
    workspace::spa_target().join(WASM).join("wasm-release/frontend.wasm")
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
