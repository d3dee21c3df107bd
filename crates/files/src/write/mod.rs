//! Writers of contacts, record by record: a caller sends on the bytes of each call and never holds
//! more than one record.
//!
//! What is written is read again without a change: tables have the headers that
//! [`propose`](crate::propose) knows, with every e-mail and phone beside its kind; vCards and JSON
//! Lines are those that [`rows`](crate::rows) reads.

mod columns;
mod csv;
mod format;

pub use columns::Columns;
pub use format::Format;

use domain::contact::Contact;

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
}

impl Export {
    /// Begins a file. `columns` must have been widened by every contact to come where
    /// [`Format::has_columns`]; other formats do not look at it.
    pub fn new(format: Format, columns: Columns) -> Self {
        let writer = match format {
            Format::CsvExact => Writer::Csv { safe: false },
            _ => Writer::Csv { safe: true },
        };
        Self { columns, writer }
    }

    /// What stands before the first record.
    pub fn header(&mut self) -> Vec<u8> {
        match &mut self.writer {
            Writer::Csv { safe } => csv::header(&self.columns.headers(), *safe),
        }
    }

    /// One contact; its bytes may come with a later call.
    pub fn record(&mut self, contact: &Contact) -> Vec<u8> {
        match &mut self.writer {
            Writer::Csv { safe } => csv::line(&self.columns.cells(&contact.fields), *safe),
        }
    }

    /// What stands behind the last record.
    pub fn finish(self) -> Vec<u8> {
        match self.writer {
            Writer::Csv { .. } => Vec::new(),
        }
    }
}
