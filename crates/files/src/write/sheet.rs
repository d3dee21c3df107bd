//! An Excel workbook (ECMA-376) of text cells, row by row. A crate would need a file beside it until the
//! last row is known; this needs nothing.

use super::zip::Packer;

/// Rows of a sheet, at most, by the limit of Excel; more go into a further sheet.
const SHEET_ROWS: u32 = 1_048_576;
/// Bytes of a sheet, at most: below 4 GiB, which its archive can tell.
const SHEET_BYTES: u64 = 3_500_000_000;
/// Characters of a cell, at most, by the limit of Excel, which counts in units of UTF-16.
const CELL_UNITS: usize = 32_767;
/// Bytes that are gathered before they are packed.
const PIECE: usize = 64 * 1024;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A workbook at work.
#[derive(Debug)]
pub(super) struct Workbook {
    headers: Vec<String>,
    packer: Packer,
    sheets: u32,
    rows: u32,
    bytes: u64,
    /// XML that is not packed yet.
    waiting: String,
}

impl Workbook {
    pub(super) fn new(headers: Vec<String>) -> Self {
        let packer = Packer::new();
        Self { headers, packer, sheets: 0, rows: 0, bytes: 0, waiting: String::new() }
    }

    /// A sheet with its header.
    pub(super) fn begin(&mut self) -> Vec<u8> {
        self.sheets += 1;
        (self.rows, self.bytes) = (0, 0);
        let name = format!("xl/worksheets/sheet{}.xml", self.sheets);
        // Packing into memory does not fail.
        let mut out = self.packer.begin(&name).unwrap_or_default();
        self.waiting = format!("{XML}<worksheet xmlns=\"{MAIN}\"><sheetData>");
        let headers = std::mem::take(&mut self.headers);
        out.extend(self.add(&headers));
        self.headers = headers;
        out
    }

    pub(super) fn row(&mut self, cells: &[String]) -> Vec<u8> {
        let mut out = Vec::new();
        if self.rows >= SHEET_ROWS || self.bytes >= SHEET_BYTES {
            out.extend(self.end_sheet());
            out.extend(self.begin());
        }
        out.extend(self.add(cells));
        out
    }

    fn add(&mut self, cells: &[String]) -> Vec<u8> {
        self.rows += 1;
        let row = self.rows.to_string();
        let before = self.waiting.len();
        self.waiting.extend(["<row r=\"", &row, "\">"]);
        for (at, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let place = column(at);
            let start =
                ["<c r=\"", &place, &row, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"];
            self.waiting.extend(start);
            escape(text, &mut self.waiting);
            self.waiting.push_str("</t></is></c>");
        }
        self.waiting.push_str("</row>");
        self.bytes += (self.waiting.len() - before) as u64;
        if self.waiting.len() < PIECE { Vec::new() } else { self.pack() }
    }

    fn pack(&mut self) -> Vec<u8> {
        let text = std::mem::take(&mut self.waiting);
        self.packer.add(text.as_bytes()).unwrap_or_default()
    }

    fn end_sheet(&mut self) -> Vec<u8> {
        self.waiting.push_str("</sheetData></worksheet>");
        self.pack()
    }

    /// The end of the sheet, and the parts that say what is in the archive.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let mut out = self.end_sheet();
        let numbers = 1..=self.sheets;
        let each = |form: &dyn Fn(u32) -> String| numbers.clone().map(form).collect::<String>();
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        let sheets = each(&|number| {
            let name =
                if number == 1 { "Contacts".to_owned() } else { format!("Contacts {number}") };
            format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>")
        });
        let parts = [
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>",
                    each(&|number| format!(
                        "<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/worksheet\" \
                     Target=\"worksheets/sheet{number}.xml\"/>"
                    ))
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
                 {}</Types>",
                    each(&|number| format!(
                        "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" \
                     ContentType=\"{kind}.worksheet+xml\"/>"
                    ))
                ),
            ),
        ];
        for (name, text) in parts {
            out.extend(self.packer.begin(name).unwrap_or_default());
            out.extend(self.packer.add([XML, &text].concat().as_bytes()).unwrap_or_default());
        }
        out.extend(self.packer.finish().unwrap_or_default());
        out
    }
}

/// A, B … Z, AA …
fn column(mut at: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + u8::try_from(at % 26).unwrap_or_default()));
        if at < 26 {
            return name;
        }
        at = at / 26 - 1;
    }
}

/// Text of a cell. What XML cannot hold, and what looks as if it were escaped, is escaped the way of
/// spreadsheets: `_x0001_`.
fn escape(text: &str, out: &mut String) {
    let mut units = 0;
    for (at, letter) in text.char_indices() {
        units += letter.len_utf16();
        if units > CELL_UNITS {
            return;
        }
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if is_escape(&text.as_bytes()[at..]) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_ascii_control() => {
                let code = format!("_x{:04X}_", u32::from(letter));
                out.push_str(&code);
            }
            letter => out.push(letter),
        }
    }
}

fn is_escape(bytes: &[u8]) -> bool {
    bytes.len() >= 7
        && bytes.starts_with(b"_x")
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_in_letters() {
        let names = [0, 25, 26, 51, 701, 702].map(column);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }

    #[test]
    fn text_is_escaped_for_xml_and_for_spreadsheets() {
        let mut out = String::new();
        escape("<a & b>\u{1}\r_x000D_ _x", &mut out);
        assert_eq!(out, "&lt;a &amp; b&gt;_x0001__x000D__x005F_x000D_ _x");
        let mut long = String::new();
        escape(&"x".repeat(40_000), &mut long);
        assert_eq!(long.len(), CELL_UNITS);
    }
}
