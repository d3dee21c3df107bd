use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::conn::{Conn, on};
use crate::{Result, dialect};

/// Seconds for which jobs that were done or cancelled stay visible.
const DONE_SECONDS: i64 = 7 * 24 * 3_600;
/// Seconds for which failed ones do: somebody has to see them.
pub(crate) const FAILED_SECONDS: i64 = 30 * 24 * 3_600;

/// Forgets jobs that ended long ago, at most `limit` of them; answers how many those were.
pub fn prune(conn: &mut Conn, limit: i64) -> Result<usize> {
    let (done, failed) =
        (dialect::clock(conn, -DONE_SECONDS), dialect::clock(conn, -FAILED_SECONDS));
    let sql = format!(
        "DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE finished_at < {done} \
         AND (state IN ('done', 'cancelled') OR finished_at < {failed}) \
         ORDER BY finished_at LIMIT $1)"
    );
    Ok(on!(conn, |c| diesel::sql_query(sql).bind::<BigInt, _>(limit).execute(c))?)
}
