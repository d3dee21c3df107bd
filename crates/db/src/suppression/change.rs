use std::collections::HashSet;

use diesel::prelude::*;
use domain::suppression::{SuppressedKind, SuppressionReason};
use domain::{OrganizationId, SuppressionId, Timestamp};

use super::Digest;
use super::matching::known;
use crate::conn::{Conn, on};
use crate::dialect::ROWS;
use crate::schema::suppressions;
use crate::types::{Key, Moment};
use crate::{Result, Scope, dialect};

/// An entry that is to be on the list, with the id that its maker chose.
#[derive(Clone, Copy)]
pub struct NewEntry {
    pub id: SuppressionId,
    pub kind: SuppressedKind,
    pub digest: Digest,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    New(SuppressionId),
    /// Its id from before.
    Known(SuppressionId),
}

#[derive(Insertable)]
#[diesel(table_name = suppressions)]
struct Row {
    organization_id: Key<OrganizationId>,
    digest: Vec<u8>,
    id: Key<SuppressionId>,
    kind: &'static str,
    reason: &'static str,
    added_by: String,
    created_at: Moment,
}

/// Puts entries on the list, each once; answers what became of each, in their order.
pub fn add(
    conn: &mut Conn,
    scope: &Scope,
    new: &[NewEntry],
    reason: SuppressionReason,
    now: Timestamp,
) -> Result<Vec<Added>> {
    let digests: Vec<Digest> = new.iter().map(|entry| entry.digest).collect();
    let mut ids = known(conn, scope, &digests)?;
    let (mut rows, mut answer) = (Vec::new(), Vec::with_capacity(new.len()));
    let mut made = HashSet::new();
    for entry in new {
        let id = *ids.entry(entry.digest).or_insert_with(|| {
            made.insert(entry.id);
            entry.id
        });
        // The same identifier may stand twice in one list.
        if !made.contains(&entry.id) {
            answer.push(Added::Known(id));
            continue;
        }
        answer.push(Added::New(id));
        rows.push(Row {
            organization_id: Key(scope.organization()),
            digest: entry.digest.to_vec(),
            id: Key(entry.id),
            kind: entry.kind.as_str(),
            reason: reason.as_str(),
            added_by: scope.actor().to_string(),
            created_at: Moment(now),
        });
    }
    dialect::insert_rows!(conn, suppressions::table, &rows)?;
    Ok(answer)
}

/// Takes one entry from the list; false if it is unknown or another organization's.
pub fn remove(conn: &mut Conn, scope: &Scope, id: SuppressionId) -> Result<bool> {
    let owner = scope.organization();
    let rows = on!(conn, |c| diesel::delete(suppressions::table)
        .filter(suppressions::organization_id.eq(Key(owner)))
        .filter(suppressions::id.eq(Key(id)))
        .execute(c))?;
    Ok(rows == 1)
}

/// Takes what has one of these hashes from the list, and answers how many that were.
pub fn remove_digests(conn: &mut Conn, scope: &Scope, digests: &[Digest]) -> Result<usize> {
    let owner = scope.organization();
    let mut removed = 0;
    for digests in digests.chunks(ROWS) {
        let digests: Vec<&[u8]> = digests.iter().map(<[u8; 32]>::as_slice).collect();
        removed += on!(conn, |c| diesel::delete(suppressions::table)
            .filter(suppressions::organization_id.eq(Key(owner)))
            .filter(suppressions::digest.eq_any(&digests))
            .execute(c))?;
    }
    Ok(removed)
}
