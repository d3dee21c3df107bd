//! Tables by their names, for what goes over all of them: copies, moves, comparisons.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::Result;
use crate::conn::{Conn, on};

/// The migrations that were run.
pub(crate) fn migrations(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = "SELECT version AS name FROM __diesel_schema_migrations ORDER BY 1";
    let found: Vec<Named> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
    Ok(found.into_iter().map(|migration| migration.name).collect())
}

/// Whether a table has any row.
pub(crate) fn has_rows(conn: &mut Conn, table: &str) -> Result<bool> {
    let sql = format!("SELECT CAST(1 AS bigint) AS count FROM \"{table}\" LIMIT 1");
    let found: Vec<Count> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
    Ok(!found.is_empty())
}

/// Deletes every row of a table.
pub(crate) fn empty(conn: &mut Conn, table: &str) -> Result<()> {
    let sql = format!("DELETE FROM \"{table}\"");
    on!(conn, |c| diesel::sql_query(sql).execute(c))?;
    Ok(())
}

/// How many rows a table has.
pub(crate) fn count_rows(conn: &mut Conn, table: &str) -> Result<u64> {
    let sql = format!("SELECT count(*) AS count FROM \"{table}\"");
    let found: Count = on!(conn, |c| diesel::sql_query(sql).get_result(c))?;
    Ok(u64::try_from(found.count).unwrap_or_default())
}

/// One text of an answer.
#[derive(QueryableByName)]
pub(crate) struct Named {
    #[diesel(sql_type = Text)]
    pub(crate) name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}
