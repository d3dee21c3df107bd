//! The bell: what the application tells the person by itself.

mod bell;
mod row;
mod tray;

pub(crate) use bell::Bell;
