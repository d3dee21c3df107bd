//! Named collections of contacts.

mod contacts;
mod read;
mod resolve;
mod write;

pub(crate) use contacts::of_contacts;
pub use contacts::{Moved, add, remove};
pub use read::{count, find, list};
pub use resolve::{Unresolved, resolve, resolve_of};
pub use write::{create, delete, delete_all, prune, restore, update};
