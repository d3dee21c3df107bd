//! Who may do what, tried on every operation of the document.

pub(crate) mod callers;
mod foreign;
mod hostile;
mod matrix;
mod recent;
mod table;
