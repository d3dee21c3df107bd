use std::io;
use std::path::{Path, PathBuf};

use domain::ImportId;

/// Where uploaded files lie: one file an import, named by its id.
#[derive(Debug, Clone)]
pub struct Store {
    dir: PathBuf,
}

impl Store {
    /// Opens the folder, making it where it is missing.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(dir: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(dir)?;
        Ok(Self { dir: dir.to_owned() })
    }

    /// The folder itself, in which a file may be written before it has a name.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where the file of an import lies.
    pub fn path(&self, import: ImportId) -> PathBuf {
        self.dir.join(import.to_string())
    }

    /// Removes the file of an import; one that is gone already is no fault.
    ///
    /// # Errors
    /// The file is there and cannot be removed.
    pub fn remove(&self, import: ImportId) -> io::Result<()> {
        match std::fs::remove_file(self.path(import)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}
