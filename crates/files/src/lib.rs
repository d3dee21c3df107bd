//! Readers of the files that people bring: what a file is and how it is written, its rows one by
//! one, what its columns mean, and each row as the text of a contact.
//!
//! An import calls four things in turn: [`inspect`] looks at a file, a person confirms or mends how it
//! is read ([`inspect_as`]) and what its columns mean, [`Mapping::new`] checks their choices, and
//! [`rows`] yields the rows, which [`Mapping::input`] turns into
//! [`ContactInput`](domain::contact::ContactInput)s. Delimited text, Excel workbooks, vCards and JSON
//! Lines are read, each also within gzip; other kinds of file are recognised and refused with advice.

mod choices;
mod dialect;
mod encoding;
mod format;
mod header;
mod inspect;
mod json;
mod layout;
mod mapping;
mod reader;
mod record;
mod records;
mod rows;
mod sheet;
mod source;
mod store;
mod stream;
mod tags;
mod text;
mod unreadable;
mod vcard;
pub mod write;

pub use dialect::Dialect;
pub use format::Format;
pub use inspect::Inspection;
pub use mapping::{Mapping, propose};
pub use reader::{Reader, inspect, inspect_as, rows};
pub use rows::{Row, RowProblem, Rows};
pub use sheet::serve_sheet;
pub use source::UNPACKED_MAX;
pub use store::{Print, Store};
pub use unreadable::Unreadable;

/// Columns of a file, at most: the widest exports of the known systems have several hundred.
pub const COLUMNS_MAX: usize = 1_000;
/// Bytes of a cell in UTF-8, at most.
pub const CELL_MAX: usize = 64 * 1024;
/// Bytes of a row in UTF-8, at most; also how far the end of an open quote is looked for.
pub const ROW_MAX: usize = 1024 * 1024;
/// Records of a file that are shown as they are read.
const PREVIEW: usize = 12;
/// Characters of a cell that are shown.
const SHOWN_LENGTH: usize = 120;
