//! Contacts of the workspace and the directory. Every change writes the outbox row that the
//! search index follows, in the same transaction.

mod create;
mod delete;
mod history;
mod keys;
mod reach;
mod read;
mod row;
mod update;

pub(crate) use create::insert;
pub use create::{NewContact, Visible, create, create_many};
pub use delete::{delete, delete_many, delete_some};
pub use history::{history, of_rows};
pub(crate) use keys::fill as fill_keys;
pub use keys::{Sweep, Twin, are_crowded, settle, twins};
pub use reach::lists_of;
pub(crate) use read::{Which, count, indexable, partition_of, whole_by_ids};
pub use read::{by_ids, find, newest, versions};
pub(crate) use row::Maker;
pub use update::{Cause, Change, update, update_many};
