//! A business contact record: how it is asked for, parsed, stored, compared and answered.

mod compact;
mod derive;
mod fields;
pub mod history;
mod identity;
mod input;
mod likeness;
mod merge;
mod name;
mod parse;
mod record;
mod title;

pub use compact::Compact;
pub use fields::{ContactEmail, ContactFields, ContactPhone, EmailKind, PhoneKind};
pub use history::{ChangeSource, FieldChange, FieldSource, History, HistoryEntry, ImportName};
pub use identity::{Identity, IdentityKey, Initials, Verdict};
pub use input::{ContactInput, ContactPatch, EmailInput, PhoneInput};
pub use likeness::{is_given_name, nicknames};
pub use merge::{FieldRule, MergeRules, OnDuplicate, merge};
pub use name::split_name;
pub use parse::Context;
pub use record::{Contact, Hidden, Origin};
pub use title::{Department, Seniority};
