//! Changes that the search index has to follow.
//!
//! A position says how far a follower has come. On SQLite it is the row number, because there is
//! one writer. On PostgreSQL it is the writing transaction, because transactions commit in
//! another order than they take their numbers: a follower reads only below the oldest one that
//! still runs, so that a late commit is never skipped.

use domain::id::TypedId;
use domain::{ContactId, Layer, OrganizationId, Partition, Timestamp, partition};

use crate::conn::Conn;
use crate::contact::{self, Visible};
use crate::dialect::Told;
use crate::system::Indexable;
use crate::types::Moment;
use crate::{Result, Scope, dialect};

/// A contact that changed and the partition it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Changed {
    pub partition: Partition,
    pub contact: ContactId,
}

/// A place in the outbox. Before its first change it is the default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub position: i64,
    /// What stands there. In a database that was set back to an earlier day and went on, something
    /// else stands at the same position.
    pub print: u64,
}

/// A run of changes behind a position.
#[derive(Debug)]
pub struct Batch {
    pub changes: Vec<Changed>,
    /// Where a follower is when it has applied them; none if there are none.
    pub end: Option<Place>,
    /// Whether somebody waits to see one of them.
    pub is_awaited: bool,
    /// When the first of them was made.
    pub since: Option<Timestamp>,
    /// Whether none between the position and the first of them was forgotten.
    pub whole: bool,
}

/// Notes that contacts changed, within the transaction of the change.
pub(crate) fn push(
    conn: &mut Conn,
    owner: OrganizationId,
    contacts: &[ContactId],
    visible: Visible,
    now: Timestamp,
) -> Result<()> {
    dialect::insert_changes(conn, owner, contacts, visible == Visible::Now, Moment(now))
}

/// Makes sure that there is a change to begin behind, though of no contact: without one an index that
/// was built from the table cannot tell whether something is missing before the first change.
pub(crate) fn begin(conn: &mut Conn, now: Timestamp) -> Result<()> {
    if oldest(conn)?.is_none() {
        push(conn, partition::directory(), &[nobody()], Visible::Later, now)?;
    }
    Ok(())
}

/// Notes that searches of an organization may find others from now on though no contact changed: a list
/// stands for another search.
pub(crate) fn touch(conn: &mut Conn, owner: OrganizationId, now: Timestamp) -> Result<()> {
    push(conn, owner, &[nobody()], Visible::Now, now)
}

/// The id of no contact.
fn nobody() -> ContactId {
    ContactId::from_uuid(uuid::Uuid::nil())
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

/// Whether anything of the workspace may have changed behind a mark: something did, or what was told
/// there is forgotten already. What a longer run writes counts from its end.
pub fn is_past(conn: &mut Conn, scope: &Scope, mark: i64) -> Result<bool> {
    let newest = dialect::last_settled(conn, scope.organization())?;
    Ok(newest > mark || oldest(conn)?.is_none_or(|oldest| oldest > mark + 1))
}

/// The changes behind a position that are safe to read, at most about `limit`.
pub fn after(conn: &mut Conn, position: i64, limit: i64) -> Result<Batch> {
    let rows = dialect::outbox_after(conn, position, limit)?;
    // After the rows: what was forgotten before they were read shows now.
    let whole = rows.is_empty() || oldest(conn)?.is_none_or(|oldest| oldest <= position + 1);
    Ok(Batch {
        whole,
        end: rows.last().map(place),
        is_awaited: rows.iter().any(|row| row.settled),
        since: rows.first().map(|row| row.created_at.0),
        changes: rows
            .into_iter()
            .map(|row| Changed {
                partition: contact::partition_of(row.organization_id.0),
                contact: row.contact_id.0,
            })
            .collect(),
    })
}

/// The newest place there is: where an index stands that was just built from the table.
/// Read it before the table, so that what changes meanwhile is applied again.
pub fn newest(conn: &mut Conn) -> Result<Place> {
    Ok(dialect::outbox_newest(conn)?.as_ref().map(place).unwrap_or_default())
}

/// Whether the changes behind this place are all there, and whether it was reached on the way that
/// this database went. If not, an index that stands there must be built anew.
pub fn leads_on_from(conn: &mut Conn, from: Place) -> Result<bool> {
    let there = dialect::outbox_at(conn, from.position)?.as_ref().map(place).unwrap_or_default();
    let newest = newest(conn)?.position;
    Ok(there.print == from.print
        && from.position <= newest
        && oldest(conn)?.is_none_or(|oldest| oldest <= from.position + 1))
}

/// The oldest position that is still kept.
pub fn oldest(conn: &mut Conn) -> Result<Option<i64>> {
    dialect::oldest_position(conn)
}

fn place(row: &Told) -> Place {
    let (one, two) = row.contact_id.0.uuid().as_u64_pair();
    let print = one ^ two ^ row.created_at.0.micros().cast_unsigned();
    Place { position: row.position, print }
}

/// Changes that [`prune`] looks at; far more than one transaction writes.
const PRUNED: i64 = 50_000;

/// Forgets changes older than a moment, but never the newest one, which tells where we are. Answers
/// how many; after some there may be more, which wait for the next call, so that none holds other
/// writers up for long.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    dialect::prune_outbox(conn, before, PRUNED)
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
