//! The contacts of a push, each with its fate.

mod read;
mod write;

pub use read::{Waiting, by_hashes, counts, last, list, numbers, waiting};
pub use write::{NewItem, Settled, calm, create_many, doubt, retry, settle, unsure};
