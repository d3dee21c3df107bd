//! Many rows changed at once: each that the filter meets gets the change, and is judged again.

use db::import::{Stored, Tally};
use db::import_row::Rows;
use db::job;
use domain::ImportId;
use domain::import::{BulkChange, BulkRequest, ImportState, RowState};
use intake::{Draft, Judge};

use super::{judging, load};
use crate::heartbeat::Task;
use crate::merge_keys;
use crate::outcome::Fault;

/// Rows in one transaction.
const CHUNK: i64 = 500;

/// Changes the rows that are not written yet. What an earlier attempt changed already is changed once
/// more, to the same.
pub(crate) fn run(task: &Task<'_>, id: ImportId) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let scope = &claim.scope;
    let stored = load(task, id, ImportState::Staging)?;
    let Some(request) = stored.revision.clone() else { return Err(Fault::Gone) };
    merge_keys::now(task)?;
    let mut judge = judging::judge(worker, &stored, Judge::of_rows)?;
    let expected = worker.db.read_as_now(scope, |c| {
        db::import_row::count(c, scope, id, &rows(&request, stored.written_through))
    })?;
    let mut tally = Tally { counts: stored.import.rows, done: 0, expected };
    let mut after = stored.written_through;
    loop {
        task.go_on()?;
        let step = chunk(task, &stored, &request, &mut judge, (after, tally))?;
        let Some((last, next)) = step else { break };
        (after, tally) = (last, next);
    }
    finish(task, id, &tally)
}

fn rows(request: &BulkRequest, after: u64) -> Rows {
    Rows { filter: request.filter.clone(), after, ..Rows::default() }
}

/// Changes the next rows; answers the last of them and the tally after it, or nothing if none was left.
fn chunk(
    task: &Task<'_>,
    stored: &Stored,
    request: &BulkRequest,
    judge: &mut Judge,
    (after, tally): (u64, Tally),
) -> Result<Option<(u64, Tally)>, Fault> {
    let Task { worker, claim, .. } = *task;
    let (scope, id, now) = (&claim.scope, stored.import.id, worker.sources.now());
    let mut found = worker
        .db
        .read_as_now(scope, |c| db::import_row::list(c, scope, id, &rows(request, after), CHUNK))?;
    let Some(last) = found.last().map(|row| row.number) else { return Ok(None) };
    // Of suppressed rows nothing is left that could be changed.
    found.retain(|row| row.state != RowState::Suppressed);
    let mut tally = tally;
    for row in &found {
        tally.counts.subtract(row);
    }
    let drafts: Vec<Draft> = found
        .into_iter()
        .map(|row| {
            let mut draft = Draft::again(row);
            change(&mut draft, &request.change);
            draft
        })
        .collect();
    let chunk = judge.reader().read(drafts);
    let judged = worker.db.read_as_now(scope, |c| judge.chunk(c, scope, &worker.sources, chunk))?;
    for row in &judged {
        tally.counts.add(row);
    }
    tally.done += u64::try_from(judged.len()).unwrap_or_default();
    worker.db.write_as_now(scope, |c| {
        job::advance(c, claim, tally.done, tally.expected)?;
        db::import_row::replace(c, scope, id, &judged)?;
        if db::import::progress(c, scope, id, ImportState::Staging, &tally, now)? {
            Ok(())
        } else {
            Err(Fault::Gone)
        }
    })?;
    Ok(Some((last, tally)))
}

fn change(draft: &mut Draft, change: &BulkChange) {
    match change {
        BulkChange::Set(edits) => draft.edits.extend(edits.clone()),
        BulkChange::Skip(skip) => draft.skip = *skip,
    }
}

fn finish(task: &Task<'_>, id: ImportId, tally: &Tally) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let (scope, now) = (&claim.scope, worker.sources.now());
    worker.db.write_as_now(scope, |c| {
        db::import::progress(c, scope, id, ImportState::Staging, tally, now)?;
        db::import::set_revision(c, scope, id, None)?;
        let step = (ImportState::Staging, ImportState::Review);
        if !db::import::complete(c, scope, id, step, now)? {
            return Err(Fault::Gone);
        }
        Ok::<_, Fault>(job::finish(c, claim)?)
    })
}
