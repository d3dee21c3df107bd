//! The same rows by the databases' own tools: what this machine and this disk can do at most.

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Result;

use super::figures::rate;
use super::place::Place;
use crate::process;

/// The tables that a bulk write fills.
const CONTACTS: &str = "id, organization_id, full_name, first_name, last_name, title, seniority, \
    department, company, company_domain, industry, company_size, street, city, region, postal_code, \
    country, website, linkedin_url, notes, external_id, emails, phones, tags, custom, source, \
    version, created_at, updated_at, verified_at, made_by";
const KEYS: &str = "organization_id, run, hash, contact_id";
const OUTBOX: &str = "organization_id, contact_id, settled, created_at";

const STAGED: &str = "import_id, number, organization_id, state, reason, errors, cells, edits, fields, \
    matches, contact_id, apart, alike";

type Tables<'a> = &'a [(&'a str, &'a str)];

/// Copies the contacts of the measured database, with their keys and changes, into another one with the same
/// tables and indexes; prints and answers contacts a second.
pub(super) fn contacts(place: &Place<'_>, rows: usize) -> Result<f64> {
    let tables = [("contacts", CONTACTS), ("contact_keys", KEYS), ("outbox", OUTBOX)];
    copy(place, rows, "contacts", &tables)
}

/// Copies all that an import wrote: the staged rows, too.
pub(super) fn import(place: &Place<'_>, rows: usize) -> Result<f64> {
    let tables = [
        ("import_rows", STAGED),
        ("contacts", CONTACTS),
        ("contact_keys", KEYS),
        ("outbox", OUTBOX),
    ];
    copy(place, rows, "contacts and staged rows", &tables)
}

fn copy(place: &Place<'_>, rows: usize, what: &str, tables: Tables<'_>) -> Result<f64> {
    let took = match &place.postgres {
        None => sqlite(place, tables)?,
        Some(_) => postgres(place, tables)?,
    };
    let tool = if place.postgres.is_some() { "psql \\copy" } else { "sqlite3 .import" };
    let raw = rate(rows, took);
    println!("    {tool}, {what}: {rows} in {:.1} s: {raw:.0} rows/s", took.as_secs_f64());
    Ok(raw)
}

/// `sqlite3 .import` reads no blobs, so ids are 32 hexadecimal digits there. Otherwise the tables are
/// the same, and so is what a commit costs.
fn sqlite(place: &Place<'_>, tables: Tables<'_>) -> Result<std::time::Duration> {
    let file = place.file("data");
    let mut export = String::from(".mode csv\n");
    for (table, columns) in tables {
        let columns: Vec<String> =
            columns.split(',').map(|column| exported(column.trim())).collect();
        let path = place.folder.join(format!("{table}.csv"));
        writeln!(export, ".once {}\nSELECT {} FROM {table};", path.display(), columns.join(", "))?;
    }
    run(Command::new("sqlite3").arg(&file), &export, place, "export.sql")?;
    let raw = place.folder.join("raw.sqlite");
    if raw.exists() {
        fs::remove_file(&raw)?;
    }
    run(Command::new("sqlite3").arg(&raw), &sqlite_schema(), place, "schema.sql")?;
    let mut import =
        String::from("PRAGMA synchronous = FULL;\nPRAGMA cache_size = -16000;\n.mode csv\n");
    for (table, _) in tables {
        let path = place.folder.join(format!("{table}.csv"));
        writeln!(import, ".import {} {table}", path.display())?;
    }
    let begun = Instant::now();
    run(Command::new("sqlite3").arg(&raw), &import, place, "import.sql")?;
    Ok(begun.elapsed())
}

fn sqlite_schema() -> String {
    let keys = KEYS.replace("run", "run INTEGER").replace("hash", "hash INTEGER");
    format!(
        "PRAGMA journal_mode = WAL;\n\
         CREATE TABLE contacts ({});\n\
         CREATE UNIQUE INDEX contacts_id ON contacts (id);\n\
         CREATE INDEX contacts_by_organization ON contacts (organization_id, id);\n\
         CREATE TABLE contact_keys ({keys}, PRIMARY KEY ({KEYS})) WITHOUT ROWID;\n\
         CREATE TABLE outbox ({OUTBOX});\n\
         CREATE INDEX outbox_settled ON outbox (organization_id) WHERE settled;\n\
         CREATE TABLE import_rows ({}, PRIMARY KEY (import_id, number)) WITHOUT ROWID;\n\
         CREATE INDEX import_rows_by_state ON import_rows (import_id, state, number);\n\
         CREATE INDEX import_rows_alike ON import_rows (import_id, number) WHERE alike = 1;\n",
        CONTACTS
            .replace("made_by", "made_by BLOB")
            .replace("version", "version INTEGER")
            .replace("_at", "_at INTEGER"),
        STAGED.replace("number", "number INTEGER"),
    )
}

fn exported(column: &str) -> String {
    let is_id = matches!(column, "id" | "organization_id" | "contact_id" | "import_id" | "made_by");
    if is_id { format!("hex({column})") } else { column.to_owned() }
}

fn postgres(place: &Place<'_>, tables: Tables<'_>) -> Result<std::time::Duration> {
    let Some((shell, name)) = &place.postgres else { return Ok(std::time::Duration::ZERO) };
    let mut export = String::new();
    let mut import = String::new();
    // Whom the rows name.
    let named = ["organizations", "users", "imports"].map(|table| (table, "*"));
    for (table, columns) in named.iter().chain(tables) {
        let path = place.folder.join(format!("{table}.csv"));
        let but = if *table == "organizations" {
            " WHERE id <> '00000000-0000-0000-0000-000000000000'"
        } else {
            ""
        };
        let into = if *columns == "*" { String::new() } else { format!("({columns})") };
        let query = format!("SELECT {columns} FROM {table}{but}");
        writeln!(export, "\\copy ({query}) TO '{}' CSV", path.display())?;
        writeln!(import, "\\copy {table} {into} FROM '{}' CSV", path.display())?;
    }
    run(&mut shell.command(name), &export, place, "export.sql")?;
    shell.sql("postgres", "DROP DATABASE IF EXISTS raw")?;
    shell.sql("postgres", "CREATE DATABASE raw")?;
    place.server("migrate", "raw", Some(&shell.url_of("raw")))?;
    let begun = Instant::now();
    run(&mut shell.command("raw"), &import, place, "import.sql")?;
    Ok(begun.elapsed())
}

/// Runs a tool with a script on its standard input.
fn run(command: &mut Command, script: &str, place: &Place<'_>, name: &str) -> Result<()> {
    let path = place.write(name, script)?;
    let line = process::describe(command);
    let status = command.stdin(std::fs::File::open(path)?).stdout(Stdio::null()).status()?;
    anyhow::ensure!(status.success(), "`{line}` failed ({status})");
    Ok(())
}
