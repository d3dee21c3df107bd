//! Files as a whole: written, looked at, and read row by row.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod cards;
mod choices;
mod dialects;
mod exports;
mod gzip;
mod mapping;
mod objects;
mod real_files;
mod round_trip;
mod rows;
mod sheets;
mod torture;

use std::io::Write;

use tempfile::NamedTempFile;

/// A file with this content, for as long as it is held.
fn file(content: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().expect("a temporary file");
    file.write_all(content).expect("written");
    file
}

/// The reader whose workbooks are opened by the program beside these tests.
fn reader() -> files::Reader {
    files::Reader::with(env!("CARGO_BIN_EXE_sheet-child"))
}

/// The cells of every readable row, and the number of broken ones.
fn read(path: &std::path::Path, dialect: &files::Dialect) -> (Vec<Vec<String>>, usize) {
    let (mut out, mut broken) = (Vec::new(), 0);
    for row in reader().rows(path, dialect).expect("opened") {
        match row {
            Ok(row) => out.push(row.cells),
            Err(_) => broken += 1,
        }
    }
    (out, broken)
}
