use std::io;

use domain::FieldError;

/// Why a file cannot be imported, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Nothing, or nothing but white space.
    #[error("The file is empty. Export it again and check its size before you upload it.")]
    Empty,
    /// Another kind of file, told by its content.
    #[error("This is {found}, not a table of text. {hint}")]
    NotATable {
        /// With its article, such as `a PDF document`.
        found: &'static str,
        /// How to make a readable file of it.
        hint: &'static str,
    },
    /// More than [`COLUMNS_MAX`](crate::COLUMNS_MAX) columns.
    #[error(
        "The file has {found} columns; up to {max} can be read. Remove those that you do not \
         need, or check that every row stands on a line of its own."
    )]
    TooManyColumns {
        /// Columns in the widest of the first rows.
        found: usize,
        /// Columns that can be read.
        max: usize,
    },
    /// A header, a title or comments, and no row behind.
    #[error("The file has a header but no rows. Check the filter of the export and try again.")]
    NoRows,
    /// Cards without a card, objects without a key.
    #[error("{0}")]
    NothingInside(&'static str),
    /// A damaged archive or workbook, or one beyond its limits; the text says what to do.
    #[error("{0}")]
    Refused(String),
    /// A choice of how to read the file that does not fit to it.
    #[error("{}", .0.message)]
    Choice(FieldError),
    /// The file cannot be opened or read.
    #[error("The file could not be read: {0}.")]
    Io(#[from] io::Error),
}
