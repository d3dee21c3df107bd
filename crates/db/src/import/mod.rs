//! Runs of imports.

mod create;
mod read;
mod update;

pub use create::{NewImport, create};
pub use read::{Stored, before_commit, find, ids, list, with_files};
pub use update::{Tally, begin, cancel, complete, delete_all, fail, progress, resume, set_mapping};
