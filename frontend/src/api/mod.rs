//! The HTTP API as functions: one file per resource, over one client.

pub(crate) mod auth;
mod client;
pub(crate) mod contacts;
mod error;
pub(crate) mod imports;
mod upload;

pub(crate) use client::Client;
pub(crate) use error::Error;
pub(crate) use upload::{Upload, start as start_upload};
