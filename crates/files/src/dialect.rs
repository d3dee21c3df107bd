use domain::import::{Sheet, SourceRequest};
use serde::{Deserialize, Serialize};

use crate::Format;

/// How a file is written. Stored with the import, so that every later reading of the file finds the
/// same rows under the same numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    #[serde(default)]
    pub format: Format,
    /// Whether it lies in a gzip archive.
    #[serde(default)]
    pub gzip: bool,
    /// A label of the WHATWG Encoding Standard such as `UTF-8` or `windows-1252`.
    pub encoding: String,
    /// The ASCII character between cells; 0 where the format has none.
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
    /// The sheet that is read.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The sheets of the workbook.
    #[serde(default)]
    pub sheets: Vec<Sheet>,
    /// What each column takes from a card or an object, in their order.
    #[serde(default)]
    pub keys: Vec<String>,
    /// The first records, for a person to see; nothing is read by them.
    #[serde(default)]
    pub preview: Vec<Vec<String>>,
    /// What a person chose; the rest was found out.
    #[serde(default)]
    pub choices: SourceRequest,
}

impl Default for Dialect {
    /// Delimited text: UTF-8, commas, double quotes, a header.
    fn default() -> Self {
        Self {
            format: Format::Csv,
            gzip: false,
            encoding: "UTF-8".to_owned(),
            delimiter: b',',
            quote: Some(b'"'),
            comment: None,
            skip: 0,
            has_header: true,
            columns: 0,
            wrapped: false,
            sheet: None,
            sheets: Vec::new(),
            keys: Vec::new(),
            preview: Vec::new(),
            choices: SourceRequest::default(),
        }
    }
}

impl Dialect {
    /// Records before the first row. Cards and objects have their names with them.
    pub(crate) fn before_rows(&self) -> usize {
        match self.format {
            Format::Csv | Format::Xlsx => self.skip + usize::from(self.has_header),
            Format::Vcard | Format::JsonLines => 0,
        }
    }
}
