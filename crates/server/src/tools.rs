//! The subcommands that do one thing and end.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, bail};
use db::Db;
use sample::Generator;
use serde::Deserialize;

use crate::config::Storage;
use crate::prepare::{prepare, private_folder};
use crate::{keys, sources};

/// Brings the schema up to this version.
pub(crate) fn migrate(storage: &Storage) -> anyhow::Result<()> {
    private_folder(&storage.data)?;
    let db = Db::open(&storage.settings()?)?;
    prepare(&db, &sources::real())?;
    println!("The schema is up to date.");
    Ok(())
}

/// Adds a key-encryption key and seals everything anew.
pub(crate) fn rotate_keys(storage: &Storage) -> anyhow::Result<()> {
    keys::expect(storage)?;
    let sources = sources::real();
    if storage.master_keys.is_none() {
        let path = storage.keys().join(keys::MASTER);
        let mut file = secrets::FileKeys::load_or_create(&path, &sources)?;
        let version = file.add_version(&sources)?;
        println!("Key-encryption key {version} is in {}.", path.display());
    }
    let vault = keys::load(storage, &sources)?.vault;
    let db = Db::open(&storage.settings()?)?;
    let (wrapped, sealed) = vault.rotate(&db)?;
    println!("{wrapped} data keys were wrapped anew, {sealed} secrets sealed anew.");
    Ok(())
}

/// Prints the OpenAPI document.
pub(crate) fn openapi() -> anyhow::Result<()> {
    let text = api::document().to_pretty_json().context("the document cannot be written")?;
    Ok(writeln!(std::io::stdout().lock(), "{text}")?)
}

/// Prints sample contacts as CSV.
pub(crate) fn sample_csv(rows: usize, seed: u64) -> anyhow::Result<()> {
    let mut out = csv::Writer::from_writer(std::io::stdout().lock());
    out.write_record(sample::csv_header())?;
    for contact in Generator::new(seed).take(rows) {
        out.write_record(sample::csv_row(&contact))?;
    }
    Ok(out.flush()?)
}

/// Asks `/readyz` of a running server, for container health checks. Says why it is not ready.
pub(crate) fn healthcheck(listen: SocketAddr) -> anyhow::Result<()> {
    let patience = Duration::from_secs(3);
    let mut address = listen;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    let mut stream = TcpStream::connect_timeout(&address, patience)
        .with_context(|| format!("nobody answers at {address}"))?;
    stream.set_read_timeout(Some(patience))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(16_384).read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.1 200") {
        return Ok(());
    }
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    match serde_json::from_str::<Readiness>(body) {
        Ok(readiness) => bail!("not ready: {}", readiness.reasons().join("; ")),
        Err(_) => bail!("not ready: {}", answer.lines().next().unwrap_or("no answer")),
    }
}

/// What `/readyz` answers, as far as it is told on.
#[derive(Deserialize)]
struct Readiness {
    checks: Vec<Check>,
}

#[derive(Deserialize)]
struct Check {
    name: String,
    ready: bool,
    required: bool,
    message: String,
}

impl Readiness {
    fn reasons(&self) -> Vec<String> {
        let failed = self.checks.iter().filter(|check| check.required && !check.ready);
        failed.map(|check| format!("{}: {}", check.name, check.message)).collect()
    }
}
