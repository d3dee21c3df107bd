//! Everything in which the two databases differ. Each function is one `match`; a test counts
//! them, so that a new difference is a decision and not an accident.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use domain::id::TypedId;
use domain::{ContactId, JobId, OrganizationId, Timestamp};

use crate::Result;
use crate::conn::Conn;
use crate::schema::{jobs, outbox};
use crate::types::{DbTime, DbUuid, Key, Moment};

/// Rows of at most 31 columns in one statement of SQLite, which binds 32,766 values.
pub(crate) const SQLITE_ROWS: usize = 500;

/// Writes many rows: COPY on PostgreSQL, statements of [`SQLITE_ROWS`] rows on SQLite.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr) => {
        match $conn {
            $crate::conn::Conn::Pg(c) if !$rows.is_empty() => {
                diesel::copy_from($table).from_insertable($rows.as_slice()).execute(c)
            }
            $crate::conn::Conn::Pg(_) => Ok(0),
            $crate::conn::Conn::Sqlite(c) => {
                $rows.chunks($crate::dialect::SQLITE_ROWS).try_fold(0, |written, chunk| {
                    let count = diesel::insert_into($table).values(chunk).execute(c)?;
                    Ok::<usize, diesel::result::Error>(written + count)
                })
            }
        }
        .map_err($crate::Error::from)
    };
}
pub(crate) use insert_rows;

/// Takes the next job that may run: PostgreSQL skips rows that another worker is taking, SQLite
/// has one writer anyway. Answers the job's id.
pub(crate) fn claim_job(
    conn: &mut Conn,
    kinds: &[&str],
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<JobId>> {
    let taken = (
        jobs::state.eq("running"),
        jobs::lease_until.eq(Moment(lease_until)),
        jobs::fence.eq(jobs::fence + 1),
        jobs::attempts.eq(jobs::attempts + 1),
    );
    let waits = jobs::run_at.le(Moment(now)).and(
        jobs::state
            .eq("queued")
            .or(jobs::state.eq("running").and(jobs::lease_until.lt(Moment(now)))),
    );
    let fits = jobs::kind.eq_any(kinds).or(kinds.is_empty().into_sql::<Bool>());
    let id = match conn {
        Conn::Pg(c) => {
            let id: Option<Key<JobId>> = jobs::table
                .filter(waits)
                .filter(fits)
                .order((jobs::run_at.asc(), jobs::id.asc()))
                .select(jobs::id)
                .for_update()
                .skip_locked()
                .first(c)
                .optional()?;
            if let Some(id) = id {
                diesel::update(jobs::table.find(id)).set(taken).execute(c)?;
            }
            id
        }
        Conn::Sqlite(c) => {
            let id: Option<Key<JobId>> = jobs::table
                .filter(waits)
                .filter(fits)
                .order((jobs::run_at.asc(), jobs::id.asc()))
                .select(jobs::id)
                .first(c)
                .optional()?;
            if let Some(id) = id {
                diesel::update(jobs::table.find(id)).set(taken).execute(c)?;
            }
            id
        }
    };
    Ok(id.map(|Key(id)| id))
}

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
                .filter(outbox::settled.eq(true))
                .select(diesel::dsl::max(outbox::seq))
                .first(c)?,
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
    #[diesel(sql_type = DbTime)]
    pub(crate) created_at: Moment,
}

/// The beginning of a query for [`Told`] on SQLite.
const TOLD: &str = "SELECT seq AS position, organization_id, contact_id, created_at FROM outbox";
/// And on PostgreSQL, where only what lies below the oldest running transaction is told.
const TOLD_BELOW: &str = "SELECT txn AS position, organization_id, contact_id, created_at \
    FROM outbox WHERE txn < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

/// The changes behind a position. PostgreSQL answers whole transactions only: the last one is
/// dropped when the limit may have cut it, unless it is the only one, which is then read whole.
pub(crate) fn outbox_after(conn: &mut Conn, position: i64, limit: i64) -> Result<Vec<Told>> {
    match conn {
        Conn::Pg(c) => {
            let mut rows = committed_after(c, position, limit)?;
            if i64::try_from(rows.len()).is_ok_and(|count| count >= limit) {
                let last = rows.last().map_or(position, |row| row.position);
                if rows.first().is_some_and(|row| row.position == last) {
                    rows = committed_after(c, position, i64::from(i32::MAX))?;
                    rows.retain(|row| row.position == last);
                } else {
                    rows.retain(|row| row.position != last);
                }
            }
            Ok(rows)
        }
        Conn::Sqlite(c) => {
            Ok(diesel::sql_query(format!("{TOLD} WHERE seq > ? ORDER BY seq LIMIT ?"))
                .bind::<BigInt, _>(position)
                .bind::<BigInt, _>(limit)
                .load(c)?)
        }
    }
}

