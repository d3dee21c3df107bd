use std::collections::BTreeMap;
use std::io;

use domain::import::{EditKey, ImportRow, RowState};
use files::{Row, RowProblem};

/// A row before it is judged: what the file says, and what a person did to it.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub number: u64,
    /// As they stand in the file.
    pub cells: Vec<String>,
    pub edits: BTreeMap<EditKey, String>,
    /// Whether it is a contact of its own, whatever it resembles.
    pub apart: bool,
    /// Whether it is left out.
    pub skip: bool,
    /// Why the file's reader could not make it out.
    pub broken: Option<String>,
}

impl Draft {
    /// A row as a file's reader gives it.
    ///
    /// # Errors
    /// The file cannot be read on.
    pub fn read(row: Result<Row, RowProblem>) -> io::Result<Self> {
        let (number, cells, broken) = match row {
            Ok(Row { number, cells }) => (number, cells, None),
            Err(RowProblem::Broken { number, reason, cells }) => (number, cells, Some(reason)),
            Err(RowProblem::Io(error)) => return Err(error),
        };
        let cells = cells.into_iter().map(printable).collect();
        Ok(Self { number, cells, broken, ..Self::default() })
    }

    /// A staged row that is to be judged again.
    pub fn again(row: ImportRow) -> Self {
        let of_row = row.errors.into_iter().find(|error| error.field == "row");
        Self {
            number: row.number,
            cells: row.cells,
            edits: row.edits,
            apart: row.apart,
            skip: row.state == RowState::Skipped,
            broken: of_row.map(|error| error.message),
        }
    }
}

/// A cell as both databases can keep it: PostgreSQL has no place for NUL in text.
fn printable(cell: String) -> String {
    if cell.contains('\0') { cell.replace('\0', "\u{fffd}") } else { cell }
}
