//! Uploaded files in pieces, so that every node of a PostgreSQL can have them. A SQLite has one node,
//! whose folder has the files.

use diesel::prelude::*;
use domain::id::TypedId;
use domain::import::ImportState;
use domain::{ImportId, Timestamp};
use uuid::Builder;

use crate::conn::{Conn, on};
use crate::schema::{import_chunks, imports};
use crate::types::Key;
use crate::{Result, Scope};

/// Bytes of a piece; the last one may be shorter.
pub const CHUNK: usize = 1 << 20;

/// Keeps a piece, before or while its import is made.
pub fn put(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    number: u32,
    bytes: &[u8],
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::insert_into(import_chunks::table)
        .values((
            import_chunks::import_id.eq(Key(import)),
            import_chunks::number.eq(i64::from(number)),
            import_chunks::organization_id.eq(Key(owner)),
            import_chunks::bytes.eq(bytes),
        ))
        .execute(c))?;
    Ok(())
}

/// A piece by its number, from 0 on; none behind the last one.
pub fn get(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    number: u32,
) -> Result<Option<Vec<u8>>> {
    let owner = scope.organization();
    Ok(on!(conn, |c| import_chunks::table
        .find((Key(import), i64::from(number)))
        .filter(import_chunks::organization_id.eq(Key(owner)))
        .select(import_chunks::bytes)
        .get_result(c)
        .optional())?)
}

/// Drops the pieces of a file that nobody needs any more.
pub fn remove(conn: &mut Conn, scope: &Scope, import: ImportId) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::delete(import_chunks::table)
        .filter(import_chunks::import_id.eq(Key(import)))
        .filter(import_chunks::organization_id.eq(Key(owner)))
        .execute(c))?;
    Ok(())
}

/// Drops all pieces of a closed organization.
pub(crate) fn remove_all(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::delete(import_chunks::table)
        .filter(import_chunks::organization_id.eq(Key(owner)))
        .execute(c))?;
    Ok(())
}

/// Files, of all organizations, that no import needs: it was never made, though it would have been by now if
/// its id is older than `before`, or its rows are written. (A commit does not wait until they are gone: for
/// 200 MB that takes PostgreSQL five seconds.)
pub fn orphans(conn: &mut Conn, before: Timestamp) -> Result<Vec<ImportId>> {
    let millis = u64::try_from(before.micros() / 1_000).unwrap_or_default();
    let first = Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid();
    let over = [ImportState::Committed, ImportState::Undoing, ImportState::Undone];
    let needs = imports::table
        .filter(imports::state.ne_all(over.map(ImportState::as_str)))
        .select(imports::id);
    let found: Vec<Key<ImportId>> = on!(conn, |c| import_chunks::table
        .filter(import_chunks::import_id.lt(Key(ImportId::from_uuid(first))))
        .filter(import_chunks::import_id.ne_all(needs))
        .select(import_chunks::import_id)
        .distinct()
        .load(c))?;
    Ok(found.into_iter().map(|Key(id)| id).collect())
}

/// Drops the pieces of files, of whichever organizations; answers how many.
pub fn sweep(conn: &mut Conn, orphans: &[ImportId]) -> Result<usize> {
    let keys: Vec<Key<ImportId>> = orphans.iter().map(|&id| Key(id)).collect();
    Ok(on!(conn, |c| diesel::delete(import_chunks::table)
        .filter(import_chunks::import_id.eq_any(&keys))
        .execute(c))?)
}
