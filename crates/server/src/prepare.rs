//! What a database needs before anything works on it.

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
    Ok(())
}
