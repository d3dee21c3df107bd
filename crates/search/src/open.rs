//! Opening an index, and making it anew where it cannot be used.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory, RamDirectory};
use tantivy::{ReloadPolicy, TantivyError};

use crate::schema::{VERSION, schema, settings};
use crate::snapshot::Shared;
use crate::writer::{Writer, merge_policy};
use crate::{Error, Index};

/// Memory that changes may take before they are written out, in bytes.
const MEMORY: usize = 40_000_000;
/// Indexing threads. One makes fewer segments than two, and leaves the other core to searches.
const THREADS: usize = 1;

/// See [`Index::open`].
pub(crate) fn in_folder(dir: &Path) -> Result<(Index, Writer), Error> {
    fs::create_dir_all(dir)?;
    let directory = || MmapDirectory::open(dir).map_err(TantivyError::from);
    // Whoever writes the index holds this lock: nothing is wiped under another process.
    let lock = directory()?.acquire_lock(&INDEX_WRITER_LOCK);
    drop(lock.map_err(|error| TantivyError::LockFailure(error, None))?);
    match start(directory()?) {
        Ok(Some(opened)) => return Ok(opened),
        Ok(None) => tracing::info!("the search index is of another version and is made anew"),
        Err(error @ Error::Tantivy(TantivyError::LockFailure(..))) => return Err(error),
        Err(error) => tracing::warn!(%error, "the search index cannot be read and is made anew"),
    }
    wipe(dir)?;
    start(directory()?)?.ok_or_else(unusable)
}

/// See [`Index::in_memory`].
pub(crate) fn in_memory() -> Result<(Index, Writer), Error> {
    start(RamDirectory::create())?.ok_or_else(unusable)
}

fn unusable() -> Error {
    TantivyError::InternalError("a new index is of another version".to_owned()).into()
}

/// Opens or makes an index; `None` if it is of another version.
fn start(directory: impl Into<Box<dyn Directory>>) -> Result<Option<(Index, Writer)>, Error> {
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
    let position = match index.load_metas()?.payload {
        None => None,
        Some(payload) => match read_payload(&payload) {
            Some(position) => Some(position),
            None => return Ok(None),
        },
    };
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let writer = index.writer_with_num_threads(THREADS, MEMORY)?;
    writer.set_merge_policy(Box::new(merge_policy()));
    let shared = Arc::new(Shared::new());
    let writer =
        Writer { documents: writer, reader, fields, shared: Arc::clone(&shared), position };
    writer.show()?;
    Ok(Some((Index { shared }, writer)))
}

/// What a commit carries: the version of the index and the outbox position.
pub(crate) fn payload(position: i64) -> String {
    format!("{VERSION} {position}")
}

fn read_payload(payload: &str) -> Option<i64> {
    let (version, position) = payload.split_once(' ')?;
    (version.parse() == Ok(VERSION)).then_some(())?;
    position.parse().ok()
}

/// Removes the files of an index, and no others.
fn wipe(dir: &Path) -> Result<(), Error> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_position_of_another_version_is_not_read() {
        assert_eq!(read_payload(&payload(-7)), Some(-7));
        assert_eq!(read_payload("0 7"), None);
        assert_eq!(read_payload("7"), None);
    }
}
