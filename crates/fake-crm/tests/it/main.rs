//! The fake CRM by the eyes of the product's own client, and beside the CRM's specification.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod consent;
mod contacts;
mod faults;
mod limits;
mod mock;
mod site;
mod spec;
mod tokens;
