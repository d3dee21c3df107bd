//! Workbooks, which a child process reads.

use std::io::Write;

use domain::import::SourceRequest;
use files::{Reader, RowProblem, Unreadable};
use flate2::Compression;
use flate2::write::DeflateEncoder;

use crate::{file, read, reader};

/// A ZIP archive of these parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).unwrap();
        let packed = encoder.finish().unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let mut about = [20_u16, 0, 8, 0, 0].map(u16::to_le_bytes).concat();
        about.extend(crc.sum().to_le_bytes());
        about.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        about.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        about.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        about.extend([0; 2]);
        directory.extend([b"PK\x01\x02\x14\x00", &about[..], &[0; 10]].concat());
        directory.extend(u32::try_from(out.len()).unwrap().to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend([b"PK\x03\x04", &about[..], name.as_bytes(), &packed].concat());
    }
    let offset = u32::try_from(out.len()).unwrap();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([u16::try_from(parts.len()).unwrap(); 2].map(u16::to_le_bytes).concat());
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(offset.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// A workbook of sheets with text cells; names that begin with `.` are hidden.
pub(crate) fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let texts: Vec<(&str, String)> = sheets
        .iter()
        .map(|(name, rows)| {
            let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
            let row =
                |row: &&[&str]| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
            (*name, rows.iter().map(row).collect())
        })
        .collect();
    of_parts(&of_xml(&texts))
}

