//! Who did what to what: the words of the audit log.

mod action;
mod event;
mod filter;

pub use action::Action;
pub use event::{Actor, AuditEvent, AuditPage, Detail, Event, Flaw, Head, Outcome, Verdict};
pub use filter::AuditFilter;
