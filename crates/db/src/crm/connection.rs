//! The CRM of an organization, with its tokens under seal.

mod lease;
mod read;
mod write;

pub use lease::{busy, free, free_refresh, lease_refresh};
pub use read::{Stored, Tokens, find, of_location, tokens_of};
pub use write::{
    Fresh, NewConnection, choose, confirm, connect, disconnect, note_call, note_location, reseal,
    set_state, store_tokens, uninstall,
};
