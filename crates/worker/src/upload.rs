//! Uploaded files where a worker needs them: another node may have received them.

use std::path::PathBuf;

use db::import::Stored;
use db::{Db, Scope, import_chunk};
use domain::Timestamp;
use files::{Print, Store};

use crate::Worker;
use crate::outcome::Fault;

/// Seconds after which a file that belongs to no import belongs to none for good.
const ORPHANED: i64 = 3_600;

/// Where the file of an import lies on this node; fetched first if it has to be.
pub(crate) fn at_hand(worker: &Worker, scope: &Scope, stored: &Stored) -> Result<PathBuf, Fault> {
    let id = stored.import.id;
    let print = Print { bytes: stored.import.source.bytes, sha256: stored.sha256 };
    let mut numbers = 0..;
    let next = || {
        if worker.stop.asked() {
            return Err(Fault::Stopped);
        }
        let number = numbers.next().filter(|_| worker.db.is_shared());
        let Some(number) = number else { return Ok(None) };
        Ok(worker.db.read_as_now(scope, |c| import_chunk::get(c, scope, id, number))?)
    };
    worker.store.at_hand(id, print, next)?.ok_or_else(|| {
        Fault::Fail("The uploaded file is not there any more. Upload it again.".to_owned())
    })
}

/// Removes what uploads left behind that never became an import, or whose import was given up on another node:
/// in this node's folder and, where nodes share them, in the database; and copies and pieces of files whose
/// import is committed. To be called now and then on every node; answers how many files went.
///
/// # Errors
/// The database failed, or a file cannot be removed; the next time makes up for it.
pub fn sweep_uploads(db: &Db, store: &Store, now: Timestamp) -> Result<usize, SweepError> {
    let before = now.plus_seconds(-ORPHANED);
    let found = store.older_than(before)?;
    let needed = db.read_index_now(|c| db::import::with_files(c, &found))?;
    let mut removed = 0;
    for import in found.into_iter().filter(|import| !needed.contains(import)) {
        store.remove(import)?;
        removed += 1;
    }
    // The node that received a file keeps it; copies go once nothing reads them any more.
    let copies = store.copies();
    let found = copies.older_than(before)?;
    let needed = db.read_index_now(|c| db::import::before_commit(c, &found))?;
    for import in found.into_iter().filter(|import| !needed.contains(import)) {
        copies.remove(import)?;
        removed += 1;
    }
    if db.is_shared() {
        let orphans = db.read_index_now(|c| import_chunk::orphans(c, before))?;
        // One by one: a large file takes seconds, and one that another node is at must not keep the others.
        let mut failed = None;
        for orphan in orphans {
            failed = db.write_now(|c| import_chunk::sweep(c, &[orphan])).err().or(failed);
        }
        if let Some(error) = failed {
            return Err(error.into());
        }
    }
    Ok(removed)
}

/// Why uploads could not be swept.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    #[error("{0}")]
    Database(#[from] db::Error),
    #[error("{0}")]
    Files(#[from] std::io::Error),
}
