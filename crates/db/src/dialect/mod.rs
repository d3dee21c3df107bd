//! Everything in which the two databases differ, in this folder alone. Each function is one `match`; a
//! test counts them, so that a new difference is a decision and not an accident.

mod outbox;
mod rows;

use diesel::connection::{AnsiTransactionManager, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use domain::OrganizationId;
use domain::id::TypedId;

pub(crate) use outbox::*;
pub(crate) use rows::*;

use crate::Result;
use crate::allowance::{self, Refill, Taken};
use crate::conn::{Conn, Purpose};
use crate::tables::Named;
use crate::view::View;

/// Begins a transaction: as the only writer on SQLite; on PostgreSQL at REPEATABLE READ, within
/// the view. One round trip. `SET LOCAL` ends with the transaction.
pub(crate) fn begin(conn: &mut Conn, purpose: Purpose, view: View) -> Result<()> {
    match conn {
        Conn::Pg(c) => {
            let mut sql = "BEGIN ISOLATION LEVEL REPEATABLE READ".to_owned();
            if purpose == Purpose::Read {
                sql.push_str(", READ ONLY");
            }
            match view {
                View::Installation => {}
                View::Organization(id) => sql = format!("{sql}; {}", organization_is(id)),
                View::Index => sql.push_str("; SET LOCAL ROLE contacts_index"),
            }
            AnsiTransactionManager::begin_transaction_sql(c, &sql).inspect_err(|_| {
                // The transaction may have begun all the same.
                drop(c.batch_execute("ROLLBACK"));
            })?;
        }
        Conn::Sqlite(c) => {
            let sql = if purpose == Purpose::Write { "BEGIN IMMEDIATE" } else { "BEGIN" };
            AnsiTransactionManager::begin_transaction_sql(c, sql)?;
        }
    }
    Ok(())
}

/// Narrows a transaction of the installation to the rows of one organization, to its end.
pub(crate) fn enter(conn: &mut Conn, organization: OrganizationId) -> Result<()> {
    match conn {
        Conn::Pg(c) => c.batch_execute(&organization_is(organization))?,
        Conn::Sqlite(_) => {}
    }
    Ok(())
}

/// The hexadecimal digits of an id need no quoting.
fn organization_is(id: OrganizationId) -> String {
    format!("SET LOCAL contacts.organization = '{}'", id.uuid())
}

/// Whether row-level security is whole: a restore without the roles leaves tables without the
/// policies and grants that name them.
pub(crate) fn wall_stands(conn: &mut Conn) -> Result<bool> {
    match conn {
        Conn::Pg(c) => {
            let missing: Vec<Named> = diesel::sql_query(
                "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relrowsecurity \
                 AND relnamespace = 'public'::regnamespace AND (NOT EXISTS \
                   (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'own') \
                 OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'contacts_app' \
                   AND has_table_privilege(pg_roles.oid, pg_class.oid, 'SELECT')))",
            )
            .load(c)?;
            Ok(missing.is_empty())
        }
        Conn::Sqlite(_) => Ok(true),
    }
}

/// Makes a connection of the pool one of the program: it works as a role that owns nothing, so
/// that row-level security holds for it, and for the installation unless a transaction says
/// otherwise. Fails where the schema is older than that.
pub(crate) fn step_down(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Pg(c) => {
            c.batch_execute("SET ROLE contacts_app; SET contacts.organization = '*'")?;
        }
        Conn::Sqlite(_) => {}
    }
    Ok(())
}

/// Rows of at most 31 columns in one statement: SQLite binds 32,766 values, PostgreSQL 65,535.
/// (COPY, which is faster, is refused by PostgreSQL where a table has row-level security.)
pub(crate) const ROWS: usize = 500;

/// Rows that are read one by one where that is quicker.
const ONE_BY_ONE: usize = 64;

/// Whether so many rows of known keys are read by a statement each. On `SQLite` a list of keys is another
/// statement for each length, which diesel does not keep, and planning it takes as long as reading dozens of rows
/// by one that is kept. `PostgreSQL` takes a list as one array, and every statement is a round trip.
pub(crate) const fn reads_one_by_one(conn: &Conn, rows: usize) -> bool {
    match conn {
        Conn::Pg(_) => false,
        Conn::Sqlite(_) => rows <= ONE_BY_ONE,
    }
}

/// Writes many rows, [`ROWS`] a statement.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr) => {
        $crate::conn::on!($conn, |c| $rows.chunks($crate::dialect::ROWS).try_fold(
            0,
            |written, chunk| {
                let count = diesel::insert_into($table).values(chunk).execute(c)?;
                Ok::<usize, diesel::result::Error>(written + count)
            }
        ))
        .map_err($crate::Error::from)
    };
}
pub(crate) use insert_rows;

/// The database's time that many seconds from now, as SQL. Nodes' clocks may differ; the database has
/// one. On SQLite it is the machine's, to the millisecond.
pub(crate) fn clock(conn: &Conn, seconds: i64) -> String {
    match conn {
        // Stands still during a statement, so that it can be looked up in an index.
        Conn::Pg(_) => format!("(statement_timestamp() + {seconds} * interval '1 second')"),
        Conn::Sqlite(_) => {
            let micros = seconds.saturating_mul(1_000_000);
            format!("(CAST(unixepoch('now', 'subsec') * 1000000 AS INTEGER) + {micros})")
        }
    }
}

/// Lets two workers look for a job at once: PostgreSQL skips rows that another one is taking, SQLite
/// has one writer anyway. Stands at the end of a SELECT.
pub(crate) fn skip_locked(conn: &Conn) -> &'static str {
    match conn {
        Conn::Pg(_) => " FOR UPDATE SKIP LOCKED",
        Conn::Sqlite(_) => "",
    }
}

