//! The vocabulary of the product: typed ids, parsed values, entities as they travel on the
//! wire, permissions, error codes and job payloads.
//!
//! This crate does no I/O, reads no clock and compiles to wasm32, so that server, worker and
//! single-page app speak of the same things in the same words.

pub mod access;
pub mod audit;
pub mod code;
pub mod contact;
pub mod crm;
pub mod export;
pub mod id;
pub mod import;
pub mod job;
pub mod list;
pub mod mail;
pub mod notice;
pub mod package;
pub mod partition;
pub mod patch;
pub mod problem;
pub mod request;
pub mod saved_search;
pub mod search;
pub mod sources;
pub mod suppression;
pub mod time;
pub mod value;

pub use code::Code;
pub use id::{
    ApiKeyId, ConnectionId, ContactId, EpochId, ImportId, ImportProfileId, InvitationId, JobId,
    LinkId, ListId, MailId, NoticeId, OrganizationId, PushId, SavedSearchId, SessionId,
    SuppressionId, UserId,
};
pub use partition::{Layer, Partition};
pub use patch::Patch;
pub use problem::{FieldError, Problem};
pub use sources::Sources;
pub use time::Timestamp;