/// The parts of a workbook whose sheets hold these rows.
fn of_xml(sheets: &[(&str, String)]) -> Vec<(String, String)> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut links) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let state = if name.starts_with('.') { " state=\"hidden\"" } else { "" };
        let sheet = format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"r{at}\"{state}/>");
        list.push_str(&sheet);
        let link = format!(
            "<Relationship Id=\"r{at}\" Type=\"{relations}/worksheet\" Target=\"worksheets/s{at}.xml\"/>"
        );
        links.push_str(&link);
        let sheet =
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/s{at}.xml"), sheet));
    }
    parts.push((
        "xl/workbook.xml".into(),
        format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>{list}</sheets></workbook>"
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships xmlns=\"{package}\">{links}</Relationships>"),
    ));
    parts.push((
        "_rels/.rels".into(),
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"r\" Type=\"{relations}/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    ));
    parts
}

/// The archive of these parts.
fn of_parts(parts: &[(String, String)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    archive(&parts)
}

fn refusal(content: &[u8]) -> String {
    reader().inspect(file(content).path()).unwrap_err().to_string()
}

#[test]
fn the_first_visible_sheet_with_rows_is_read_and_another_can_be_chosen() {
    let people: &[&[&str]] = &[&["Name", "City"], &["Ada", "London"]];
    let secret: &[&[&str]] = &[&["Name", "Pay"], &["Ada", "1"], &["Bob", "2"]];
    let book = file(&workbook(&[(".Pay", secret), ("Empty", &[]), ("People", people)]));
    let inspection = reader().inspect(book.path()).unwrap();
    assert_eq!(inspection.dialect.sheet.as_deref(), Some("People"));
    let sheets: Vec<_> =
        inspection.dialect.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [(".Pay", true), ("Empty", false), ("People", false)]);
    assert_eq!(
        read(book.path(), &inspection.dialect),
        (vec![vec!["Ada".into(), "London".into()]], 0)
    );

    let choose = |name: &str| SourceRequest { sheet: Some(name.to_owned()), ..Default::default() };
    let chosen = reader().inspect_as(book.path(), &choose(".Pay")).unwrap();
    assert_eq!(read(book.path(), &chosen.dialect).0.len(), 2);
    match reader().inspect_as(book.path(), &choose("Peple")) {
        Err(Unreadable::Choice(error)) => {
            assert_eq!(error.field, "sheet");
            assert!(error.message.contains("\".Pay\", \"Empty\", \"People\""), "{}", error.message);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn titles_are_skipped_and_values_are_text() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Report</t></is></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>Name</t></is></c>\
        <c r=\"B3\" t=\"inlineStr\"><is><t>Employees</t></is></c>\
        <c r=\"C3\" t=\"inlineStr\"><is><t>Notes</t></is></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>Ada</t></is></c><c r=\"B4\"><v>1002.0</v></c>\
        <c r=\"C4\" t=\"str\"><f>1&amp;2</f><v>cached</v></c></row>\
        <row r=\"9\"><c r=\"A9\" t=\"inlineStr\"><is><t>Bob</t></is></c><c r=\"B9\" t=\"e\"><v>#DIV/0!</v></c>\
        <c r=\"C9\" t=\"b\"><v>1</v></c></row>";
    let book = file(&of_parts(&of_xml(&[("S", rows.to_owned())])));
    let inspection = reader().inspect(book.path()).unwrap();
    assert_eq!((inspection.dialect.skip, inspection.dialect.has_header), (1, true));
    assert_eq!(inspection.dialect.preview[0], ["Report"]);
    let (rows, broken) = read(book.path(), &inspection.dialect);
    assert_eq!(
        (rows, broken),
        (
            vec![
                vec!["Ada".to_owned(), "1002".into(), "cached".into()],
                vec!["Bob".into(), String::new(), "TRUE".into()],
            ],
            0
        )
    );
}

#[test]
fn hostile_packages_end_in_a_clear_problem() {
    let book = workbook(&[("S", &[&["Name"], &["Ada"]])]);
    let twice = archive(&[("xl/workbook.xml", b"<a/>"), ("XL\\Workbook.xml", b"<b/>")]);
    let mut encrypted = book.clone();
    let directory = encrypted.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    encrypted[directory + 8] = 1;
    let bomb = archive(&[("xl/workbook.xml", b""), ("xl/media/a.bin", &vec![0; 70 * 1024 * 1024])]);
    let entities =
        "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><workbook>&b;</workbook>";
    for (content, expected) in [
        (&book[..book.len() - 30], "damaged"),
        (&archive(&[("readme.txt", b"x")]), "a ZIP archive"),
        (&archive(&[("word/document.xml", b"x")]), "Word"),
        (&archive(&[("xl/workbook.bin", b"x")]), ".xlsb"),
        (&archive(&[("mimetype", b"x"), ("content.xml", b"opendocument.spreadsheet")]), "ZIP"),
        (&archive(&[("xl/workbook.xml", entities.as_bytes())]), "damaged"),
        (&twice, "twice"),
        (&encrypted, "password"),
        (&bomb, "unpacks to more"),
        (&workbook(&[("Empty", &[])]), "no rows"),
    ] {
        let refusal = refusal(content);
        assert!(refusal.contains(expected) && refusal.ends_with('.'), "{expected}: {refusal}");
    }
}

/// A list of texts that claims four thousand million of them, so that the parser asks for the memory.
#[test]
fn a_claim_of_memory_ends_the_child_and_not_us() {
    let claim = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        uniqueCount=\"4000000000\"></sst>";
    let mut parts = of_xml(&[("S", "<row><c><v>1</v></c></row>".to_owned())]);
    assert!(reader().inspect(file(&of_parts(&parts)).path()).is_ok());
    parts.push(("xl/sharedStrings.xml".into(), claim.into()));
    let refusal = refusal(&of_parts(&parts));
    assert!(refusal.contains("memory"), "{refusal}");
}

#[test]
fn a_row_beyond_the_limits_is_broken_and_the_next_is_read() {
    let long = "x".repeat(2 * 1024 * 1024);
    let book = workbook(&[("S", &[&["Name", "Notes"], &["Ada", &long], &["Bob", "short"]])]);
    let file = file(&book);
    let inspection = reader().inspect(file.path()).unwrap();
    let rows: Vec<_> = reader().rows(file.path(), &inspection.dialect).unwrap().collect();
    assert!(matches!(&rows[0], Err(RowProblem::Broken { number: 1, .. })));
    assert_eq!(rows[1].as_ref().unwrap().cells, ["Bob", "short"]);
}

#[test]
fn a_program_that_is_no_reader_is_told() {
    let book = file(&workbook(&[("S", &[&["Name"], &["Ada"]])]));
    for program in ["/bin/cat", "/bin/true"] {
        let refusal = Reader::with(program).inspect(book.path()).unwrap_err().to_string();
        assert!(!refusal.is_empty());
    }
    assert!(matches!(Reader::with("/nonexistent").inspect(book.path()), Err(Unreadable::Io(_))));
}

/// The process ends with the reading, wherever that stops.
#[test]
fn the_child_does_not_outlive_its_rows() {
    let row: &[&str] = &["Ada", "London", "many words that fill the pipe"];
    let header: &[&str] = &["Name", "City", "Notes"];
    let many: Vec<&[&str]> =
        std::iter::once(header).chain(std::iter::repeat_n(row, 20_000)).collect();
    let file = file(&workbook(&[("S", &many)]));
    let inspection = reader().inspect(file.path()).unwrap();
    for _ in 0..3 {
        let mut rows = reader().rows(file.path(), &inspection.dialect).unwrap();
        assert_eq!(rows.next().unwrap().unwrap().number, 1);
    }
    let me = std::process::id();
    let children = std::fs::read_to_string(format!("/proc/{me}/task/{me}/children"));
    assert!(children.is_ok_and(|list| list.trim().is_empty()), "a child is still there");
    assert_eq!(read(file.path(), &inspection.dialect).0.len(), 20_000);
}
