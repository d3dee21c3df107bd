//! The rows to import, and what a person would type to find them again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::{process, workspace};

/// How many rows are imported.
pub(super) const ROWS: usize = 100_000;

/// A contact as the sample file has it, by the field each column maps to.
pub(super) type Row = BTreeMap<String, String>;

/// Has the server write the sample, and returns the file's bytes.
pub(super) fn write(folder: &Path) -> Result<Vec<u8>> {
    let path = folder.join("sample.csv");
    let rows = ROWS.to_string();
    let mut command = Command::new(workspace::server(true));
    command.args(["sample", "--rows", &rows, "--format", "csv"]);
    process::run(command.stdout(File::create(&path)?))?;
    fs::read(&path).with_context(|| format!("reading {}", path.display()))
}

/// Up to `count` rows, evenly spread over the file.
pub(super) fn read(csv: &[u8], columns: &[Value], count: usize) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(csv);
    let headers = reader.headers()?.clone();
    let fields: Vec<_> = headers.iter().map(|header| field_of(columns, header)).collect();
    let mut rows = Vec::with_capacity(count);
    for record in reader.records().step_by((ROWS / count).max(1)).take(count) {
        let record = record?;
        let named = fields.iter().zip(&record);
        let named = named.filter_map(|(field, value)| Some((field.clone()?, value.to_owned())));
        rows.push(named.collect());
    }
    Ok(rows)
}

/// A person's name as one would type it.
pub(super) fn name(row: &Row) -> String {
    let get = |field: &str| row.get(field).map(|text| text.trim()).unwrap_or_default();
    match get("full_name") {
        "" => format!("{} {}", get("first_name"), get("last_name")),
        name => name.to_owned(),
    }
    .trim()
    .to_owned()
}

fn field_of(columns: &[Value], header: &str) -> Option<String> {
    let column = columns.iter().find(|column| column["header"] == header)?;
    column["field"].as_str().map(str::to_owned)
}
