//! The child process of the tests of this room: reads a workbook as `server read-sheet` does.

use std::io;

fn main() -> io::Result<()> {
    let sheet = std::env::args().nth(2);
    files::serve_sheet(sheet.as_deref().and_then(|argument| argument.strip_prefix("--sheet=")))
}
