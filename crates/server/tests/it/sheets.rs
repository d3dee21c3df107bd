//! Workbooks, which the program reads in a process of its own.

use std::io::Write;

use domain::contact::Contact;
use files::Reader;
use files::write::{Columns, Export, Format};
use serde_json::{Value, json};

use crate::served::Server;

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

#[test]
fn a_workbook_that_is_exported_and_imported_again_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let ada = server.sign_up("ada@example.com");
    for contact in people() {
        let reply = server.post("/api/v1/contacts", Some(&ada), &contact);
        assert_eq!(reply.status, 201, "{reply:?}");
    }
    let all = json!({ "everything": true, "format": "xlsx" });
    let workbook = server.download("/api/v1/contacts/export", &ada, &all);
    assert!(workbook.starts_with(b"PK"));

    let import = server.upload(&ada, &workbook).body;
    assert_eq!(import["source"]["format"], "xlsx", "{import}");
    let path = format!("/api/v1/imports/{}", import["id"].as_str().unwrap());
    let column = |column: &Value| json!({ "header": column["header"], "field": column["field"] });
    let columns: Vec<Value> = import["columns"].as_array().unwrap().iter().map(column).collect();
    let mapping = json!({ "columns": columns, "on_duplicate": "overwrite" });
    assert_eq!(server.put(&format!("{path}/mapping"), &ada, &mapping).status, 202);
    let state = |server: &Server| server.get(&path, Some(&ada)).body;
    server.wait_until("the review", |server| state(server)["state"] == "review");
    let rows = server.get(&format!("{path}/rows"), Some(&ada)).body;
    let counts = &state(&server)["rows"];
    assert_eq!((&counts["total"], &counts["duplicate"]), (&json!(2), &json!(2)), "{rows}");
}

fn people() -> [Value; 2] {
    [
        json!({
            "full_name": "Grace =Hopper", "title": "=SUM(1)", "notes": "one\ntwo; \"three\"",
            "emails": [{"value": "grace@navy.example", "kind": "work"}],
            "phones": [{"value": "+14155550123", "kind": "mobile"}],
            "tags": ["vip", "a, b"], "postal_code": "01234", "custom": {"Shoe size": "42"},
        }),
        json!({"full_name": "山田 太郎", "emails": [{"value": "taro@yamada.example"}]}),
    ]
}

fn sample_contact() -> Contact {
    serde_json::from_value(serde_json::json!({
        "id": "con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b", "layer": "workspace", "completeness": 0,
        "source": "created", "version": 1, "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z", "verified_at": null, "full_name": "Ada Lovelace",
    }))
    .unwrap()
}