/// Lets this transaction stand still for as long as the other database of a move is busy.
pub(crate) fn wait_for_ever(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Pg(c) => Ok(c.batch_execute("SET LOCAL idle_in_transaction_session_timeout = 0")?),
        Conn::Sqlite(_) => Ok(()),
    }
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

/// Whether the database says what is wrong in English, as those who recognise faults by words need it.
pub(crate) fn speaks_english(conn: &mut Conn) -> Result<bool> {
    match conn {
        Conn::Pg(c) => {
            let sql = "SELECT current_setting('lc_messages') AS name";
            let locale: Named = diesel::sql_query(sql).get_result(c)?;
            let locale = locale.name;
            Ok(["C", "POSIX", "en"].iter().any(|known| {
                locale
                    .strip_prefix(known)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '_', '-']))
            }) || locale.is_empty())
        }
        Conn::Sqlite(_) => Ok(true),
    }
}

/// Keeps other nodes from migrating at the same time; PostgreSQL alone has other nodes.
pub(crate) fn lock_schema(conn: &mut Conn, locked: bool) -> Result<()> {
    match conn {
        Conn::Pg(c) => {
            // Another node may take its time for a large table; this one has nothing better to do.
            c.batch_execute("SET lock_timeout = 0; SET statement_timeout = 0")?;
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

/// Takes one request from an allowance. On SQLite one process counts by itself.
///
/// `now()` is the moment at which the statement began, so that it is the same wherever it stands.
pub(crate) fn take_allowance(
    conn: &mut Conn,
    name: &allowance::Name,
    refill: Refill,
) -> Result<Option<Taken>> {
    match conn {
        Conn::Pg(c) => {
            let row: TakenRow = diesel::sql_query(
                "INSERT INTO allowances AS held (name, full_at, granted) \
                 VALUES ($1, now() + $2 * interval '1 microsecond', TRUE) \
                 ON CONFLICT (name) DO UPDATE SET (full_at, granted) = ( \
                   SELECT CASE WHEN fits THEN next ELSE held.full_at END, fits FROM ( \
                     SELECT next, next <= now() + $3 * interval '1 microsecond' AS fits FROM ( \
                       SELECT greatest(held.full_at, now()) + $2 * interval '1 microsecond' AS next \
                     ) AS one) AS two) \
                 RETURNING granted, \
                   (extract(epoch FROM full_at - now()) * 1000000)::bigint AS full_in",
            )
            .bind::<diesel::sql_types::Binary, _>(name.as_slice())
            .bind::<BigInt, _>(refill.step)
            .bind::<BigInt, _>(refill.window)
            .get_result(c)?;
            Ok(Some(Taken { granted: row.granted, full_in: row.full_in }))
        }
        Conn::Sqlite(_) => Ok(None),
    }
}

/// Forgets allowances that are all back, of which PostgreSQL alone has any.
pub(crate) fn prune_allowances(conn: &mut Conn) -> Result<usize> {
    match conn {
        Conn::Pg(c) => {
            Ok(diesel::sql_query("DELETE FROM allowances WHERE full_at < now()").execute(c)?)
        }
        Conn::Sqlite(_) => Ok(0),
    }
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

/// The tables there are, but for those whose rows are gone after a crash.
pub(crate) fn table_names(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = match conn {
        Conn::Pg(_) => {
            "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relpersistence = 'p' \
             AND relnamespace = 'public'::regnamespace ORDER BY 1"
        }
        Conn::Sqlite(_) => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        }
    };
    let found: Vec<Named> = crate::conn::on!(conn, |c| diesel::sql_query(sql).load(c))?;
    Ok(found.into_iter().map(|table| table.name).collect())
}

/// A column as a text, whatever it holds.
#[cfg(feature = "testing")]
pub(crate) fn legible(conn: &Conn, column: &str) -> String {
    match conn {
        Conn::Pg(_) => format!("\"{column}\"::text"),
        Conn::Sqlite(_) => format!("quote(\"{column}\")"),
    }
}

/// How the database would answer a query, a line a step.
#[cfg(feature = "testing")]
pub(crate) fn explain(conn: &mut Conn, query: &str) -> Result<String> {
    #[derive(QueryableByName)]
    struct Step {
        #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
        plan: String,
    }
    #[derive(QueryableByName)]
    struct Detail {
        #[diesel(sql_type = diesel::sql_types::Text)]
        detail: String,
    }
    let lines: Vec<String> = match conn {
        Conn::Pg(c) => {
            let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN {query}")).load(c)?;
            steps.into_iter().map(|step| step.plan).collect()
        }
        Conn::Sqlite(c) => {
            let steps: Vec<Detail> =
                diesel::sql_query(format!("EXPLAIN QUERY PLAN {query}")).load(c)?;
            steps.into_iter().map(|step| step.detail).collect()
        }
    };
    Ok(lines.join("\n"))
}

/// A moment in a column, that many seconds earlier.
#[cfg(feature = "testing")]
pub(crate) fn earlier(conn: &Conn, column: &str, seconds: i64) -> String {
    match conn {
        Conn::Pg(_) => format!("{column} - {seconds} * interval '1 second'"),
        Conn::Sqlite(_) => format!("{column} - {}", seconds.saturating_mul(1_000_000)),
    }
}

#[derive(QueryableByName)]
struct TakenRow {
    #[diesel(sql_type = Bool)]
    granted: bool,
    #[diesel(sql_type = BigInt)]
    full_in: i64,
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
