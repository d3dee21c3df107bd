//! All that goes out: mails, and requests to identity providers and to the CRM.
//!
//! Requests go through the one client of [`http`]: no redirects, no proxy from the environment,
//! bounded answers, timeouts. What another server says is never shown to anybody as it is.

mod address;
pub mod crm;
pub mod http;
pub mod letters;
pub mod mail;
pub mod oidc;
