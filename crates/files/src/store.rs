use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use domain::{ImportId, Timestamp};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

/// Where uploaded files lie: one file an import, named by its id.
#[derive(Debug, Clone)]
pub struct Store {
    dir: PathBuf,
}

/// What is known of a file before it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print {
    /// Its length.
    pub bytes: u64,
    pub sha256: [u8; 32],
}

impl Print {
    /// Reads a file to its end.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                return Ok(Self { bytes, sha256: hash.finalize().into() });
            }
            bytes += read as u64;
            hash.update(&buffer[..read]);
        }
    }
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

    /// The folder in it for files that another node received: they can be had again.
    #[must_use]
    pub fn copies(&self) -> Self {
        Self { dir: self.dir.join("copies") }
    }

    /// Where the file of an import lies.
    pub fn path(&self, import: ImportId) -> PathBuf {
        self.dir.join(import.to_string())
    }

    /// Whether the file of an import is here, whole and as it was.
    ///
    /// # Errors
    /// It is here and cannot be read.
    pub fn holds(&self, import: ImportId, print: Print) -> io::Result<bool> {
        let path = self.path(import);
        match std::fs::metadata(&path) {
            Ok(found) if found.len() == print.bytes => Ok(Print::of(&path)? == print),
            Ok(_) => Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Where the file of an import lies on this node: as it was received, or as a copy, which is made
    /// of the pieces that another node left where it is not there yet. None if it is nowhere.
    ///
    /// # Errors
    /// Those of `next`, or a file cannot be read or written.
    pub fn at_hand<E: From<io::Error>>(
        &self,
        import: ImportId,
        print: Print,
        next: impl FnMut() -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Option<PathBuf>, E> {
        if self.holds(import, print)? {
            return Ok(Some(self.path(import)));
        }
        let copies = self.copies();
        let here = copies.holds(import, print)? || copies.receive(import, print, next)?;
        Ok(here.then(|| copies.path(import)))
    }

    /// Takes the file of an import in, piece by piece until there is none; answers whether it was the
    /// expected one. It has its name only when it is whole.
    ///
    /// # Errors
    /// Those of `next`, or the file cannot be written.
    pub fn receive<E: From<io::Error>>(
        &self,
        import: ImportId,
        print: Print,
        mut next: impl FnMut() -> Result<Option<Vec<u8>>, E>,
    ) -> Result<bool, E> {
        std::fs::create_dir_all(&self.dir)?;
        let mut draft = NamedTempFile::new_in(&self.dir)?;
        while let Some(piece) = next()? {
            draft.write_all(&piece)?;
        }
        if Print::of(draft.path())? != print {
            return Ok(false);
        }
        draft.as_file().sync_all()?;
        draft.persist(self.path(import)).map_err(|error| error.error)?;
        Ok(true)
    }

    /// Removes the file of an import and its copy; one that is gone already is no fault.
    ///
    /// # Errors
    /// The file is there and cannot be removed.
    pub fn remove(&self, import: ImportId) -> io::Result<()> {
        gone(std::fs::remove_file(self.path(import)))?;
        gone(std::fs::remove_file(self.copies().path(import)))
    }

    /// The imports whose files have lain here since before a moment. Files without a name that are as
    /// old are removed: whoever wrote them was cut off.
    ///
    /// # Errors
    /// The folder cannot be read, or such a file not removed.
    pub fn older_than(&self, before: Timestamp) -> io::Result<Vec<ImportId>> {
        let mut found = Vec::new();
        let entries = match std::fs::read_dir(&self.dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let Ok(about) = entry.metadata() else { continue };
            let since = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
            let written = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
            if !about.is_file() || written >= before.micros() {
                continue;
            }
            match entry.file_name().to_string_lossy().parse() {
                Ok(import) => found.push(import),
                Err(_) if entry.file_name().to_string_lossy().starts_with(".tmp") => {
                    gone(std::fs::remove_file(entry.path()))?;
                }
                Err(_) => {}
            }
        }
        Ok(found)
    }
}

/// A file that is gone already need not be removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
