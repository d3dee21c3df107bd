//! Workbooks, which the program reads in a process of its own.

use std::io::Write;

use domain::contact::Contact;
use files::Reader;
use files::write::{Columns, Export, Format};

#[test]
fn the_program_reads_workbooks_for_itself() {
    let mut export = Export::new(Format::Xlsx, Columns::default());
    let mut bytes = export.header();
    let contact = sample_contact();
    for _ in 0..3 {
        bytes.extend(export.record(&contact));
    }
    bytes.extend(export.finish());
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();

    let reader = Reader::with(env!("CARGO_BIN_EXE_server"));
    let inspection = reader.inspect(file.path()).unwrap();
    assert_eq!(inspection.dialect.sheet.as_deref(), Some("Contacts"));
    let rows = reader.rows(file.path(), &inspection.dialect).unwrap();
    let names: Vec<String> = rows.map(|row| row.unwrap().cells[0].clone()).collect();
    assert_eq!(names, ["Ada Lovelace"; 3]);
}

fn sample_contact() -> Contact {
    serde_json::from_value(serde_json::json!({
        "id": "con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b", "layer": "workspace", "completeness": 0,
        "source": "created", "version": 1, "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z", "verified_at": null, "full_name": "Ada Lovelace",
    }))
    .unwrap()
}
