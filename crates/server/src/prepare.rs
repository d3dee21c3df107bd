//! What the data folder and the database need before anything works on them.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use anyhow::Context;
use db::Db;
use domain::Sources;

/// Brings the schema up to this version, and takes notice of a database that came from another
/// cluster. Two nodes may do it at once.
pub(crate) fn prepare(db: &Db, sources: &Sources) -> db::Result<()> {
    db::system::migrate(db)?;
    let (epoch, now) = (sources.id(), sources.now());
    if db.write_now(|c| db::installation::recognize(c, epoch, now))? {
        tracing::info!("installation.moved");
    }
    if !db.read_now(db::system::speaks_english)? {
        tracing::warn!("database.not_english");
    }
    Ok(())
}

/// Makes a folder for records, uploads or keys, which are nobody else's business on this machine.
pub(crate) fn private_folder(path: &Path) -> anyhow::Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.with_context(|| format!("cannot make {}", path.display()))
}
