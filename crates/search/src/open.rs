//! Opening an index, and making it anew where it cannot be used.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::{
    Directory, DirectoryLock, INDEX_WRITER_LOCK, MmapDirectory, RamDirectory,
};
use tantivy::{ReloadPolicy, TantivyError};

use crate::mark::Mark;
use crate::place::Place;
use crate::schema::{schema, settings};
use crate::snapshot::Shared;
use crate::writer::Writer;
use crate::{Cure, Error, merge};

/// Memory that changes may take before they are written out, in bytes.
const MEMORY: usize = 40_000_000;
/// Indexing threads. One makes fewer segments than two, and leaves the other core to searches.
const THREADS: usize = 1;

/// See [`crate::Index::open_writer`].
pub(crate) fn writer(shared: &Arc<Shared>, place: &Place) -> Result<Writer, Error> {
    let dir = match place {
        Place::Memory => return start(shared, RamDirectory::create())?.ok_or_else(unusable),
        Place::Folder(dir) => dir,
    };
    fs::create_dir_all(dir)?;
    // Whoever writes the index holds this lock: nothing is wiped under another process.
    drop(lock(dir)?);
    match start(shared, directory(dir)?) {
        Ok(Some(opened)) => return Ok(opened),
        Ok(None) => tracing::info!("the search index is of another version and is made anew"),
        Err(error) if error.cure() == Cure::Wait => return Err(error),
        Err(error) => tracing::warn!(%error, "the search index cannot be read and is made anew"),
    }
    remove(dir)?;
    start(shared, directory(dir)?)?.ok_or_else(unusable)
}

/// See [`crate::Index::wipe`].
pub(crate) fn wipe(place: &Place) -> Result<(), Error> {
    match place {
        Place::Folder(dir) if dir.exists() => {
            let _held = lock(dir)?;
            remove(dir)
        }
        _ => Ok(()),
    }
}

/// See [`crate::Index::is_held`].
pub(crate) fn is_held(dir: &Path) -> bool {
    use tantivy::directory::error::LockError::LockBusy;
    dir.exists() && matches!(lock(dir), Err(Error::Tantivy(TantivyError::LockFailure(LockBusy, _))))
}

fn directory(dir: &Path) -> Result<MmapDirectory, Error> {
    Ok(MmapDirectory::open(dir).map_err(TantivyError::from)?)
}

fn lock(dir: &Path) -> Result<DirectoryLock, Error> {
    let lock = directory(dir)?.acquire_lock(&INDEX_WRITER_LOCK);
    Ok(lock.map_err(|error| TantivyError::LockFailure(error, None))?)
}

fn unusable() -> Error {
    TantivyError::InternalError("a new index is of another version".to_owned()).into()
}

/// Opens or makes an index; `None` if it is of another version.
fn start(
    shared: &Arc<Shared>,
    directory: impl Into<Box<dyn Directory>>,
) -> Result<Option<Writer>, Error> {
    let (schema, fields) = schema();
    let directory: Box<dyn Directory> = directory.into();
    let made = !tantivy::Index::exists(directory.as_ref()).map_err(TantivyError::from)?;
    let index = if made {
        tantivy::Index::create(directory, schema.clone(), settings())?
    } else {
        tantivy::Index::open(directory)?
    };
    if index.schema() != schema || *index.settings() != settings() {
        return Ok(None);
    }
    let mark = match index.load_metas()?.payload {
        None => None,
        Some(payload) => match Mark::from_payload(&payload) {
            Some(mark) => Some(mark),
            None => return Ok(None),
        },
    };
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let documents = index.writer_with_num_threads(THREADS, MEMORY)?;
    documents.set_merge_policy(merge::policy(false));
    // A writer numbers its operations from the last commit's own number on. A deletion under that very
    // number is taken for one that the commit already had when segments are merged, and is lost. So
    // that number is used up by nothing.
    documents.run([])?;
    let shared = Arc::clone(shared);
    let writer =
        Writer { documents, reader, fields, shared, mark, is_run: false, is_resting: false };
    writer.show()?;
    Ok(Some(writer))
}

/// Removes the files of an index, and no others.
fn remove(dir: &Path) -> Result<(), Error> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let stem = name.split('.').next().unwrap_or_default();
        let segment = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
        let known = matches!(&*name, "meta.json" | ".managed.json");
        if entry.file_type()?.is_file() && (segment || known) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
