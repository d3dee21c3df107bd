//! Programs of the machine: found, or installed where that is ours to do.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// The program's path, looked up as a shell does.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// True when we run as root.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Installs Debian packages when we may; else says in one line what is missing.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if !is_root() || find("apt-get").is_none() {
        bail!("{what} is missing: install it (Debian: apt-get install {names}) and try again");
    }
    println!("    {what} is missing: installing {names} with apt-get");
    process::run(apt_get().arg("update"))?;
    process::run(apt_get().args(["install", "-y"]).args(packages))
}

/// Installs SQLite's own shell where it is missing.
pub(crate) fn ensure_sqlite() -> Result<()> {
    if find("sqlite3").is_none() {
        install("the sqlite3 shell", &["sqlite3"])?;
    }
    match find("sqlite3") {
        Some(_) => Ok(()),
        None => bail!("sqlite3 was installed but is not to be found"),
    }
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("-qq").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// True when `file` is missing or older than `source`.
pub(crate) fn is_stale(file: &Path, source: &Path) -> bool {
    let modified = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    match (modified(file), modified(source)) {
        (Some(file), Some(source)) => file < source,
        (file, _) => file.is_none(),
    }
}
