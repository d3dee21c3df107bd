use std::path::{Path, PathBuf};

/// What can go wrong with secrets. No message carries a byte of one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Sealed bytes that were changed, moved to another place, or sealed under another key.
    #[error("the sealed value does not open: it was changed, moved, or sealed under another key")]
    DoesNotOpen,
    /// A data key was wrapped under a key that this server does not have.
    #[error(
        "key version {0} is missing; give this server all versions that were ever in use, \
         or restore the key file that has it"
    )]
    MissingVersion(i64),
    /// The text with the key-encryption keys is not as expected.
    #[error("key-encryption keys: {0}")]
    Keys(String),
    /// The key file is not as expected.
    #[error("{}: {problem}", path.display())]
    KeyFile { path: PathBuf, problem: String },
    /// The key file cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
}

impl Error {
    pub(crate) fn file(path: &Path, problem: impl Into<String>) -> Self {
        Self::KeyFile { path: path.to_owned(), problem: problem.into() }
    }

    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Io { path, source }
    }
}
