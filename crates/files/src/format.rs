//! What kind of file this is, told by its content; names lie.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Unreadable;

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Delimited text, whatever its delimiter.
    #[default]
    Csv,
    /// An Excel workbook of 2007 or later.
    Xlsx,
    /// Electronic business cards, vCard 2.1 to 4.0.
    Vcard,
    /// JSON objects, one a line or in an array.
    JsonLines,
}

impl Format {
    /// The word that is stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Vcard => "vcard",
            Self::JsonLines => "json_lines",
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

/// Leading bytes of files that are no text.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF document", FROM_SOURCE),
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
    (b"xl/workbook.bin", "a binary Excel workbook (.xlsb)", FROM_SHEET),
    (b"opendocument.spreadsheet", "an OpenDocument sheet (.ods)", FROM_SHEET),
    (b"word/", "a Word document (.docx)", FROM_SOURCE),
    (b"Index/", "a Numbers sheet", FROM_SHEET),
];

/// Beginnings of text, in lower case, that is no table.
const BEGINNINGS: &[(&str, &str, &str)] = &[
    ("begin:vcalendar", "a calendar", FROM_SOURCE),
    ("<!doctype", "an HTML page", FROM_SOURCE),
    ("<html", "an HTML page", FROM_SOURCE),
    ("<table", "an HTML page", FROM_SOURCE),
    ("<?xml", "an XML file", FROM_SOURCE),
    ("dn:", "an LDIF file", FROM_SOURCE),
];

/// Refuses bytes that are known to be no text, but for workbooks.
pub(crate) fn refuse_binary(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(refuse_ole(bytes));
    }
    let magic = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic));
    magic.map_or(Ok(()), |&(_, found, hint)| Err(Unreadable::NotATable { found, hint }))
}

/// Old workbooks, and new ones that are encrypted, which lie in the same container. The names of what is
/// in it are UTF-16.
fn refuse_ole(bytes: &[u8]) -> Unreadable {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        let hint = "Open it, remove the password (File, Info, Protect Workbook) and save it again.";
        return Unreadable::NotATable { found: "a workbook that is protected by a password", hint };
    }
    let hint = "Open it and save it as .xlsx, or the sheet with your contacts as CSV (UTF-8).";
    Unreadable::NotATable { found: "an old Excel workbook (.xls)", hint }
}

/// Whether it is a ZIP archive, as workbooks are.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// A ZIP archive that is no workbook of the one kind that is read.
pub(crate) fn refuse_zip(bytes: &[u8]) -> Unreadable {
    let contains = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    let known = IN_ZIP.iter().find(|(name, ..)| contains(name));
    let (found, hint) =
        known.map_or(("a ZIP archive", FROM_ARCHIVE), |&(_, found, hint)| (found, hint));
    Unreadable::NotATable { found, hint }
}

/// The format of a text, told from its beginning; refuses what is known to be no table, and what
/// decodes to no text.
pub(crate) fn of_text(text: &str) -> Result<Format, Unreadable> {
    let beginning: String = text.trim_start().chars().take(40).collect();
    // JSON may have white space between its brackets.
    let dense: String = beginning.chars().filter(|c| !c.is_whitespace()).collect();
    let beginning = beginning.to_lowercase();
    if ["{\"", "{}", "[{"].iter().any(|start| dense.starts_with(start)) {
        return Ok(Format::JsonLines);
    }
    if let Some(&(_, found, hint)) =
        BEGINNINGS.iter().find(|(start, ..)| beginning.starts_with(start))
    {
        return Err(Unreadable::NotATable { found, hint });
    }
    let is_mark = |line: &str| {
        let line = line.trim();
        line.eq_ignore_ascii_case("BEGIN:VCARD") || line.eq_ignore_ascii_case("END:VCARD")
    };
    if text.split(['\n', '\r']).any(is_mark) {
        return Ok(Format::Vcard);
    }
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}');
    let odd = text.chars().filter(odd).count();
    // One in ten: a few NULs stand in broken exports, binary data is a quarter of them or more.
    if odd * 10 > text.chars().count() {
        return Err(Unreadable::NotATable { found: "binary data", hint: FROM_SOURCE });
    }
    Ok(Format::Csv)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).replace('\u{feff}', "")
    }

    #[test]
    fn other_kinds_of_file_are_named_with_advice() {
        let cases: [(&[u8], &str); 5] = [
            (b"%PDF-1.7", "a PDF document"),
            (b"\xd0\xcf\x11\xe0....", "an old Excel workbook (.xls)"),
            (
                b"\xd0\xcf\x11\xe0..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                "a workbook that is protected by a password",
            ),
            (b"<!DOCTYPE html>", "an HTML page"),
            (b"\x01\x02\x03\x04\x05abc", "binary data"),
        ];
        for (bytes, expected) in cases {
            match refuse_binary(bytes).and_then(|()| of_text(&text_of(bytes))) {
                Err(Unreadable::NotATable { found, hint }) => {
                    assert_eq!(found, expected);
                    assert!(hint.ends_with('.'));
                }
                other => panic!("{expected}: {other:?}"),
            }
        }
    }

    #[test]
    fn texts_are_told_by_their_content() {
        for (text, expected) in [
            ("name,city\nA\0da,B\n", Format::Csv),
            ("[id],[name]\n", Format::Csv),
            ("#,name\n", Format::Csv),
            ("<name>,<city>\n", Format::Csv),
            ("{name},{city}\n", Format::Csv),
            ("\u{feff} BEGIN:VCARD\r\n", Format::Vcard),
            ("# a remark\nbegin:vCard \n", Format::Vcard),
            ("VERSION:2.1\rN:Doe\rEND:VCARD\r", Format::Vcard),
            ("[ {\n \"name\": 1", Format::JsonLines),
            ("{ \"name\": 1}", Format::JsonLines),
        ] {
            assert_eq!(of_text(&text_of(text.as_bytes())).unwrap(), expected, "{text}");
        }
    }
}
