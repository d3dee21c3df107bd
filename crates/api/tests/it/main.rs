//! The API as a client sees it. Folders mirror the addresses; every test runs on every kind of
//! database at hand.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod access;
mod api_keys;
mod audit_events;
mod auth;
mod contacts;
mod crm;
mod house;
mod idempotency;
mod imports;
mod invitations;
mod lists;
mod me;
mod members;
mod nodes;
mod operator;
mod organization;
mod rates;
mod requests;
mod saved_searches;
mod served;
mod suppressions;
mod system;
