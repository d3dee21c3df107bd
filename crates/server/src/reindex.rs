use db::Db;

use crate::config::Storage;
use crate::prepare::prepare;
use crate::sources;

/// Begins another epoch, which no index fits. Of one node alone, stop it and remove its `index/`.
pub(crate) fn reindex(storage: &Storage) -> anyhow::Result<()> {
    let db = Db::open(&storage.settings()?)?;
    let sources = sources::real();
    prepare(&db, &sources)?;
    let epoch = sources.id();
    db.write_now(|c| db::installation::renew(c, epoch))?;
    println!("Every server that runs builds its search index anew now, the others at their start.");
    println!(
        "Until then it says so to searches; everything else works. GET /readyz tells how far it is."
    );
    Ok(())
}
