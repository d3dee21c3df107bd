//! Staging: the file is read row by row, each row is parsed as a form would be, compared with
//! the workspace and with the rows before it, and written down with its fate.

mod judge;
mod seen;

use db::import::Tally;
use db::job;
use domain::ImportId;
use domain::import::{ColumnChoice, Import, ImportRow, ImportState};
use files::{Mapping, Row, RowProblem};

use crate::heartbeat::Task;
use crate::outcome::Fault;
use crate::upload;
use judge::Judge;

/// Rows in one transaction: large enough to make its cost small, small enough for a person to
/// see progress and for other writers to come between.
const CHUNK: usize = 500;

/// Stages an import from its first row; what an earlier attempt wrote is dropped first.
pub(crate) fn run(task: &Task<'_>, id: ImportId) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let scope = &claim.scope;
    let now = worker.sources.now();
    let stored = worker
        .db
        .read_as_now(scope, |c| db::import::find(c, scope, id, now))?
        .ok_or(Fault::Gone)?;
    // A failed one whose job an operator tries again goes on.
    if !matches!(stored.import.state, ImportState::Staging | ImportState::Failed) {
        return Err(Fault::Gone);
    }
    worker.db.write_as_now(&claim.scope, |c| {
        job::hold(c, claim)?;
        db::import::resume(c, scope, id, ImportState::Staging, now)?;
        db::import_row::clear(c, scope, id)
    })?;
    let dialect = stored.dialect()?;
    let mapping = mapping_of(&stored.import)?;
    let path = upload::at_hand(worker, scope, &stored)?;
    let lost = |error: std::io::Error| {
        Fault::Fail(format!(
            "The uploaded file cannot be read any more ({}). Upload it again.",
            error.kind()
        ))
    };
    let mut rows = files::rows(&path, &dialect).map_err(lost)?;
    let mut judge = Judge::new(stored.import.on_duplicate, mapping.rules().clone());
    let mut tally = Tally::default();
    note(task, id, &[], &tally)?;
    loop {
        task.go_on()?;
        let chunk: Vec<Result<Row, RowProblem>> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        let staged = judge.chunk(worker, scope, &mapping, chunk)?;
        count(&mut tally, &staged);
        tally.expected = estimate(tally.done, rows.bytes_read(), stored.import.source.bytes);
        note(task, id, &staged, &tally)?;
    }
    tally.expected = tally.done;
    finish(task, id, &tally)
}

fn mapping_of(import: &Import) -> Result<Mapping, Fault> {
    let choices: Vec<ColumnChoice> = import
        .columns
        .iter()
        .map(|column| ColumnChoice {
            header: column.header.clone(),
            field: column.field.clone(),
            rule: column.rule,
        })
        .collect();
    Mapping::new(&import.columns, &choices, import.on_duplicate)
        .map_err(|_| Fault::Fail("The mapping does not fit the file any more.".to_owned()))
}

/// Writes a chunk and the progress in one transaction; if the import was cancelled meanwhile,
/// nothing of it stays.
fn note(task: &Task<'_>, id: ImportId, rows: &[ImportRow], tally: &Tally) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let now = worker.sources.now();
    worker.db.write_as_now(&claim.scope, |c| {
        job::advance(c, claim, tally.done, tally.expected)?;
        db::import_row::insert(c, &claim.scope, id, rows)?;
        let during = ImportState::Staging;
        if db::import::progress(c, &claim.scope, id, during, tally, now)? {
            Ok(())
        } else {
            Err(Fault::Gone)
        }
    })
}

fn finish(task: &Task<'_>, id: ImportId, tally: &Tally) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let now = worker.sources.now();
    worker.db.write_as_now(&claim.scope, |c| {
        db::import::progress(c, &claim.scope, id, ImportState::Staging, tally, now)?;
        let step = (ImportState::Staging, ImportState::Review);
        if !db::import::complete(c, &claim.scope, id, step, now)? {
            return Err(Fault::Gone);
        }
        Ok::<_, Fault>(job::finish(c, claim)?)
    })
}

fn count(tally: &mut Tally, rows: &[ImportRow]) {
    use domain::import::RowState;
    for row in rows {
        let counts = &mut tally.counts;
        counts.total += 1;
        *match row.state {
            RowState::New => &mut counts.new,
            RowState::Update => &mut counts.update,
            RowState::Duplicate => &mut counts.duplicate,
            RowState::Invalid => &mut counts.invalid,
            RowState::Suppressed => &mut counts.suppressed,
            RowState::Skipped => &mut counts.skipped,
        } += 1;
    }
    tally.done = tally.counts.total;
}

/// Rows of the whole file, by the bytes that the rows so far took.
fn estimate(done: u64, bytes_read: u64, bytes: u64) -> u64 {
    let estimate = u128::from(done) * u128::from(bytes) / u128::from(bytes_read.max(1));
    u64::try_from(estimate).unwrap_or(u64::MAX).max(done)
}
