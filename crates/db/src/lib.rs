//! All SQL of the product. The only room that sees diesel.
//!
//! One module a table, plain functions on a connection, written once for SQLite and PostgreSQL.
//! Functions that touch an organization's data take a [`Scope`] first; the few that serve the
//! installation as a whole live in [`system`].

mod bell;
mod conn;
mod dialect;
mod error;
mod kept;
mod load;
mod pool;
mod schema;
mod scope;
mod tables;
mod turns;
mod types;
mod view;

pub mod account;
pub mod allowance;
pub mod api_key;
pub mod audit;
pub mod carry;
pub mod contact;
pub mod crm;
pub mod data_key;
pub mod failure;
pub mod idempotency;
pub mod import;
pub mod import_chunk;
pub mod import_profile;
pub mod import_row;
pub mod installation;
pub mod invitation;
pub mod job;
pub mod link;
pub mod list;
pub mod mail;
pub mod member;
pub mod notice;
pub mod operator;
pub mod organization;
pub mod outbox;
pub mod request;
pub mod saved_search;
pub mod session;
pub mod snapshot;
pub mod suppression;
pub mod system;
#[cfg(feature = "testing")]
pub mod testing;
pub mod usage;

pub use bell::Bell;
pub use conn::{Conn, MayRetry};
pub use error::{Constraint, Error};
pub use kept::Which;
pub use load::Load;
pub use pool::{Db, Settings};
pub use scope::Scope;

/// What a function of this room answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;
