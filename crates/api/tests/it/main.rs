//! The API as a client sees it. Folders mirror the addresses; every test runs on every kind of
//! database at hand.

mod auth;
mod contacts;
mod house;
mod imports;
mod me;
mod system;
