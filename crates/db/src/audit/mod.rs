//! Who did what, in an order that cannot be changed unseen.
//!
//! Each organization has its own log. A row's hash covers the row and the hash before it, and the
//! end of the chain is sealed under a key that the database does not know. So an edited, deleted,
//! swapped or inserted row breaks the chain, and a log that was cut no longer fits its seal.

mod actor;
mod append;
mod chain;
mod read;
mod reseal;
mod verify;

pub(crate) use actor::{Names, read_actor};

pub use append::{By, Pen, append};
pub use read::list;
pub use reseal::reseal;
pub use verify::{is_ours, logs, verify};
