//! Contacts of the workspace and the directory. Every change writes the outbox row that the
//! search index follows, in the same transaction.

mod create;
mod delete;
mod keys;
mod reach;
mod read;
mod row;
mod update;

pub(crate) use create::insert;
pub use create::{NewContact, Visible, create, create_many};
pub use delete::{delete, delete_some};
pub use keys::{Twin, twins};
pub use reach::lists_of;
pub(crate) use read::{Which, count, indexable, partition_of};
pub use read::{by_ids, find};
pub use update::{Change, update, update_many};
