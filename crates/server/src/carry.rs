//! `server move`: a whole installation from one database into another.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, bail};
use db::audit::Pen;
use db::carry::{Carried, Move, Upload};
use db::{Db, import_chunk};
use files::{Print, Store};
use search::Index;
use secrecy::{ExposeSecret, SecretString};

use crate::config::{Moving, Storage};
use crate::manifest::{FILES, hexadecimal};
use crate::prepare::prepare;
use crate::{keys, sources};

/// Rows between two marks of progress.
const TOLD: u64 = 50_000;

/// What arrived.
struct Arrived {
    tables: Vec<Carried>,
    /// Logs of audit that are intact on both sides.
    logs: usize,
    uploads: usize,
    missing: Vec<Upload>,
}

/// Carries everything in one transaction of the target, which is kept only if all is proved.
pub(crate) fn carry(moving: Moving) -> anyhow::Result<()> {
    let from = settings("--from", &moving.from)?;
    let to = settings("--to", &moving.to)?;
    let Moving { data, keys, master_keys, .. } = moving;
    let storage = Storage { data, keys, master_keys, database: None, database_connections: 2 };
    if let Some(file) = from.url.strip_prefix("sqlite:")
        && !Path::new(file).exists()
    {
        bail!("--from: there is no file {file}");
    }
    if Index::is_held(&storage.data.join("index")) {
        bail!("--data: a server is running on {}; stop it first", storage.data.display());
    }
    keys::expect(&storage)?;
    let sources = sources::real();
    let secrets = keys::load(&storage, &sources)?;
    let (pen, seal) = (api::pen(&secrets), keys::seal(&secrets));
    let store = Store::open(&storage.data.join(FILES))?;
    prepare(&Db::open(&to)?, &sources)?;
    let arrived = db::carry::between(&from, &to, |moving| -> anyhow::Result<Arrived> {
        if !db::installation::is_claimed_by(moving.from, &seal)? {
            bail!("the keys in {} are not those of --from", storage.keys().display());
        }
        let tables = moving.copy(progress)?;
        println!();
        moving.install(sources.id(), sources.now())?;
        let (uploads, missing) = uploads(moving, &store)?;
        let logs = compare_logs(moving, &pen)?;
        Ok(Arrived { tables, logs, uploads, missing })
    })?;
    tell(&arrived);
    Ok(())
}

/// The address may hold a password, so no message repeats it.
fn settings(option: &str, url: &SecretString) -> anyhow::Result<db::Settings> {
    let url = url.expose_secret();
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known.iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(db::Settings { url: url.to_owned(), connections: 2 });
    }
    bail!("{option}: expected sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME")
}

fn progress(table: &str, rows: u64) {
    if rows.is_multiple_of(TOLD) {
        print!("\r{table}: {rows} …");
        drop(std::io::stdout().flush());
    }
}

/// Brings the uploaded files to where servers of the target look for them: the pieces in a PostgreSQL,
/// or the folder.
fn uploads(moving: &mut Move<'_>, store: &Store) -> anyhow::Result<(usize, Vec<Upload>)> {
    let (mut there, mut missing) = (0, Vec::new());
    for upload in moving.uploads()? {
        let Upload { scope, import, bytes, sha256, has_failed } = upload;
        let print = Print { bytes, sha256 };
        let mut numbers = 0..;
        let held = store.holds(import, print)?
            || store.receive(import, print, || {
                let number = numbers.next().context("too many pieces")?;
                anyhow::Ok(import_chunk::get(moving.from, &scope, import, number)?)
            })?;
        if !held {
            if !has_failed {
                missing.push(upload);
            }
            continue;
        }
        there += 1;
        if moving.is_to_shared() {
            let mut file = File::open(store.path(import))?;
            for number in 0.. {
                let mut piece = Vec::with_capacity(import_chunk::CHUNK);
                let limit = import_chunk::CHUNK as u64;
                Read::by_ref(&mut file).take(limit).read_to_end(&mut piece)?;
                if piece.is_empty() {
                    break;
                }
                import_chunk::put(moving.to, &scope, import, number, &piece)?;
            }
        }
    }
    Ok((there, missing))
}

/// Reads every audit log on both sides; answers how many there are.
fn compare_logs(moving: &mut Move<'_>, pen: &Pen) -> anyhow::Result<usize> {
    let logs = db::audit::logs(moving.to)?;
    for &organization in &logs {
        let before = db::audit::verify(moving.from, pen, organization, None)?;
        let after = db::audit::verify(moving.to, pen, organization, None)?;
        if before.intact != after.intact || before.events != after.events {
            bail!("the audit log of {organization} did not arrive as it was");
        }
        if !before.intact {
            println!(
                "The audit log of {organization} was not intact before: `server audit-verify`."
            );
        }
    }
    Ok(logs.len())
}

fn tell(arrived: &Arrived) {
    println!("{:<24}{:>12}  SHA-256 of both sides", "table", "rows");
    for table in &arrived.tables {
        let hash = hexadecimal(&table.sha256);
        println!("{:<24}{:>12}  {}", table.table, table.rows, &hash[..32]);
    }
    println!("{:<24}{:>12}  read to their ends on both sides", "audit logs", arrived.logs);
    println!("{:<24}{:>12}  that imports still need", "uploaded files", arrived.uploads);
    for upload in &arrived.missing {
        println!("The file of {} is not there; upload it again.", upload.import);
    }
    println!("Start servers on the target with the same keys. The source is as it was.");
}
