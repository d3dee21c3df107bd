//! Changes that the search index has to follow.
//!
//! A position says how far a follower has come. On SQLite it is the row number, because there is
//! one writer. On PostgreSQL it is the writing transaction, because transactions commit in
//! another order than they take their numbers: a follower reads only below the oldest one that
//! still runs, so that a late commit is never skipped.

use diesel::prelude::*;
use domain::{ContactId, Layer, OrganizationId, Partition, Timestamp};

use crate::conn::{Conn, on};
use crate::contact::{self, Visible};
use crate::schema::outbox;
use crate::system::Indexable;
use crate::types::{Key, Moment};
use crate::{Result, Scope, dialect};

/// A contact that changed and the partition it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Changed {
    pub partition: Partition,
    pub contact: ContactId,
}

/// A run of changes behind a position.
#[derive(Debug, Default)]
pub struct Batch {
    pub changes: Vec<Changed>,
    /// How far a follower is when it has applied them.
    pub position: i64,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
struct NewRow {
    organization_id: Key<OrganizationId>,
    contact_id: Key<ContactId>,
    settled: bool,
    created_at: Moment,
}

/// Notes that contacts changed, within the transaction of the change.
pub(crate) fn push(
    conn: &mut Conn,
    owner: OrganizationId,
    contacts: &[ContactId],
    visible: Visible,
    now: Timestamp,
) -> Result<()> {
    let settled = visible == Visible::Now;
    let row = |&contact| NewRow {
        organization_id: Key(owner),
        contact_id: Key(contact),
        settled,
        created_at: Moment(now),
    };
    let rows: Vec<NewRow> = contacts.iter().map(row).collect();
    dialect::insert_rows!(conn, outbox::table, &rows)?;
    Ok(())
}

/// Marks the end of a longer run, so that searches from now on wait for all of it. The row it
/// writes names a contact of the run, which the follower applies once more, without effect.
pub fn settle(conn: &mut Conn, scope: &Scope, contact: ContactId, now: Timestamp) -> Result<()> {
    push(conn, scope.organization(), &[contact], Visible::Now, now)
}

/// The position that the index must have reached to show all settled changes of a layer.
pub fn awaited(conn: &mut Conn, scope: &Scope, layer: Layer) -> Result<i64> {
    dialect::last_settled(conn, scope.owner(layer))
}

/// The changes behind a position that are safe to read, at most about `limit`.
pub fn after(conn: &mut Conn, position: i64, limit: i64) -> Result<Batch> {
    let rows = dialect::outbox_after(conn, position, limit)?;
    let position = rows.last().map_or(position, |row| row.0);
    let changes = rows
        .into_iter()
        .map(|(_, owner, contact)| Changed { partition: contact::partition_of(owner), contact })
        .collect();
    Ok(Batch { changes, position })
}

/// The newest position there is: where an index stands that was just built from the table.
/// Read it before the table, so that what changes meanwhile is applied again.
pub fn newest(conn: &mut Conn) -> Result<i64> {
    dialect::newest_position(conn)
}

/// The oldest position that is still kept; an index behind it must be rebuilt.
pub fn oldest(conn: &mut Conn) -> Result<Option<i64>> {
    dialect::oldest_position(conn)
}

/// Forgets changes older than a moment, but never the newest one, which tells where we are.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    let newest: Option<i64> =
        on!(conn, |c| outbox::table.select(diesel::dsl::max(outbox::seq)).first(c))?;
    let Some(newest) = newest else { return Ok(0) };
    Ok(on!(conn, |c| diesel::delete(outbox::table)
        .filter(outbox::created_at.lt(Moment(before)))
        .filter(outbox::seq.lt(newest))
        .execute(c))?)
}

/// The contacts of these ids as they are now; those that are gone are missing.
pub fn documents(conn: &mut Conn, ids: &[ContactId]) -> Result<Vec<Indexable>> {
    contact::indexable(conn, &contact::Which::Ids(ids))
}

/// The next contacts of the whole table behind an id, for building an index anew.
pub fn documents_after(
    conn: &mut Conn,
    last: Option<ContactId>,
    limit: i64,
) -> Result<Vec<Indexable>> {
    contact::indexable(conn, &contact::Which::After(last, limit))
}

/// How many contacts there are, for telling how far an index is that is built anew.
pub fn count_documents(conn: &mut Conn) -> Result<u64> {
    contact::count(conn)
}

/// What an index has not applied yet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lag {
    /// Changes behind its position; from [`LAG_COUNTED`] on they are no longer counted.
    pub changes: u64,
    /// Seconds since the oldest of them was written.
    pub seconds: f64,
}

/// Changes that [`lag`] counts, at most: a scrape must stay cheap.
pub const LAG_COUNTED: i64 = 100_000;

/// How far an index at this position is behind.
pub fn lag(conn: &mut Conn, position: i64, now: Timestamp) -> Result<Lag> {
    let (changes, oldest) = dialect::outbox_lag(conn, position, LAG_COUNTED)?;
    let seconds = oldest.map_or(0.0, |oldest| now.seconds_since(oldest).max(0.0));
    Ok(Lag { changes, seconds })
}
