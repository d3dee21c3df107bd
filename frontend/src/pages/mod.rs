//! Pages: one folder a route.

mod changes;
pub(crate) mod commands;
pub(crate) mod contact;
pub(crate) mod crm;
mod field_words;
pub(crate) mod forgot;
mod form;
pub(crate) mod import;
pub(crate) mod imports;
pub(crate) mod invitation;
pub(crate) mod lists;
pub(crate) mod missing;
pub(crate) mod notices;
pub(crate) mod operator;
pub(crate) mod private;
pub(crate) mod reset;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod sign_in;
pub(crate) mod sign_up;
mod trouble;
pub(crate) mod verify;
mod welcome;
