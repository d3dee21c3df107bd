//! How long the queues of jobs are, for those who watch an installation.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use domain::Timestamp;

use crate::Result;
use crate::conn::{Conn, on};
use crate::types::{DbTime, Moment};

/// The jobs of one kind that are not done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Queue {
    pub kind: String,
    /// Those that wait, also for a later moment.
    pub queued: i64,
    pub running: i64,
    /// Those that were given up.
    pub failed: i64,
    /// Seconds that the one that waits longest could have run.
    pub oldest_wait: f64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = DbTime)]
    oldest: Moment,
}

/// The queues of all organizations together, by kind.
pub fn all(conn: &mut Conn, now: Timestamp) -> Result<Vec<Queue>> {
    let sql = "SELECT kind, state, count(*) AS count, min(run_at) AS oldest FROM jobs \
               WHERE state IN ('queued', 'running', 'failed') GROUP BY kind, state ORDER BY kind";
    let rows: Vec<Row> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
    let mut queues: Vec<Queue> = Vec::new();
    for Row { kind, state, count, oldest } in rows {
        if queues.last().is_none_or(|queue| queue.kind != kind) {
            queues.push(Queue { kind, ..Queue::default() });
        }
        let Some(queue) = queues.last_mut() else { continue };
        match state.as_str() {
            "queued" => {
                queue.queued = count;
                queue.oldest_wait = now.seconds_since(oldest.0).max(0.0);
            }
            "running" => queue.running = count,
            _ => queue.failed = count,
        }
    }
    Ok(queues)
}
