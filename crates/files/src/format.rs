//! What kind of file this is, told by its content; names lie.

use std::fmt;

use crate::Unreadable;

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Delimited text, whatever its delimiter.
    Csv,
}

impl Format {
    /// The word that is stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

const FROM_SHEET: &str = "Open it and save the sheet with your contacts as CSV (UTF-8).";
const FROM_ARCHIVE: &str = "Unpack it and upload the table inside.";
const FROM_SOURCE: &str = "Go back to the program that holds your contacts and export them as CSV.";
const FROM_CONTACTS: &str =
    "Import it into your address book, for example Google Contacts, and export from there as CSV.";

/// Leading bytes of files that are no text.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"\xd0\xcf\x11\xe0", "an Excel workbook (.xls, or protected by a password)", FROM_SHEET),
    (b"%PDF", "a PDF document", FROM_SOURCE),
    (b"\x1f\x8b", "a gzip archive", FROM_ARCHIVE),
    (b"7z\xbc\xaf", "a 7z archive", FROM_ARCHIVE),
    (b"Rar!", "a RAR archive", FROM_ARCHIVE),
    (b"\x89PNG", "an image", FROM_SOURCE),
    (b"\xff\xd8\xff", "an image", FROM_SOURCE),
    (b"GIF8", "an image", FROM_SOURCE),
    (b"SQLite format 3\0", "a database", FROM_SOURCE),
    (b"PAR1", "a Parquet file", FROM_SOURCE),
    (b"{\\rtf", "a text document (.rtf)", FROM_SOURCE),
];

/// Names that stand in the directory of a ZIP file, and what they make of it.
const IN_ZIP: &[(&[u8], &str, &str)] = &[
    (b"xl/", "an Excel workbook (.xlsx)", FROM_SHEET),
    (b"opendocument.spreadsheet", "an OpenDocument sheet (.ods)", FROM_SHEET),
    (b"word/", "a Word document (.docx)", FROM_SOURCE),
    (b"Index/", "a Numbers sheet", FROM_SHEET),
];

/// Beginnings of text, in lower case, that is no table.
const BEGINNINGS: &[(&str, &str, &str)] = &[
    ("begin:vcard", "a vCard file", FROM_CONTACTS),
    ("begin:vcalendar", "a calendar", FROM_SOURCE),
    ("<!doctype", "an HTML page", FROM_SOURCE),
    ("<html", "an HTML page", FROM_SOURCE),
    ("<table", "an HTML page", FROM_SOURCE),
    ("<?xml", "an XML file", FROM_SOURCE),
    ("{\"", "JSON", FROM_SOURCE),
    ("[{", "JSON", FROM_SOURCE),
    ("dn:", "an LDIF file", FROM_SOURCE),
];

/// Refuses bytes that are known to be no text.
pub(crate) fn refuse_binary(bytes: &[u8]) -> Result<(), Unreadable> {
    let contains = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    let known = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let inside = IN_ZIP.iter().find(|(name, ..)| contains(name));
        inside.map(|&(_, found, hint)| (found, hint)).or(Some(("a ZIP archive", FROM_ARCHIVE)))
    } else {
        let magic = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic));
        magic.map(|&(_, found, hint)| (found, hint))
    };
    known.map_or(Ok(()), |(found, hint)| Err(Unreadable::NotATable { found, hint }))
}

/// Refuses text that is known to be no table, and what decodes to no text.
pub(crate) fn refuse_other_text(text: &str) -> Result<(), Unreadable> {
    let beginning: String = text.trim_start().chars().take(40).collect();
    // JSON may have white space between its brackets.
    let dense: String = beginning.chars().filter(|c| !c.is_whitespace()).collect();
    let beginning = beginning.to_lowercase();
    if let Some(&(_, found, hint)) = BEGINNINGS
        .iter()
        .find(|(start, ..)| beginning.starts_with(start) || dense.starts_with(start))
    {
        return Err(Unreadable::NotATable { found, hint });
    }
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}');
    let odd = text.chars().filter(odd).count();
    // One in ten: a few NULs stand in broken exports, binary data is a quarter of them or more.
    if odd * 10 > text.chars().count() {
        return Err(Unreadable::NotATable { found: "binary data", hint: FROM_SOURCE });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_of_file_are_named_with_advice() {
        let cases: [(&[u8], &str); 7] = [
            (b"PK\x03\x04....xl/workbook.xml", "an Excel workbook (.xlsx)"),
            (b"PK\x03\x04....a.csv", "a ZIP archive"),
            (b"%PDF-1.7", "a PDF document"),
            (b"\xef\xbb\xbf BEGIN:VCARD\r\n", "a vCard file"),
            (b"[ {\n \"name\": 1", "JSON"),
            (b"<!DOCTYPE html>", "an HTML page"),
            (b"\x01\x02\x03\x04\x05abc", "binary data"),
        ];
        for (bytes, expected) in cases {
            let text = String::from_utf8_lossy(bytes).replace('\u{feff}', "");
            let refusal = refuse_binary(bytes).and_then(|()| refuse_other_text(&text));
            match refusal {
                Err(Unreadable::NotATable { found, hint }) => {
                    assert_eq!(found, expected);
                    assert!(hint.ends_with('.'));
                }
                other => panic!("{expected}: {other:?}"),
            }
        }
    }

    #[test]
    fn tables_pass() {
        for text in ["name,city\nA\0da,B\n", "[id],[name]\n", "#,name\n", "<name>,<city>\n"] {
            assert!(refuse_binary(text.as_bytes()).is_ok());
            assert!(refuse_other_text(text).is_ok(), "{text}");
        }
    }
}
