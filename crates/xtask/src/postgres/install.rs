//! Where `PostgreSQL`'s programs are.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::tools;

/// Debian keeps one folder a version here, off the search path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder with `initdb` and `postgres`, installed first when there is none.
pub(super) fn find_or_install() -> Result<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    tools::install("PostgreSQL", &["postgresql"])?;
    find().context("PostgreSQL was installed but is not to be found")
}

fn find() -> Option<PathBuf> {
    on_search_path().or_else(|| newest(Path::new(DEBIAN)))
}

fn on_search_path() -> Option<PathBuf> {
    let folder = tools::find("initdb")?.parent()?.to_path_buf();
    is_complete(&folder).then_some(folder)
}

fn newest(versions: &Path) -> Option<PathBuf> {
    fs::read_dir(versions)
        .ok()?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version: u32 = path.file_name()?.to_str()?.parse().ok()?;
            let folder = path.join("bin");
            is_complete(&folder).then_some((version, folder))
        })
        .max()
        .map(|(_, folder)| folder)
}

fn is_complete(folder: &Path) -> bool {
    folder.join("initdb").is_file() && folder.join("postgres").is_file()
}

#[cfg(test)]
mod tests {
    use super::newest;
    use std::fs;

    #[test]
    fn takes_the_newest_complete_version() {
        let root = tempfile::tempdir().unwrap();
        for (version, programs) in [
            ("9", &["initdb", "postgres"][..]),
            ("17", &["initdb", "postgres"]),
            ("18", &["initdb"]),
        ] {
            let folder = root.path().join(version).join("bin");
            fs::create_dir_all(&folder).unwrap();
            for program in programs {
                fs::write(folder.join(program), "").unwrap();
            }
        }
        assert_eq!(newest(root.path()), Some(root.path().join("17/bin")));
    }
}
