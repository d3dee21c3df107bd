//! The rows of an import: a grid for a million of them, and one of them beside it.

mod cache;
mod cells;
mod detail;
mod drawn;
mod edit_list;
mod place;
mod store;
mod table;

pub(super) use place::RowPlace;
pub(super) use store::Rows;
pub(super) use table::RowTable;
