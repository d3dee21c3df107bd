use std::io;

use crate::record::{CELLS_KEPT, Step, Syntax, record};
use crate::records::Item;
use crate::stream::Stream;
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
    stream: Stream,
    syntax: Syntax,
    columns: usize,
    wrapped: bool,
    number: u64,
    /// Records before the first row. What is broken among them counts for nothing, as it did
    /// when the table's beginning was looked for.
    to_skip: usize,
    ended: bool,
}

impl Rows {
    pub(crate) fn new(stream: Stream, dialect: &Dialect) -> Self {
        Self {
            stream,
            syntax: Syntax::of(dialect),
            columns: dialect.columns,
            wrapped: dialect.wrapped,
            number: 0,
            to_skip: dialect.before_rows(),
            ended: false,
        }
    }

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
        self.stream.bytes_read()
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
            let more = if filled >= CELLS_KEPT { " or more" } else { "" };
            let reason =
                format!("The row has {filled}{more} cells; up to {COLUMNS_MAX} can be read.");
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
            // No database stores a NUL in a text. A new text, so that the memory of a long one is free.
            let start = cell.chars().take(200);
            *cell = start.map(|c| if c == '\0' { '\u{fffd}' } else { c }).collect();
        }
        cells.shrink_to_fit();
        RowProblem::Broken { number: self.number, reason, cells }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let item = match self.stream.next() {
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
                Item::Broken { reason, cells } => (reason, cells),
            };
            self.number += 1;
            return Some(Err(self.broken(reason, cells)));
        }
        None
    }
}
