//! Positions in the outbox: row numbers on SQLite, transactions on PostgreSQL.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use domain::{ContactId, OrganizationId, Timestamp};

use crate::Result;
use crate::conn::Conn;
use crate::schema::outbox;
use crate::types::{DbTime, DbUuid, Key, Moment};

/// The last settled change of an owner, as a position.
pub(crate) fn last_settled(conn: &mut Conn, owner: OrganizationId) -> Result<i64> {
    let position: Option<i64> =
        match conn {
            Conn::Pg(c) => diesel::sql_query(
                "SELECT max(txn) AS position FROM outbox WHERE organization_id = $1 AND settled",
            )
            .bind::<DbUuid, _>(Key(owner))
            .get_result::<Position>(c)?
            .position,
            Conn::Sqlite(c) => outbox::table
                .filter(outbox::organization_id.eq(Key(owner)))
                .filter(outbox::settled)
                .select(diesel::dsl::max(outbox::seq))
                .get_result(c)?,
        };
    Ok(position.unwrap_or_default())
}

/// A row of the outbox with its position.
#[derive(QueryableByName)]
pub(crate) struct Told {
    #[diesel(sql_type = BigInt)]
    pub(crate) position: i64,
    #[diesel(sql_type = DbUuid)]
    pub(crate) organization_id: Key<OrganizationId>,
    #[diesel(sql_type = DbUuid)]
    pub(crate) contact_id: Key<ContactId>,
    #[diesel(sql_type = Bool)]
    pub(crate) settled: bool,
    #[diesel(sql_type = DbTime)]
    pub(crate) created_at: Moment,
}

/// The beginning of a query for [`Told`] on SQLite.
const TOLD_BY_NUMBER: &str = "SELECT seq AS position, organization_id, contact_id, settled, \
    created_at FROM outbox";
/// And on PostgreSQL.
const TOLD: &str = "SELECT txn AS position, seq, organization_id, contact_id, settled, created_at \
    FROM outbox";
/// The oldest transaction that runs there; only what lies below it is told.
const OLDEST_AT_WORK: &str = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

/// The changes behind a position. PostgreSQL answers whole transactions only: the last one is
/// dropped when the limit may have cut it, unless it is the only one, which is then read whole.
pub(crate) fn outbox_after(conn: &mut Conn, position: i64, limit: i64) -> Result<Vec<Told>> {
    match conn {
        Conn::Pg(c) => {
            let mut rows = committed_after(c, position, limit)?;
            if i64::try_from(rows.len()).is_ok_and(|count| count >= limit) {
                let last = rows.last().map_or(position, |row| row.position);
                if rows.first().is_some_and(|row| row.position == last) {
                    rows = diesel::sql_query(format!("{TOLD} WHERE txn = $1 ORDER BY seq"))
                        .bind::<BigInt, _>(last)
                        .load(c)?;
                } else {
                    rows.retain(|row| row.position != last);
                }
            }
            Ok(rows)
        }
        Conn::Sqlite(c) => {
            Ok(diesel::sql_query(format!("{TOLD_BY_NUMBER} WHERE seq > ? ORDER BY seq LIMIT ?"))
                .bind::<BigInt, _>(position)
                .bind::<BigInt, _>(limit)
                .load(c)?)
        }
    }
}

/// In the order of the index, and cut off outside: with both ends in one condition PostgreSQL takes the changes
/// between them for few, as long as it has not counted them, and sorts all that are left for each batch.
fn committed_after(conn: &mut PgConnection, position: i64, limit: i64) -> Result<Vec<Told>> {
    let next = format!("{TOLD} WHERE txn > $1 ORDER BY txn, seq LIMIT $2");
    Ok(diesel::sql_query(format!(
        "SELECT * FROM ({next}) AS next WHERE position < {OLDEST_AT_WORK} \
         ORDER BY position, seq"
    ))
    .bind::<BigInt, _>(position)
    .bind::<BigInt, _>(limit)
    .load(conn)?)
}

/// The last change at a position.
pub(crate) fn outbox_at(conn: &mut Conn, position: i64) -> Result<Option<Told>> {
    Ok(match conn {
        Conn::Pg(c) => diesel::sql_query(format!(
            "{TOLD} WHERE txn < {OLDEST_AT_WORK} AND txn = $1 ORDER BY seq DESC LIMIT 1"
        ))
        .bind::<BigInt, _>(position)
        .get_result(c)
        .optional()?,
        Conn::Sqlite(c) => diesel::sql_query(format!("{TOLD_BY_NUMBER} WHERE seq = ?"))
            .bind::<BigInt, _>(position)
            .get_result(c)
            .optional()?,
    })
}