fn committed_after(conn: &mut PgConnection, position: i64, limit: i64) -> Result<Vec<Told>> {
    Ok(diesel::sql_query(format!("{TOLD_BELOW} AND txn > $1 ORDER BY txn, seq LIMIT $2"))
        .bind::<BigInt, _>(position)
        .bind::<BigInt, _>(limit)
        .load(conn)?)
}

/// The last change at a position.
pub(crate) fn outbox_at(conn: &mut Conn, position: i64) -> Result<Option<Told>> {
    Ok(match conn {
        Conn::Pg(c) => {
            diesel::sql_query(format!("{TOLD_BELOW} AND txn = $1 ORDER BY seq DESC LIMIT 1"))
                .bind::<BigInt, _>(position)
                .get_result(c)
                .optional()?
        }
        Conn::Sqlite(c) => diesel::sql_query(format!("{TOLD} WHERE seq = ?"))
            .bind::<BigInt, _>(position)
            .get_result(c)
            .optional()?,
    })
}

/// The newest change that a follower could have applied.
pub(crate) fn outbox_newest(conn: &mut Conn) -> Result<Option<Told>> {
    Ok(match conn {
        Conn::Pg(c) => {
            diesel::sql_query(format!("{TOLD_BELOW} ORDER BY txn DESC, seq DESC LIMIT 1"))
                .get_result(c)
                .optional()?
        }
        Conn::Sqlite(c) => diesel::sql_query(format!("{TOLD} ORDER BY seq DESC LIMIT 1"))
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
        Conn::Sqlite(c) => outbox::table.select(diesel::dsl::min(outbox::seq)).first(c)?,
    })
}

/// Forgets changes older than a moment, but for the newest of them, so that a follower that stands
/// there sees that nothing is missing behind it. In the order of positions: whatever the clocks said,
/// what is kept has no gap.
pub(crate) fn prune_outbox(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    let position = match conn {
        Conn::Pg(_) => "txn",
        Conn::Sqlite(_) => "seq",
    };
    let sql = format!(
        "DELETE FROM outbox WHERE {position} < (SELECT max({position}) FROM outbox \
         WHERE {position} < coalesce((SELECT min({position}) FROM outbox WHERE created_at >= $1), \
         9223372036854775807))"
    );
    Ok(crate::conn::on!(conn, |c| diesel::sql_query(sql)
        .bind::<DbTime, _>(Moment(before))
        .execute(c))?)
}

/// Which PostgreSQL cluster this is: transactions of another one have other numbers. None where it
/// does not say, and for SQLite.
pub(crate) fn cluster(conn: &mut Conn) -> Result<Option<String>> {
    let Conn::Pg(c) = conn else { return Ok(None) };
    let may: Allowed = diesel::sql_query(
        "SELECT has_function_privilege('pg_control_system()', 'execute') AS allowed",
    )
    .get_result(c)?;
    if !may.allowed {
        return Ok(None);
    }
    let found: Cluster =
        diesel::sql_query("SELECT system_identifier::text AS cluster FROM pg_control_system()")
            .get_result(c)?;
    Ok(Some(found.cluster))
}

/// Keeps other nodes from migrating at the same time; PostgreSQL alone has other nodes.
pub(crate) fn lock_schema(conn: &mut Conn, locked: bool) -> Result<()> {
    match conn {
        Conn::Pg(c) => {
            let call = if locked { "pg_advisory_lock" } else { "pg_advisory_unlock" };
            diesel::sql_query(format!("SELECT {call}(7216453001)")).execute(c)?;
        }
        Conn::Sqlite(_) => {}
    }
    Ok(())
}

/// Keeps other processes from acting for the same organization meanwhile; to be called around a
/// transaction, not in it, so that the transaction sees what the one before has written.
pub(crate) fn take_turn(conn: &mut Conn, organization: OrganizationId, take: bool) -> Result<()> {
    match conn {
        Conn::Pg(c) => {
            let call = if take { "pg_advisory_lock" } else { "pg_advisory_unlock" };
            // Half of a random id: an accidental meeting of two only makes one of them wait.
            let number = organization.uuid().as_u64_pair().1.cast_signed();
            diesel::sql_query(format!("SELECT {call}($1)")).bind::<BigInt, _>(number).execute(c)?;
        }
        Conn::Sqlite(_) => {}
    }
    Ok(())
}

/// Acts as the owner of the tables, who may do what the server's own role may not.
pub(crate) fn become_owner(conn: &mut Conn) -> Result<()> {
    if let Conn::Pg(c) = conn {
        diesel::sql_query("RESET ROLE").execute(c)?;
    }
    Ok(())
}

/// Lifts row-level security for the owner, in this transaction, from the tables that are answered. From
/// then on a query that would be filtered is an error.
pub(crate) fn unforce_row_security(conn: &mut Conn) -> Result<Vec<String>> {
    let Conn::Pg(c) = conn else { return Ok(Vec::new()) };
    let tables: Vec<Named> = diesel::sql_query(
        "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relforcerowsecurity \
         AND relnamespace = 'public'::regnamespace ORDER BY 1",
    )
    .load(c)?;
    for Named { name } in &tables {
        let sql = format!("ALTER TABLE \"{name}\" NO FORCE ROW LEVEL SECURITY");
        diesel::sql_query(sql).execute(c)?;
    }
    diesel::sql_query("SET LOCAL row_security = off").execute(c)?;
    Ok(tables.into_iter().map(|table| table.name).collect())
}

