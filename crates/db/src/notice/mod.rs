//! What people are told by the application, and whose searches are looked at for that.

mod read;
mod watch;
mod write;

pub use read::{list, to_be_mailed, unread};
pub use watch::{Watch, due, looked, mailed, mails_due, position, watch};
pub use write::{create, prune, read, silence, withdraw};
