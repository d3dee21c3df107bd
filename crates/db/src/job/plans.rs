//! How the databases find the next job, for a test that keeps it cheap.

use domain::job::Priority;

use super::turns::{BUSY_SQL, first_of_sql, glance_sql, lapsed_sql, next_idle_sql};
use crate::conn::Conn;
use crate::{Result, dialect};

/// The plan of each query of a claim, as the database tells it.
///
/// # Errors
/// The database refused to tell.
pub fn plans(conn: &mut Conn) -> Result<Vec<String>> {
    let queries = [
        glance_sql(conn),
        next_idle_sql(conn, false),
        next_idle_sql(conn, true),
        BUSY_SQL.to_owned(),
        first_of_sql(conn, Priority::Bulk, dialect::skip_locked(conn)),
        lapsed_sql(conn, dialect::skip_locked(conn)),
    ];
    // An id that is in the middle, whatever it is.
    let some = "(SELECT id FROM organizations ORDER BY id LIMIT 1)";
    queries
        .iter()
        .map(|query| query.replace("$1", "'records'").replace("$2", some))
        .map(|query| dialect::explain(conn, &query))
        .collect()
}
