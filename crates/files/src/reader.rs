use std::io;
use std::path::{Path, PathBuf};

use domain::import::SourceRequest;

use crate::stream::Stream;
use crate::{Dialect, Inspection, Rows, Unreadable};

/// Reads files, with a program that opens workbooks in a process of its own: one that answers the
/// argument `read-sheet` by [`serve_sheet`](crate::serve_sheet).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    pub(crate) program: PathBuf,
}

impl Reader {
    /// With this program.
    pub fn with(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into() }
    }

    /// With the program that runs, which is how the server does it.
    ///
    /// # Errors
    /// The system does not tell where that is.
    pub fn of_this_program() -> io::Result<Self> {
        std::env::current_exe().map(Self::with)
    }

    /// As [`inspect`].
    pub fn inspect(&self, path: &Path) -> Result<Inspection, Unreadable> {
        self.inspect_as(path, &SourceRequest::default())
    }

    /// As [`rows`].
    ///
    /// # Errors
    /// The file cannot be opened, or its dialect names an unknown encoding.
    pub fn rows(&self, path: &Path, dialect: &Dialect) -> io::Result<Rows> {
        Ok(Rows::new(Stream::open(&self.program, path, dialect)?, dialect))
    }
}

/// Looks at a file: what it is, how it is written, what its columns mean. Of tables the first MiB is
/// looked at, of cards, objects and archives all, so that no column is missed.
pub fn inspect(path: &Path) -> Result<Inspection, Unreadable> {
    Reader::of_this_program()?.inspect(path)
}

/// Looks at a file as a person wants it to be read; what they did not choose is found out.
pub fn inspect_as(path: &Path, choices: &SourceRequest) -> Result<Inspection, Unreadable> {
    Reader::of_this_program()?.inspect_as(path, choices)
}

/// Opens a file to read it row by row.
///
/// # Errors
/// The file cannot be opened, or its dialect names an unknown encoding.
pub fn rows(path: &Path, dialect: &Dialect) -> io::Result<Rows> {
    Reader::of_this_program()?.rows(path, dialect)
}
