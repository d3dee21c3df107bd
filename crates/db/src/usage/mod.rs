//! What an organization has used of its package: a row a month and meter, which acts raise in their own
//! transactions.

mod hold;
mod read;

pub use hold::{Hold, give_back, hold, room_for_contacts};
pub use read::{assign, check, check_contacts, package, read, set_package};
