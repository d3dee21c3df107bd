//! Commit: staged rows become contacts. Each chunk is one transaction that writes the contacts
//! and marks their rows, so that a kill at any moment loses and doubles nothing.

use db::audit::By;
use db::contact::{Change, NewContact, Visible};
use db::import::Tally;
use db::import_row::Filter;
use db::job;
use domain::audit::{Action, Event};
use domain::contact::{MergeRules, Origin, merge};
use domain::import::{Import, ImportRow, ImportState, RowCounts};
use domain::{ContactId, ImportId, Layer};

use crate::heartbeat::Task;
use crate::outcome::Fault;

/// Rows in one transaction.
const CHUNK: i64 = 500;

/// Writes what earlier attempts have not written yet.
pub(crate) fn run(task: &Task<'_>, id: ImportId) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let scope = &claim.scope;
    let now = worker.sources.now();
    let stored = worker
        .db
        .read_as_now(scope, |c| db::import::find(c, scope, id, now))?
        .ok_or(Fault::Gone)?;
    let import = stored.import;
    if import.state == ImportState::Failed {
        // Its job failed, and an operator tries it again.
        worker.db.write_as_now(&claim.scope, |c| {
            job::hold(c, claim)?;
            db::import::resume(c, scope, id, ImportState::Committing, now)
        })?;
    } else if import.state != ImportState::Committing {
        return Err(Fault::Gone);
    }
    let done = worker.db.read_as_now(scope, |c| db::import_row::count_committed(c, scope, id))?;
    let expected = import.rows.new + import.rows.update;
    let mut tally = Tally { counts: import.rows, done, expected };
    let mut after = 0;
    loop {
        task.go_on()?;
        let filter = Filter { after, state: None, pending: true };
        let rows =
            worker.db.read_as_now(scope, |c| db::import_row::list(c, scope, id, filter, CHUNK))?;
        let Some(end) = rows.last() else { break };
        after = end.number;
        tally.done += u64::try_from(rows.len()).unwrap_or_default();
        write(task, &import, &rows, &tally)?;
    }
    finish(task, id, &import.rows)
}

fn write(task: &Task<'_>, import: &Import, rows: &[ImportRow], tally: &Tally) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let now = worker.sources.now();
    let scope = &claim.scope;
    let numbers: Vec<u64> = rows.iter().map(|row| row.number).collect();
    worker.db.write_as_now(&claim.scope, |c| {
        job::advance(c, claim, tally.done, tally.expected)?;
        let (new, changes) = split(c, scope, import, rows)?;
        db::contact::create_many(c, scope, &new, Visible::Later, now)?;
        db::contact::update_many(c, scope, &changes, Visible::Later, now)?;
        db::import_row::mark_committed(c, scope, import.id, &numbers)?;
        let during = ImportState::Committing;
        if db::import::progress(c, scope, import.id, during, tally, now)? {
            Ok(())
        } else {
            Err(Fault::Gone)
        }
    })
}

/// What is to be made and what is to be changed. Contacts are read again, because they may have
/// changed since the review; one that was deleted meanwhile is made anew.
fn split(
    conn: &mut db::Conn,
    scope: &db::Scope,
    import: &Import,
    rows: &[ImportRow],
) -> db::Result<(Vec<NewContact>, Vec<Change>)> {
    use domain::import::RowState;
    let wanted: Vec<ContactId> = rows
        .iter()
        .filter(|row| row.state == RowState::Update)
        .filter_map(|row| row.contact_id)
        .collect();
    let current = db::contact::by_ids(conn, scope, Layer::Workspace, &wanted)?;
    let columns = import.columns.iter();
    let ruled = columns.filter_map(|column| Some((column.field.as_ref()?, column.rule)));
    let rules = MergeRules::new(import.on_duplicate, ruled)
        .unwrap_or_else(|_| MergeRules::from(import.on_duplicate));
    let mut new = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    for row in rows {
        let (Some(id), Some(fields)) = (row.contact_id, &row.fields) else { continue };
        if let Some(change) = changes.iter_mut().find(|change| change.id == id) {
            change.fields = merge(&rules, &change.fields, fields);
        } else if let Some(contact) = current.iter().find(|contact| contact.id == id) {
            let fields = merge(&rules, &contact.fields, fields);
            changes.push(Change { id, fields, version: Some(contact.version) });
        } else {
            new.push(NewContact { id, fields: fields.clone(), source: Origin::Import });
        }
    }
    Ok((new, changes))
}

/// Closes the import; searches from now on wait until the index shows all of it.
fn finish(task: &Task<'_>, id: ImportId, rows: &RowCounts) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let now = worker.sources.now();
    worker.db.write_for_now(claim.scope.organization(), |c| {
        claim.scope.enter(c)?;
        if let Some(contact) = db::import_row::any_committed(c, &claim.scope, id)? {
            db::outbox::settle(c, &claim.scope, contact, now)?;
        }
        let step = (ImportState::Committing, ImportState::Committed);
        if !db::import::complete(c, &claim.scope, id, step, now)? {
            return Err(Fault::Gone);
        }
        db::import_chunk::remove(c, &claim.scope, id)?;
        let event = Event::new(Action::ImportFinished).on(id);
        let event = event.with("new", rows.new).with("updated", rows.update);
        db::audit::append(c, &worker.pen, &By::job(&claim.scope), event, now)?;
        Ok::<_, Fault>(job::finish(c, claim)?)
    })?;
    if let Err(error) = worker.store.copies().remove(id) {
        tracing::warn!(job.id = %claim.id, error = %error.kind(), "job.file_not_removed");
    }
    Ok(())
}