/// A position that every change of a later transaction lies behind.
pub(crate) fn outbox_now(conn: &mut Conn) -> Result<i64> {
    Ok(match conn {
        Conn::Pg(c) => diesel::sql_query(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 AS position",
        )
        .get_result::<Position>(c)?
        .position
        .unwrap_or_default(),
        Conn::Sqlite(c) => {
            let newest: Option<i64> =
                outbox::table.select(diesel::dsl::max(outbox::seq)).get_result(c)?;
            newest.unwrap_or_default()
        }
    })
}

/// The newest change that a follower could have applied.
pub(crate) fn outbox_newest(conn: &mut Conn) -> Result<Option<Told>> {
    Ok(match conn {
        Conn::Pg(c) => diesel::sql_query(format!(
            "{TOLD} WHERE txn < {OLDEST_AT_WORK} ORDER BY txn DESC, seq DESC LIMIT 1"
        ))
        .get_result(c)
        .optional()?,
        Conn::Sqlite(c) => diesel::sql_query(format!("{TOLD_BY_NUMBER} ORDER BY seq DESC LIMIT 1"))
            .get_result(c)
            .optional()?,
    })
}

/// The oldest position that is still kept.
pub(crate) fn oldest_position(conn: &mut Conn) -> Result<Option<i64>> {
    Ok(match conn {
        Conn::Pg(c) => {
            diesel::sql_query("SELECT min(txn) AS position FROM outbox")
                .get_result::<Position>(c)?
                .position
        }
        Conn::Sqlite(c) => outbox::table.select(diesel::dsl::min(outbox::seq)).get_result(c)?,
    })
}

/// Changes behind a position, counted up to a limit, and when the oldest of them was written. What a
/// position is, is all that differs.
pub(crate) fn outbox_lag(
    conn: &mut Conn,
    position: i64,
    limit: i64,
) -> Result<(u64, Option<Timestamp>)> {
    let place = match conn {
        Conn::Pg(_) => "txn",
        Conn::Sqlite(_) => "seq",
    };
    let sql = format!(
        "SELECT count(*) AS changes, min(created_at) AS oldest FROM \
         (SELECT created_at FROM outbox WHERE {place} > $1 ORDER BY {place} LIMIT $2) AS behind"
    );
    let Lag { changes, oldest } = crate::conn::on!(conn, |c| diesel::sql_query(sql)
        .bind::<BigInt, _>(position)
        .bind::<BigInt, _>(limit)
        .get_result(c))?;
    Ok((u64::try_from(changes).unwrap_or_default(), oldest.map(|Moment(at)| at)))
}

/// Forgets changes older than a moment, but for the newest of them, so that a follower that stands
/// there sees that nothing is missing behind it. In the order of positions: whatever the clocks said,
/// what is kept has no gap. Looks at the oldest `limit` changes only, which have to be more than one
/// transaction writes.
pub(crate) fn prune_outbox(conn: &mut Conn, before: Timestamp, limit: i64) -> Result<usize> {
    let place = match conn {
        Conn::Pg(_) => "txn",
        Conn::Sqlite(_) => "seq",
    };
    let sql = format!(
        "WITH head AS (SELECT {place} AS place, created_at FROM outbox ORDER BY {place} LIMIT $1) \
         DELETE FROM outbox WHERE {place} < (SELECT max(place) FROM head WHERE place < \
         coalesce((SELECT min(place) FROM head WHERE created_at >= $2), 9223372036854775807))"
    );
    Ok(crate::conn::on!(conn, |c| diesel::sql_query(sql)
        // SQLite numbers parameters in the order in which they stand.
        .bind::<BigInt, _>(limit)
        .bind::<DbTime, _>(Moment(before))
        .execute(c))?)
}

/// Whether the outbox tells of transactions that are still to come: those of another cluster, from
/// which the database was carried here. SQLite numbers rows, which come along.
pub(crate) fn outbox_is_foreign(conn: &mut Conn) -> Result<bool> {
    Ok(match conn {
        Conn::Pg(c) => diesel::sql_query(
            "SELECT max(txn) AS position FROM outbox \
                 WHERE txn >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint \
                 AND txn <> pg_current_xact_id()::text::bigint",
        )
        .get_result::<Position>(c)?
        .position
        .is_some(),
        Conn::Sqlite(_) => false,
    })
}

#[derive(QueryableByName)]
struct Position {
    #[diesel(sql_type = diesel::sql_types::Nullable<BigInt>)]
    position: Option<i64>,
}

#[derive(QueryableByName)]
struct Lag {
    #[diesel(sql_type = BigInt)]
    changes: i64,
    #[diesel(sql_type = diesel::sql_types::Nullable<DbTime>)]
    oldest: Option<Moment>,
}
