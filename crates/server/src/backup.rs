//! `server backup`: everything but the keys, as it is at one moment.

use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use db::snapshot::{self, Contents};
use files::{Print, Store};

use crate::config::Storage;
use crate::manifest::{DATABASE, FILES, Keys, Manifest};
use crate::{keys, sources};

/// Makes the backup under another name, and gives it its own when it is whole.
pub(crate) fn backup(storage: &Storage, to: &Path) -> anyhow::Result<()> {
    if storage.database.is_some() {
        bail!(
            "backup is for the embedded database; back up a PostgreSQL by `pg_dump --format=custom`, \
             and apart from it the keys: docs/backup.md"
        );
    }
    let settings = storage.settings()?;
    if !storage.data.join(DATABASE).exists() {
        bail!("--data: there is no database in {}", storage.data.display());
    }
    if to.exists() {
        bail!("--to: {} exists already; nothing is ever written over a backup", to.display());
    }
    let draft = beside(to, "partial");
    DirBuilder::new().mode(0o700).create(&draft).with_context(|| {
        format!(
            "{}: cannot make it; if it is there, a backup is at work or was cut off",
            draft.display()
        )
    })?;
    let made = fill(&settings, &storage.data, &draft)
        .and_then(|manifest| fs::rename(&draft, to).map(|()| manifest).map_err(Into::into));
    let manifest = match made {
        Ok(manifest) => manifest,
        Err(error) => {
            // What is half made helps nobody, and may be what filled the disk.
            drop(fs::remove_dir_all(&draft));
            return Err(error);
        }
    };
    sync(to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
    tell(&manifest, to);
    Ok(())
}

fn fill(settings: &db::Settings, data: &Path, draft: &Path) -> anyhow::Result<Manifest> {
    let now = sources::real().now();
    let database = draft.join(DATABASE);
    snapshot::take(settings, &database)?;
    File::open(&database)?.sync_all()?;
    let contents = snapshot::examine(&database)?;
    let needed = Keys {
        keys_json: contents.seal.as_ref().map(keys::fingerprint),
        master_keys: contents.master_keys.clone(),
    };
    let mut manifest = Manifest::new(now, &contents, needed);
    manifest.list(draft, DATABASE)?;
    uploads(data, draft, &contents, &mut manifest)?;
    manifest.write(draft)?;
    sync(&draft.join(FILES))?;
    sync(draft)?;
    Ok(manifest)
}

/// Copies the files of the imports that the copy of the database knows: they are never changed, so the
/// order does not matter. One that was cancelled meanwhile is missing.
fn uploads(
    data: &Path,
    draft: &Path,
    contents: &Contents,
    manifest: &mut Manifest,
) -> anyhow::Result<()> {
    let from = Store::open(&data.join(FILES))?;
    let to = Store::open(&draft.join(FILES))?;
    for &(import, bytes, sha256) in &contents.uploads {
        let print = Print { bytes, sha256 };
        if !from.holds(import, print)? {
            manifest.missing.push(import.to_string());
            continue;
        }
        fs::copy(from.path(import), to.path(import))?;
        File::open(to.path(import))?.sync_all()?;
        manifest.list(draft, &format!("{FILES}/{import}"))?;
    }
    Ok(())
}

fn tell(manifest: &Manifest, to: &Path) {
    println!("The backup is in {}.", to.display());
    for (table, rows) in &manifest.tables {
        println!("{rows:>12}  {table}");
    }
    let uploads = manifest.files.len().saturating_sub(1);
    println!("{uploads:>12}  uploaded files, {} missing", manifest.missing.len());
    println!("The keys are not in it. Keep a copy of them elsewhere.");
}

/// A name beside another one, `NAME.WORD`.
fn beside(path: &Path, word: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(word);
    path.with_file_name(name)
}

/// Makes the names in a folder durable.
fn sync(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}
