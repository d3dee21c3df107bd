//! Runs of imports.

mod create;
mod read;
mod source;
mod through;
mod update;

pub use create::{NewImport, create};
pub use read::{Stored, before_commit, find, ids, is_other_at_work, list, with_files};
pub use source::set_source;
pub use through::{
    begin_undo, compared, mark, set_counts, set_profile, set_revision, settle, undo_through,
    write_through,
};
pub use update::{
    Tally, begin, cancel, complete, delete_all, fail, progress, resume, set_mapping, stop,
};
