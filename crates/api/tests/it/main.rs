//! The API as a client sees it. Folders mirror the addresses; every test runs on every kind of
//! database at hand.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod auth;
mod contacts;
mod house;
mod imports;
mod me;
mod system;
