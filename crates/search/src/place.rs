use std::path::PathBuf;

/// Where an index lies.
#[derive(Debug, Clone)]
pub enum Place {
    /// In a folder of its own, which is made where it is missing.
    Folder(PathBuf),
    /// In memory, until its writer ends; for tests.
    Memory,
}
