//! Files within gzip.

use std::io::Write;

use files::Format;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{file, read, reader};

fn packed(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn refusal(content: &[u8]) -> String {
    reader().inspect(file(content).path()).unwrap_err().to_string()
}

#[test]
fn every_format_is_read_within_gzip() {
    let workbook = crate::sheets::workbook(&[("People", &[&["Name", "City"], &["Ada", "London"]])]);
    for (content, format) in [
        (&b"Name,City\nAda,London\n"[..], Format::Csv),
        (b"BEGIN:VCARD\nFN:Ada\nADR:;;;London\nEND:VCARD\n", Format::Vcard),
        (b"{\"name\":\"Ada\",\"city\":\"London\"}\n", Format::JsonLines),
        (&workbook, Format::Xlsx),
    ] {
        let bytes = packed(content);
        let file = file(&bytes);
        let inspection = reader().inspect(file.path()).unwrap();
        assert_eq!((inspection.format, inspection.dialect.gzip), (format, true));
        let (rows, broken) = read(file.path(), &inspection.dialect);
        assert_eq!((rows, broken), (vec![vec!["Ada".to_owned(), "London".into()]], 0));
        let mut rows = reader().rows(file.path(), &inspection.dialect).unwrap();
        assert_eq!(rows.by_ref().count(), 1);
        assert!(
            rows.bytes_read() <= bytes.len() as u64,
            "progress is told in bytes of the archive"
        );
    }
}

#[test]
fn several_members_are_one_file() {
    let both = [packed(b"Name,City\nAda,London\n"), packed(b"Bob,Ulm\n")].concat();
    let file = file(&both);
    let inspection = reader().inspect(file.path()).unwrap();
    assert_eq!(read(file.path(), &inspection.dialect).0.len(), 2);
}

#[test]
fn archives_that_are_bad_say_so() {
    let table = packed(&b"Name,City\nAda,London\n".repeat(1_000));
    assert!(refusal(&table[..table.len() - 20]).contains("cut off"));
    let mut spoiled = table.clone();
    let end = spoiled.len() - 6;
    spoiled[end] ^= 1;
    assert!(refusal(&spoiled).contains("damaged"));
    assert!(refusal(&packed(&table)).contains("archive within an archive"));
    assert!(refusal(&packed(b"")).contains("empty"));
    assert!(refusal(&packed(b"%PDF-1.7")).contains("PDF"));
}

#[test]
fn a_bomb_is_told_when_it_is_uploaded() {
    let line = b"a,b\n".repeat(256 * 1024);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..80 {
        encoder.write_all(&line).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 1024 * 1024);
    let refusal = refusal(&bomb);
    assert!(refusal.contains("200 times"), "{refusal}");
}
