use std::fs::File;
use std::io;
use std::path::Path;

use encoding_rs::Encoding;

use crate::record::{Step, Syntax, record};
use crate::records::{Item, Records};
use crate::text::Text;
use crate::{CELL_MAX, COLUMNS_MAX, Dialect, ROW_MAX};

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 1 is the first row behind the header. Blank rows and comments have no number, so that
    /// the last number is the count of rows.
    pub number: u64,
    /// As they stand in the file, at least as many as the dialect has columns. Cells beyond
    /// those are there only where one of them is not empty; a mapping leaves them out.
    pub cells: Vec<String>,
}

/// Why no row can be had.
#[derive(Debug, thiserror::Error)]
pub enum RowProblem {
    /// This row cannot be read; the rows behind it can.
    #[error("{reason}")]
    Broken {
        /// Counted like the numbers of readable rows.
        number: u64,
        /// What is wrong and how to mend it, for a person to read.
        reason: String,
        /// The cells as far as they are known, long ones cut.
        cells: Vec<String>,
    },
    /// The file could not be read on. Nothing comes behind this, and it says nothing about the
    /// rows.
    #[error("The file could not be read: {0}.")]
    Io(#[from] io::Error),
}

/// The rows of a file, read as they are asked for. One row of up to [`ROW_MAX`] bytes is in memory.
pub struct Rows {
    records: Records<File>,
    syntax: Syntax,
    columns: usize,
    wrapped: bool,
    number: u64,
    /// Records before the first row. What is broken among them counts for nothing, as it did
    /// when the table's beginning was looked for.
    to_skip: usize,
    ended: bool,
}

/// Opens a file to read it row by row.
///
/// # Errors
/// The file cannot be opened, or its dialect names an unknown encoding.
pub fn rows(path: &Path, dialect: &Dialect) -> io::Result<Rows> {
    let encoding = Encoding::for_label(dialect.encoding.as_bytes()).ok_or_else(|| {
        let message = format!("there is no encoding {:?}", dialect.encoding);
        io::Error::new(io::ErrorKind::InvalidInput, message)
    })?;
    let syntax = Syntax::of(dialect);
    Ok(Rows {
        records: Records::new(Text::new(File::open(path)?, encoding), syntax),
        syntax,
        columns: dialect.columns,
        wrapped: dialect.wrapped,
        number: 0,
        to_skip: dialect.skip + usize::from(dialect.has_header),
        ended: false,
    })
}

impl Rows {
    /// The rows behind row `number`, to go on where an earlier reading stopped. The file is read
    /// from its beginning; rows keep their numbers.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn behind(mut self, number: u64) -> io::Result<Self> {
        while self.number < number {
            if let Some(Err(RowProblem::Io(error))) = self.next() {
                return Err(error);
            } else if self.ended {
                break;
            }
        }
        Ok(self)
    }

    /// Bytes taken from the file so far, for progress.
    pub fn bytes_read(&self) -> u64 {
        self.records.bytes_read()
    }

    fn row(&mut self, mut cells: Vec<String>) -> Option<Result<Row, RowProblem>> {
        if let (true, [line]) = (self.wrapped, cells.as_slice())
            && let Step::Record { cells: inner, .. } = record(line, true, self.syntax)
        {
            cells = inner;
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        self.number += 1;
        let filled = cells.iter().rposition(|cell| !cell.trim().is_empty());
        let filled = filled.map_or(0, |last| last + 1);
        if filled > COLUMNS_MAX.max(self.columns) {
            let reason = format!("The row has {filled} cells; up to {COLUMNS_MAX} can be read.");
            return Some(Err(self.broken(reason, cells)));
        }
        if let Some(long) = cells.iter().position(|cell| cell.len() > CELL_MAX) {
            let reason = format!(
                "Cell {} holds {} bytes; up to {CELL_MAX} can be read. A missing quote may have \
                 joined several cells.",
                long + 1,
                cells[long].len(),
            );
            return Some(Err(self.broken(reason, cells)));
        }
        if let Some(at) = cells.iter().position(|cell| cell.contains('\0')) {
            let reason = format!(
                "Cell {} holds a NUL character, which no text has. Export the file again.",
                at + 1,
            );
            return Some(Err(self.broken(reason, cells)));
        }
        cells.resize(self.columns.max(filled), String::new());
        Some(Ok(Row { number: self.number, cells }))
    }

    fn broken(&self, reason: String, mut cells: Vec<String>) -> RowProblem {
        cells.truncate(self.columns);
        for cell in &mut cells {
            // No database stores a NUL in a text.
            *cell = cell.replace('\0', "\u{fffd}");
            if let Some((end, _)) = cell.char_indices().nth(200) {
                cell.truncate(end);
            }
        }
        RowProblem::Broken { number: self.number, reason, cells }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let item = match self.records.next() {
                Ok(Some(item)) => item,
                Ok(None) => {
                    self.ended = true;
                    return None;
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error.into()));
                }
            };
            if self.to_skip > 0 {
                self.to_skip -= usize::from(matches!(item, Item::Record(_)));
                continue;
            }
            let (reason, cells) = match item {
                Item::Record(cells) => match self.row(cells) {
                    Some(row) => return Some(row),
                    None => continue,
                },
                Item::OpenQuote(cells) => {
                    ("A quote is opened in this row and never closed.".to_owned(), cells)
                }
                Item::LongLine(text) => {
                    let reason = format!("The line is longer than {ROW_MAX} bytes.");
                    (reason, vec![text])
                }
            };
            self.number += 1;
            return Some(Err(self.broken(reason, cells)));
        }
        None
    }
}
