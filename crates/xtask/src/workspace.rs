//! Where things are. All paths are relative to the repository's root, which
//! [`enter`] makes the current directory.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

/// The assembled browser application, as the server embeds it.
pub(crate) const SPA: &str = "dist/spa";
/// The committed description of the HTTP API.
pub(crate) const OPENAPI: &str = "openapi/openapi.json";
/// The browser journeys.
pub(crate) const JOURNEYS: &str = "e2e";
/// The identity provider that people sign in at in tests.
pub(crate) const IDENTITY_PROVIDER: &str = "crates/connect/tests/provider";
/// The mock that others made of the CRM's specification.
pub(crate) const CRM_MOCK: &str = "crates/fake-crm/tests/mock";
/// The target of everything that runs in a browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Makes the repository's root the current directory, wherever the command was typed.
pub(crate) fn enter() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::set_current_dir(&root).with_context(|| format!("entering {}", root.display()))
}

/// Cargo's output directory.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

/// The output directory of wasm builds, apart so that the two never wait for
/// each other's lock nor throw away each other's work.
pub(crate) fn spa_target() -> PathBuf {
    target().join("spa")
}

/// The server's binary.
pub(crate) fn server(release: bool) -> PathBuf {
    target().join(if release { "release" } else { "debug" }).join("server")
}

/// The program that is a CRM in tests.
pub(crate) fn fake_crm(release: bool) -> PathBuf {
    target().join(if release { "release" } else { "debug" }).join("fake-crm")
}

/// The cargo that started us, with these words as its first arguments.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words);
    command
}

/// Adds the target and the output directory of wasm builds.
pub(crate) fn for_wasm(command: &mut Command) -> &mut Command {
    command.args(["--target", WASM, "--target-dir"]).arg(spa_target())
}
