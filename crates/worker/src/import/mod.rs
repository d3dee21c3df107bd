//! The jobs of an import: checking a file, changing many rows at once, writing, and taking back.

pub(crate) mod commit;
mod judging;
pub(crate) mod revise;
pub(crate) mod stage;
pub(crate) mod undo;

use db::import::Stored;
use domain::ImportId;
use domain::import::ImportState;

use crate::heartbeat::Task;
use crate::outcome::Fault;

/// The import that a job works on, if it is in the state that the job needs, or failed at it before
/// and an operator tries it again.
fn load(task: &Task<'_>, id: ImportId, during: ImportState) -> Result<Stored, Fault> {
    let Task { worker, claim, .. } = *task;
    let scope = &claim.scope;
    let now = worker.sources.now();
    let stored = worker
        .db
        .read_as_now(scope, |c| db::import::find(c, scope, id, now))?
        .ok_or(Fault::Gone)?;
    match stored.import.state {
        state if state == during => {}
        ImportState::Failed => worker.db.write_as_now(scope, |c| {
            db::job::hold(c, claim)?;
            db::import::resume(c, scope, id, during, now)
        })?,
        _ => return Err(Fault::Gone),
    }
    Ok(stored)
}
