//! What helps against a fault of the index.

use std::io;
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use crate::Error;

/// What helps against a fault of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cure {
    /// Only somebody else can help: another process holds the index, the disk is full, the folder may
    /// not be written.
    Wait,
    /// Opening it again may help.
    Reopen,
    /// Its files are damaged: it has to be made anew.
    Wipe,
}

/// Bytes of free space below which a writer that died of an unknown cause died of a full disk.
const SCARCE: u64 = 16 << 20;

impl Error {
    /// What helps.
    pub fn cure(&self) -> Cure {
        match self {
            Self::Tantivy(error) => of_tantivy(error),
            Self::Io(error) => of_io(error),
            Self::Panicked | Self::Cursor | Self::Filter { .. } => Cure::Reopen,
        }
    }
}

fn of_tantivy(error: &TantivyError) -> Cure {
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => Cure::Wait,
        TantivyError::LockFailure(LockError::IoError(error), _) | TantivyError::IoError(error) => {
            of_io(error)
        }
        TantivyError::OpenDirectoryError(error) => match error {
            OpenDirectoryError::FailedToCreateTempDir(error)
            | OpenDirectoryError::IoError { io_error: error, .. } => of_io(error),
            OpenDirectoryError::NotADirectory(_) => Cure::Wait,
            OpenDirectoryError::DoesNotExist(_) => Cure::Reopen,
        },
        TantivyError::OpenReadError(error) => match error {
            OpenReadError::IoError { io_error, .. } => of_io(io_error),
            OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_) => Cure::Wipe,
        },
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => of_io(io_error),
        TantivyError::OpenWriteError(OpenWriteError::FileAlreadyExists(_))
        | TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::DeserializeError(_)
        | TantivyError::SchemaError(_)
        | TantivyError::FieldNotFound(_) => Cure::Wipe,
        _ => Cure::Reopen,
    }
}

fn of_io(error: &io::Error) -> Cure {
    /// Too many open files, in the process and on the machine.
    const OPEN_FILES: [i32; 2] = [24, 23];
    match error.kind() {
        io::ErrorKind::StorageFull
        | io::ErrorKind::QuotaExceeded
        | io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::AlreadyExists
        | io::ErrorKind::OutOfMemory => Cure::Wait,
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::NotFound => {
            Cure::Wipe
        }
        _ if error.raw_os_error().is_some_and(|code| OPEN_FILES.contains(&code)) => Cure::Wait,
        _ => Cure::Reopen,
    }
}

/// Whether there is hardly any space left where the index lies. A writer that dies does not say of
/// what.
pub(crate) fn is_scarce(dir: &Path) -> bool {
    rustix::fs::statvfs(dir).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < SCARCE)
}
