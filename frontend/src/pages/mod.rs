//! Pages: one folder a route.

pub(crate) mod contact;
mod form;
pub(crate) mod import;
pub(crate) mod imports;
pub(crate) mod missing;
pub(crate) mod search;
pub(crate) mod shell;
pub(crate) mod sign_in;
pub(crate) mod sign_up;
mod trouble;
