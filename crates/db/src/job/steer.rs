//! What an operator does with a job. The records of its organization are the worker's to change,
//! which alone acts in that organization's scope.

use diesel::prelude::*;
use domain::JobId;
use domain::job::{Priority, Queue};

use super::after;
use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::jobs;
use crate::types::{Key, Moment};

/// Puts a failed job back, with all its attempts before it; answers whether it was one.
pub fn revive(conn: &mut Conn, id: JobId) -> Result<bool> {
    let now = after(conn, 0);
    let rows = on!(conn, |c| diesel::update(jobs::table.find(Key(id)))
        .filter(jobs::state.eq("failed"))
        .set((
            jobs::state.eq("queued"),
            jobs::attempts.eq(0),
            jobs::lapses.eq(0),
            jobs::run_at.eq(now),
            jobs::finished_at.eq(None::<Moment>),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Asks for the end of a job that is queued or at work; answers whether it was.
///
/// A running one ends at its next step. A queued one never begins: it goes to the front of the
/// queue that nothing long stands in, where a worker closes it with what belongs to it.
pub fn ask_cancel(conn: &mut Conn, id: JobId) -> Result<bool> {
    let now = after(conn, 0);
    let (queue, priority) = (Queue::Small.as_str(), Priority::Interactive.rank());
    let rows = on!(conn, |c| {
        let job = diesel::update(jobs::table.find(Key(id)));
        let queued = job
            .filter(jobs::state.eq("queued"))
            .set((
                jobs::cancel_asked_at.eq(now.clone().nullable()),
                jobs::run_at.eq(now.clone()),
                jobs::queue.eq(queue),
                jobs::priority.eq(priority),
            ))
            .execute(c)?;
        if queued == 1 {
            return Ok(true);
        }
        let running = diesel::update(jobs::table.find(Key(id)))
            .filter(jobs::state.eq("running"))
            .set(jobs::cancel_asked_at.eq(now.nullable()))
            .execute(c)?;
        Ok::<_, diesel::result::Error>(running == 1)
    })?;
    Ok(rows)
}
