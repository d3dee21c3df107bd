//! `server restore`: a data folder out of a backup.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use anyhow::{Context, bail};
use db::snapshot;

use crate::manifest::{DATABASE, FILES, Manifest};
use crate::{keys, sources};

/// Checks the backup, copies it, checks the copy, and gives the database its name last.
pub(crate) fn restore(from: &Path, data: &Path, keys: Option<&Path>) -> anyhow::Result<()> {
    let manifest = Manifest::read(from)?;
    if !db::system::knows_migration(&manifest.schema)? {
        bail!(
            "the backup is of schema {}, which this version of the server does not know; use version \
             {} or a later one",
            manifest.schema,
            manifest.version
        );
    }
    for name in [DATABASE, "contacts.sqlite-wal", "contacts.sqlite-shm"] {
        if data.join(name).exists() {
            bail!("--data: {} exists; nothing is ever restored over it", data.join(name).display());
        }
    }
    manifest.files.iter().try_for_each(|file| file.check(from))?;
    let files = data.join(FILES);
    for folder in [data, &files] {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    for file in manifest.files.iter().filter(|file| file.name != DATABASE) {
        copy(&from.join(&file.name), &data.join(&file.name))?;
        file.check(data)?;
    }
    let draft = data.join("contacts.sqlite.restoring");
    let placed = database(from, &manifest, &draft)
        .and_then(|()| fs::rename(&draft, data.join(DATABASE)).map_err(Into::into));
    if let Err(error) = placed {
        drop(fs::remove_file(&draft));
        return Err(error);
    }
    for folder in [&files, data] {
        File::open(folder)?.sync_all()?;
    }
    tell(&manifest, data, keys.unwrap_or(data));
    Ok(())
}

/// Copies the database, compares it with the manifest, and begins another epoch in it.
fn database(from: &Path, manifest: &Manifest, draft: &Path) -> anyhow::Result<()> {
    copy(&from.join(DATABASE), draft)?;
    let found = snapshot::examine(draft)?;
    for (table, rows) in &manifest.tables {
        let found = found.tables.get(table).copied().unwrap_or_default();
        if found != *rows {
            bail!("{table} has {found} rows, and {rows} were backed up");
        }
    }
    let sources = sources::real();
    snapshot::renew(draft, sources.id())?;
    Ok(File::open(draft)?.sync_all()?)
}

/// Copies what is in a file, and not who may read it.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let mut read = File::open(from).with_context(|| format!("cannot read {}", from.display()))?;
    let mut write = File::create(to).with_context(|| format!("cannot write {}", to.display()))?;
    io::copy(&mut read, &mut write).with_context(|| format!("cannot write {}", to.display()))?;
    Ok(write.sync_all()?)
}

fn tell(manifest: &Manifest, data: &Path, keys: &Path) {
    println!("The backup of {} is in {}.", manifest.made_at, data.display());
    for (table, rows) in &manifest.tables {
        println!("{rows:>12}  {table}");
    }
    println!("{:>12}  uploaded files", manifest.files.len().saturating_sub(1));
    println!("Before you start a server on it:");
    if let Some(needed) = &manifest.keys.keys_json {
        let place = keys.join("keys.json");
        let state = match keys::fingerprint_in(keys) {
            Some(found) if found == *needed => "is there, and is the right one",
            Some(_) => "is ANOTHER one; put the right one in its place",
            None => "is MISSING; put it there",
        };
        println!("  {} with the fingerprint {needed} {state}.", place.display());
    }
    let versions: Vec<String> = manifest.keys.master_keys.iter().map(i64::to_string).collect();
    if !versions.is_empty() {
        let place = keys.join(keys::MASTER);
        println!(
            "  {} or --master-keys needs the versions {}.",
            place.display(),
            versions.join(", ")
        );
    }
    println!("The search index is built at the first start.");
}
