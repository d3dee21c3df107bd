use diesel::prelude::*;
use diesel::sql_types::BigInt;
use domain::job::Job;
use domain::{ImportId, JobId};

use crate::conn::{Conn, on};
use crate::schema::jobs;
use crate::types::{DbUuid, Json, Key};
use crate::{Result, dialect, import_chunk};

/// Seconds for which jobs that were done or cancelled stay visible.
const DONE_SECONDS: i64 = 7 * 24 * 3_600;
/// Seconds for which failed ones do: somebody has to see them.
pub(crate) const FAILED_SECONDS: i64 = 30 * 24 * 3_600;

/// Forgets jobs that ended long ago, at most `limit` of them; answers how many those were. With a
/// failed one goes what it was kept for: the pieces of its file.
pub fn prune(conn: &mut Conn, limit: i64) -> Result<usize> {
    let (done, failed) =
        (dialect::clock(conn, -DONE_SECONDS), dialect::clock(conn, -FAILED_SECONDS));
    let sql = format!(
        "SELECT id FROM jobs WHERE finished_at < {done} \
         AND (state IN ('done', 'cancelled') OR finished_at < {failed}) \
         ORDER BY finished_at LIMIT $1"
    );
    let old: Vec<Old> = on!(conn, |c| diesel::sql_query(sql).bind::<BigInt, _>(limit).load(c))?;
    let ids: Vec<Key<JobId>> = old.into_iter().map(|old| old.id).collect();
    let gone: Vec<(Json<Job>, String)> =
        on!(conn, |c| diesel::delete(jobs::table.filter(jobs::id.eq_any(&ids)))
            .returning((jobs::payload, jobs::state))
            .get_results(c))?;
    let imports: Vec<ImportId> = gone
        .iter()
        .filter(|(_, state)| state == "failed")
        .filter_map(|(Json(job), _)| job.import())
        .collect();
    import_chunk::sweep(conn, &imports)?;
    Ok(gone.len())
}

#[derive(QueryableByName)]
struct Old {
    #[diesel(sql_type = DbUuid)]
    id: Key<JobId>,
}
