//! Runs of imports.

mod create;
mod read;
mod update;

pub use create::{NewImport, create};
pub use read::{Stored, find, list};
pub use update::{Tally, begin, cancel, complete, fail, progress, set_mapping};