/// Undoes [`unforce_row_security`].
pub(crate) fn force_row_security(conn: &mut Conn, tables: &[String]) -> Result<()> {
    let Conn::Pg(c) = conn else { return Ok(()) };
    for name in tables {
        diesel::sql_query(format!("ALTER TABLE \"{name}\" FORCE ROW LEVEL SECURITY")).execute(c)?;
    }
    Ok(())
}

/// The migrations that were run.
pub(crate) fn migrations(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = "SELECT version AS name FROM __diesel_schema_migrations ORDER BY 1";
    let found: Vec<Named> = crate::conn::on!(conn, |c| diesel::sql_query(sql).load(c))?;
    Ok(found.into_iter().map(|migration| migration.name).collect())
}

/// Whether a table has any row.
pub(crate) fn has_rows(conn: &mut Conn, table: &str) -> Result<bool> {
    let sql = format!("SELECT CAST(1 AS bigint) AS position FROM \"{table}\" LIMIT 1");
    let found: Vec<Position> = crate::conn::on!(conn, |c| diesel::sql_query(sql).load(c))?;
    Ok(!found.is_empty())
}

/// Deletes every row of a table.
pub(crate) fn empty(conn: &mut Conn, table: &str) -> Result<()> {
    let sql = format!("DELETE FROM \"{table}\"");
    crate::conn::on!(conn, |c| diesel::sql_query(sql).execute(c))?;
    Ok(())
}

/// What has text compared byte by byte, which SQLite does anyway.
pub(crate) fn bytewise(conn: &Conn) -> &'static str {
    match conn {
        Conn::Pg(_) => "COLLATE \"C\"",
        Conn::Sqlite(_) => "",
    }
}

/// What lets an INSERT give the numbers that PostgreSQL would give itself.
pub(crate) fn numbers_given(conn: &Conn) -> &'static str {
    match conn {
        Conn::Pg(_) => "OVERRIDING SYSTEM VALUE",
        Conn::Sqlite(_) => "",
    }
}

/// Lets a column that PostgreSQL numbers go on behind its highest number.
pub(crate) fn advance_identity(conn: &mut Conn, table: &str, column: &str) -> Result<()> {
    if let Conn::Pg(c) = conn {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), \
             coalesce((SELECT max(\"{column}\") FROM \"{table}\"), 0) + 1, false)"
        );
        diesel::sql_query(sql).execute(c)?;
    }
    Ok(())
}

/// The columns of a table, in the order of their names.
pub(crate) fn column_names(conn: &mut Conn, table: &str) -> Result<Vec<String>> {
    let sql = match conn {
        Conn::Pg(_) => format!(
            "SELECT column_name::text AS name FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY 1"
        ),
        Conn::Sqlite(_) => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY 1"),
    };
    let found: Vec<Named> = crate::conn::on!(conn, |c| diesel::sql_query(sql).load(c))?;
    Ok(found.into_iter().map(|column| column.name).collect())
}

/// One text of an answer.
#[derive(QueryableByName)]
pub(crate) struct Named {
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub(crate) name: String,
}

/// The tables there are.
pub(crate) fn table_names(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = match conn {
        Conn::Pg(_) => {
            "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        }
        Conn::Sqlite(_) => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        }
    };
    let found: Vec<Named> = crate::conn::on!(conn, |c| diesel::sql_query(sql).load(c))?;
    Ok(found.into_iter().map(|table| table.name).collect())
}

/// How many rows a table has.
pub(crate) fn count_rows(conn: &mut Conn, table: &str) -> Result<u64> {
    let sql = format!("SELECT count(*) AS position FROM \"{table}\"");
    let found: Position = crate::conn::on!(conn, |c| diesel::sql_query(sql).get_result(c))?;
    Ok(found.position.and_then(|rows| u64::try_from(rows).ok()).unwrap_or_default())
}

/// A column as a text, whatever it holds.
#[cfg(feature = "testing")]
pub(crate) fn legible(conn: &Conn, column: &str) -> String {
    match conn {
        Conn::Pg(_) => format!("\"{column}\"::text"),
        Conn::Sqlite(_) => format!("quote(\"{column}\")"),
    }
}

#[derive(QueryableByName)]
struct Position {
    #[diesel(sql_type = diesel::sql_types::Nullable<BigInt>)]
    position: Option<i64>,
}

#[derive(QueryableByName)]
struct Allowed {
    #[diesel(sql_type = Bool)]
    allowed: bool,
}

#[derive(QueryableByName)]
struct Cluster {
    #[diesel(sql_type = diesel::sql_types::Text)]
    cluster: String,
}
