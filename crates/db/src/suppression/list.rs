use diesel::prelude::*;
use domain::SuppressionId;
use domain::suppression::{SuppressedKind, Suppression, SuppressionReason};

use crate::audit::{Names, read_actor};
use crate::conn::{Conn, on};
use crate::schema::suppressions;
use crate::types::{Key, Moment};
use crate::{Error, Result, Scope};

type Row = (Key<SuppressionId>, String, String, String, Moment);

/// Entries from `before` on if given, newest first. Their hashes are never told.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    before: Option<SuppressionId>,
    limit: i64,
) -> Result<Vec<Suppression>> {
    let owner = scope.organization();
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = suppressions::table
            .filter(suppressions::organization_id.eq(Key(owner)))
            .order(suppressions::id.desc())
            .limit(limit)
            .select((
                suppressions::id,
                suppressions::kind,
                suppressions::reason,
                suppressions::added_by,
                suppressions::created_at,
            ))
            .into_boxed();
        if let Some(before) = before {
            query = query.filter(suppressions::id.lt(Key(before)));
        }
        query.load(c)
    })?;
    let mut entries = rows.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    let names = Names::load(conn, entries.iter().map(|entry| entry.added_by))?;
    for entry in &mut entries {
        entry.added_by_name = names.of(entry.added_by);
    }
    Ok(entries)
}

fn read((Key(id), kind, reason, added_by, added_at): Row) -> Result<Suppression> {
    Ok(Suppression {
        id,
        kind: SuppressedKind::from_word(&kind).ok_or(Error::Corrupt("suppressions.kind"))?,
        reason: SuppressionReason::from_word(&reason)
            .ok_or(Error::Corrupt("suppressions.reason"))?,
        added_by: read_actor(&added_by)?,
        added_by_name: None,
        added_at: added_at.0,
    })
}

/// How many entries there are.
pub fn count(conn: &mut Conn, scope: &Scope) -> Result<u64> {
    let owner = scope.organization();
    let count: i64 = on!(conn, |c| suppressions::table
        .filter(suppressions::organization_id.eq(Key(owner)))
        .count()
        .get_result(c))?;
    Ok(u64::try_from(count).unwrap_or_default())
}
