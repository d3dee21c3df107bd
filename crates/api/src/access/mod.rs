//! Who asks, and what they may do: the only way to a scope in this room.

mod authenticate;
mod cookie;
mod keys;
mod passwords;
mod permission;
mod refresh;
mod signed_in;
mod token;

pub(crate) use authenticate::Access;
pub(crate) use cookie::{RefreshCookie, forget};
pub(crate) use passwords::{Checked, Passwords};
pub(crate) use permission::{
    Anything, ContactsDelete, ContactsRead, ContactsWrite, ImportsCommit, ImportsStage,
};
pub(crate) use refresh::RefreshToken;
pub(crate) use signed_in::{me, open_session, signed_in};

pub use keys::{KeyError, Keys};
pub use passwords::hash_password;
