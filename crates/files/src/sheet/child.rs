//! The child process: reads a workbook from its standard input and says its rows on its standard output.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::os::fd::AsFd;

use calamine::{Cell, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use domain::import::Sheet;
use rustix::process::{Resource, Rlimit, setrlimit};

use super::cell::text;
use super::frame::Frame;
use super::parent::Head;
use crate::ROW_MAX;

/// Bytes of memory that the child may ask for. The texts of a workbook with a million rows and a few
/// dozen columns fit; it also holds the program itself.
const MEMORY_MAX: u64 = 1024 * 1024 * 1024;
/// Seconds of processor time; a workbook of a million rows takes a few dozen.
const SECONDS_MAX: u64 = 300;
/// Columns of a sheet, by the limit of Excel.
const SHEET_COLUMNS: usize = 16_384;
/// Cells that may be unreadable before the whole is.
const FAULTS_MAX: usize = 1_000;

type Book = Xlsx<BufReader<File>>;

/// Reads the workbook on standard input under limits of memory and time, and writes its sheets and the
/// rows of one to standard output. It opens no other file and no connection.
///
/// # Errors
/// The limits cannot be set, or nobody reads what is written.
pub fn serve_sheet(sheet: Option<&str>) -> io::Result<()> {
    limit()?;
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let mut out = BufWriter::with_capacity(64 * 1024, output);
    let last = match serve(input, sheet, &mut out) {
        Ok(()) => Frame::End,
        Err(Fault::Write(error)) => return Err(error),
        Err(Fault::Refused(why)) => Frame::Refused(why),
    };
    last.write(&mut out)?;
    out.flush()
}

fn limit() -> io::Result<()> {
    let at_most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::As, at_most(MEMORY_MAX))?;
    setrlimit(Resource::Cpu, at_most(SECONDS_MAX))?;
    setrlimit(Resource::Fsize, at_most(0))?;
    setrlimit(Resource::Core, at_most(0))?;
    Ok(())
}

enum Fault {
    /// Nobody listens.
    Write(io::Error),
    /// For a person to read.
    Refused(String),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

fn damaged(error: &XlsxError) -> Fault {
    Fault::Refused(match error {
        XlsxError::Password => "The workbook is protected by a password. Remove it and save it \
                                again."
            .to_owned(),
        _ => "The workbook is damaged. Open it in a spreadsheet and save it again.".to_owned(),
    })
}

fn serve(input: File, wanted: Option<&str>, out: &mut impl Write) -> Result<(), Fault> {
    let mut book: Book = Xlsx::new(BufReader::new(input)).map_err(|error| damaged(&error))?;
    let sheets: Vec<Sheet> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| Sheet {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
        })
        .collect();
    let name = choose(&mut book, &sheets, wanted)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| damaged(&error))?;
    let rows = u64::from(cells.dimensions().end.0) + 1;
    let head = Head { sheet: name, sheets, rows };
    let head = serde_json::to_string(&head).map_err(io::Error::from)?;
    Frame::Head(head).write(out)?;
    rows_of(&mut cells, out)
}

/// The wanted sheet; else the first one that is visible and has a value; else the first visible one.
fn choose(book: &mut Book, sheets: &[Sheet], wanted: Option<&str>) -> Result<String, Fault> {
    if let Some(wanted) = wanted {
        return match sheets.iter().find(|sheet| sheet.name == wanted) {
            Some(sheet) => Ok(sheet.name.clone()),
            None => Err(Fault::Refused(format!("There is no sheet {wanted:?}."))),
        };
    }
    let visible = || sheets.iter().filter(|sheet| !sheet.hidden);
    let filled = visible().find(|sheet| has_value(book, &sheet.name));
    let sheet = filled.or_else(|| visible().next()).or(sheets.first());
    let none = || Fault::Refused("The workbook has no sheet of cells.".to_owned());
    sheet.map(|sheet| sheet.name.clone()).ok_or_else(none)
}

fn has_value(book: &mut Book, name: &str) -> bool {
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return false };
    while let Ok(Some(cell)) = cells.next_cell() {
        if !text(cell.get_value(), None).trim().is_empty() {
            return true;
        }
    }
    false
}

fn rows_of(
    cells: &mut XlsxCellReader<'_, BufReader<File>>,
    out: &mut impl Write,
) -> Result<(), Fault> {
    let mut row = Gathered::default();
    let mut faults = 0;
    loop {
        match cells.next_cell_with_style_id() {
            Ok(Some((cell, style))) => {
                let (number, column) = cell.get_position();
                if row.number != Some(number) {
                    row.write(out)?;
                    row.number = Some(number);
                }
                row.add(column, value(cells, &cell, style));
            }
            Ok(None) => return Ok(row.write(out)?),
            // One cell that is odd, such as a kind of error that came after this reader was written.
            Err(
                XlsxError::CellError(_)
                | XlsxError::CellTAttribute(_)
                | XlsxError::ParseFloat(_)
                | XlsxError::Unexpected(_)
                | XlsxError::Unrecognized { .. },
            ) if faults < FAULTS_MAX => faults += 1,
            Err(error) => return Err(damaged(&error)),
        }
    }
}

fn value(
    cells: &XlsxCellReader<'_, BufReader<File>>,
    cell: &Cell<DataRef<'_>>,
    style: usize,
) -> String {
    let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
    text(cell.get_value(), format.map(|format| format.format_code.as_str()))
}

/// The cells of one row so far.
#[derive(Default)]
struct Gathered {
    number: Option<u32>,
    cells: Vec<String>,
    bytes: usize,
    beyond: bool,
}

impl Gathered {
    fn add(&mut self, column: u32, text: String) {
        if text.is_empty() {
            return;
        }
        let at = usize::try_from(column).unwrap_or(usize::MAX);
        self.bytes += text.len();
        if at >= SHEET_COLUMNS || self.bytes > ROW_MAX {
            self.beyond = true;
            return;
        }
        if self.cells.len() <= at {
            self.cells.resize(at + 1, String::new());
        }
        self.cells[at] = text;
    }

    /// Writes the row, if it has a value, and forgets it.
    fn write(&mut self, out: &mut impl Write) -> io::Result<()> {
        let Self { cells, beyond, .. } = std::mem::take(self);
        if beyond {
            let reason = format!("The row holds more than {ROW_MAX} bytes or 16384 columns.");
            return Frame::Broken(reason).write(out);
        }
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            Frame::Row(cells).write(out)?;
        }
        Ok(())
    }
}
