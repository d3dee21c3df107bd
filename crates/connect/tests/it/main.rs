//! What goes out, received by small servers on this machine.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod http;
mod mail;
mod oidc;
mod real_provider;
mod smtp_server;
mod web_server;
