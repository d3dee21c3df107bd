use serde::{Deserialize, Serialize};

/// How a delimited text file is written. Stored with the import, so that every later reading of
/// the file finds the same rows under the same numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// A label of the WHATWG Encoding Standard such as `UTF-8` or `windows-1252`.
    pub encoding: String,
    /// The ASCII character between cells.
    pub delimiter: u8,
    /// The ASCII character around cells that hold delimiters or line ends; none where quotes are
    /// ordinary characters.
    pub quote: Option<u8>,
    /// Lines that begin with this ASCII character are left out, as blank lines are.
    pub comment: Option<u8>,
    /// Records before the header, such as a title, that belong to no table. Blank lines and
    /// comments do not count.
    pub skip: usize,
    /// Whether the first record behind `skip` holds the names of the columns.
    pub has_header: bool,
    /// Columns of the table; shorter rows are filled up with empty cells.
    pub columns: usize,
    /// Whether every line was quoted as if it were one cell, as a sheet that was saved twice is.
    #[serde(default)]
    pub wrapped: bool,
}
