//! Comma-separated values, RFC 4180.

/// The names of the columns. A byte-order mark has spreadsheets read UTF-8.
pub(super) fn header(names: &[String], safe: bool) -> Vec<u8> {
    let mark = if safe { "\u{feff}".as_bytes() } else { b"" };
    [mark, &line(names, safe)].concat()
}

/// One line with its end. `safe` puts a `'` before what a spreadsheet would run as a formula.
pub(super) fn line(cells: &[String], safe: bool) -> Vec<u8> {
    let mut out = String::new();
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let guarded = safe && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let quoted = text.contains(['"', ',', '\n', '\r']) || text.starts_with([' ', '\t']);
        if quoted {
            out.push('"');
        }
        if guarded {
            out.push('\'');
        }
        if quoted {
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(text);
        }
    }
    out.push_str("\r\n");
    out.into_bytes()
}
