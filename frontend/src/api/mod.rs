//! The HTTP API as functions: one file per resource, over one client.

pub(crate) mod api_keys;
pub(crate) mod audit;
pub(crate) mod auth;
mod call;
mod client;
pub(crate) mod contacts;
pub(crate) mod crm;
mod error;
pub(crate) mod exports;
mod idempotency;
pub(crate) mod imports;
pub(crate) mod invitations;
pub(crate) mod lists;
pub(crate) mod me;
pub(crate) mod members;
pub(crate) mod notices;
pub(crate) mod operator;
pub(crate) mod organization;
pub(crate) mod requests;
pub(crate) mod saved_searches;
pub(crate) mod suppressions;
mod upload;
pub(crate) mod usage;

pub(crate) use client::Client;
pub(crate) use error::Error;
pub(crate) use upload::{Upload, start as start_upload};
