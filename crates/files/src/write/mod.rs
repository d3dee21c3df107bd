//! Writers of contacts, record by record: a caller sends on the bytes of each call and never holds
//! more than one record.
//!
//! What is written is read again without a change: tables have the headers that
//! [`propose`](crate::propose) knows, with every e-mail and phone beside its kind; vCards and JSON
//! Lines are those that [`rows`](crate::rows) reads.

mod columns;
mod csv;
mod format;
mod json;
mod labels;
mod sheet;
mod vcard;
mod zip;

pub use columns::Columns;
pub use format::Format;

use domain::contact::Contact;
use sheet::Workbook;

/// One line of a CSV with its end, with a `'` before what a spreadsheet would run as a formula.
pub fn line(cells: &[String]) -> Vec<u8> {
    csv::line(cells, true)
}

/// An export at work: [`header`](Self::header) once, [`record`](Self::record) for each contact,
/// [`finish`](Self::finish) once; the bytes in this order are the file.
#[derive(Debug)]
pub struct Export {
    columns: Columns,
    writer: Writer,
}

#[derive(Debug)]
enum Writer {
    Csv { safe: bool },
    Xlsx(Box<Workbook>),
    Vcard,
    JsonLines,
}

impl Export {
    /// Begins a file. `columns` must have been widened by every contact to come where
    /// [`Format::has_columns`]; other formats do not look at it.
    pub fn new(format: Format, columns: Columns) -> Self {
        let writer = match format {
            Format::CsvSafe => Writer::Csv { safe: true },
            Format::CsvExact => Writer::Csv { safe: false },
            Format::Xlsx => Writer::Xlsx(Box::new(Workbook::new(columns.headers()))),
            Format::Vcard => Writer::Vcard,
            Format::JsonLines => Writer::JsonLines,
        };
        Self { columns, writer }
    }

    /// What stands before the first record.
    pub fn header(&mut self) -> Vec<u8> {
        match &mut self.writer {
            Writer::Csv { safe } => csv::header(&self.columns.headers(), *safe),
            Writer::Xlsx(workbook) => workbook.begin(),
            Writer::Vcard | Writer::JsonLines => Vec::new(),
        }
    }

    /// One contact; its bytes may come with a later call.
    pub fn record(&mut self, contact: &Contact) -> Vec<u8> {
        let fields = &contact.fields;
        match &mut self.writer {
            Writer::Csv { safe } => csv::line(&self.columns.cells(fields), *safe),
            Writer::Xlsx(workbook) => workbook.row(&self.columns.cells(fields)),
            Writer::Vcard => vcard::card(fields),
            Writer::JsonLines => json::line(fields),
        }
    }

    /// What stands behind the last record.
    pub fn finish(self) -> Vec<u8> {
        match self.writer {
            Writer::Xlsx(workbook) => workbook.finish(),
            Writer::Csv { .. } | Writer::Vcard | Writer::JsonLines => Vec::new(),
        }
    }
}
