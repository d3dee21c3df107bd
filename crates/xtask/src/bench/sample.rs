//! The rows to import, and what a person would type to find them again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::{process, workspace};

/// A contact as the sample file has it, by the field each column maps to.
pub(super) type Row = BTreeMap<String, String>;

/// The seed of the sample that is measured.
const SEED: u64 = 1;

/// Has the server write the sample, of so many rows, and returns the file's bytes.
pub(super) fn write(folder: &Path, rows: usize) -> Result<Vec<u8>> {
    write_other(folder, rows, SEED)
}

/// The same of another seed: other people.
pub(super) fn write_other(folder: &Path, rows: usize, seed: u64) -> Result<Vec<u8>> {
    let path = folder.join("sample.csv");
    let (rows, seed) = (rows.to_string(), seed.to_string());
    let mut command = Command::new(workspace::server(true));
    command.args(["sample", "--rows", &rows, "--seed", &seed, "--format", "csv"]);
    process::run(command.stdout(File::create(&path)?))?;
    fs::read(&path).with_context(|| format!("reading {}", path.display()))
}

/// Up to `count` rows, each of them `every` rows after the one before.
pub(super) fn read(csv: &[u8], columns: &[Value], every: usize, count: usize) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(csv);
    let headers = reader.headers()?.clone();
    let fields: Vec<_> = headers.iter().map(|header| field_of(columns, header)).collect();
    let mut rows = Vec::with_capacity(count);
    for record in reader.records().step_by(every.max(1)).take(count) {
        rows.push(named(&fields, &record?));
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

fn named(fields: &[Option<String>], record: &csv::StringRecord) -> Row {
    let named = fields.iter().zip(record);
    named.filter_map(|(field, value)| Some((field.clone()?, value.to_owned()))).collect()
}

fn field_of(columns: &[Value], header: &str) -> Option<String> {
    let column = columns.iter().find(|column| column["header"] == header)?;
    column["field"].as_str().map(str::to_owned)
}
