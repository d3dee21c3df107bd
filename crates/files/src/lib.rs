//! Readers of the files that people bring: what a file is and how it is written, its rows one by
//! one, what its columns mean, and each row as the text of a contact.
//!
//! An import calls four things in turn: [`inspect`] looks at the beginning of a file, a person
//! confirms or mends the meaning of its columns, [`Mapping::new`] checks their choices, and
//! [`rows`] yields the rows, which [`Mapping::input`] turns into
//! [`ContactInput`](domain::contact::ContactInput)s. Only delimited text is read so far; other
//! kinds of file are recognised and refused with advice.

mod dialect;
mod encoding;
mod format;
mod header;
mod inspect;
mod layout;
mod mapping;
mod record;
mod records;
mod rows;
mod store;
mod text;
mod unreadable;
pub mod write;

pub use dialect::Dialect;
pub use format::Format;
pub use inspect::{Inspection, inspect};
pub use mapping::{Mapping, propose};
pub use rows::{Row, RowProblem, Rows, rows};
pub use store::{Print, Store};
pub use unreadable::Unreadable;

/// Columns of a file, at most: the widest exports of the known systems have several hundred.
pub const COLUMNS_MAX: usize = 1_000;
/// Bytes of a cell in UTF-8, at most.
pub const CELL_MAX: usize = 64 * 1024;
/// Bytes of a row in UTF-8, at most; also how far the end of an open quote is looked for.
pub const ROW_MAX: usize = 1024 * 1024;
