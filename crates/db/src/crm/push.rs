//! Pushes, from the dry run to the end.

mod parts;
mod read;
mod write;

pub use parts::{PART, drop_parts, part};
pub use read::{StoredPush, find, list, running};
pub use write::{NewStored, Step, clear_note, create, hold, note, set_counts, step};
