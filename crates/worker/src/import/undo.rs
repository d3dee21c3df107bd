//! Undo: what an import wrote is taken back, unless somebody changed it since; and put in again by one
//! more undo. Both go through the rows in their order, a chunk a transaction, and note how far they are.

use std::collections::{HashMap, HashSet};

use db::audit::By;
use db::contact::{Cause, Change, NewContact, Sweep, Visible};
use db::import::{Stored, Tally};
use db::import_row::Pending;
use db::job;
use db::{Conn, Scope};
use domain::audit::{Action, Event};
use domain::contact::history::revert;
use domain::contact::{ChangeSource, Contact, FieldChange, Origin};
use domain::import::{ImportState, Kept, RowState, UndoAction, UndoCounts};
use domain::{ContactId, ImportId, Layer};

use super::load;
use crate::heartbeat::Task;
use crate::merge_keys;
use crate::outcome::Fault;

/// Rows in one transaction, at most.
const CHUNK: u64 = 1_000;

/// Takes an import back, or puts it in again.
pub(crate) fn run(task: &Task<'_>, id: ImportId, action: UndoAction) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let scope = &claim.scope;
    let stored = load(task, id, during(action))?;
    let mut counts = stored.import.undo.unwrap_or_default();
    let expected = stored.import.written;
    let mut tally = Tally { counts: stored.import.rows, done: done(counts), expected };
    let mut after = stored.undone_through;
    while after < stored.written_through {
        task.go_on()?;
        let span = (after, stored.written_through.min(after + CHUNK));
        let rows = worker.db.read_as_now(scope, |c| db::import_row::pending(c, scope, id, span))?;
        tally.done += u64::try_from(rows.len()).unwrap_or_default();
        counts = step(task, &stored, action, &rows, (span, counts), &tally)?;
        after = span.1;
    }
    if action == UndoAction::Undo {
        db::contact::settle(&worker.db, scope, Sweep::Gone, || task.go_on())?;
    }
    finish(task, id, action, counts)
}

const fn during(action: UndoAction) -> ImportState {
    match action {
        UndoAction::Undo => ImportState::Undoing,
        UndoAction::Restore => ImportState::Committing,
    }
}

const fn done(counts: UndoCounts) -> u64 {
    counts.removed + counts.restored + counts.kept + counts.gone
}

fn step(
    task: &Task<'_>,
    stored: &Stored,
    action: UndoAction,
    rows: &[Pending],
    (range, before): ((u64, u64), UndoCounts),
    tally: &Tally,
) -> Result<UndoCounts, Fault> {
    let Task { worker, claim, .. } = *task;
    let (scope, id, now) = (&claim.scope, stored.import.id, worker.sources.now());
    worker.db.write_as_now(scope, |c| {
        job::advance(c, claim, tally.done, tally.expected)?;
        let mut plan = Plan { counts: before, ..Plan::default() };
        plan.make(c, scope, id, action, rows, range)?;
        db::contact::delete_many(c, scope, &plan.removed, Visible::Later, now)?;
        db::contact::create_many(c, scope, &plan.new, Some(id), Visible::Later, now)?;
        let source = match action {
            UndoAction::Undo => ChangeSource::Undo,
            UndoAction::Restore => ChangeSource::Import,
        };
        let cause = Cause { source, import: Some(id) };
        db::contact::update_many(c, scope, &plan.changes, cause, Visible::Later, now)?;
        db::import_row::insert_kept(c, scope, id, &plan.kept)?;
        let is_on = db::import::undo_through(c, scope, id, range, plan.counts)?
            && db::import::progress(c, scope, id, during(action), tally, now)?;
        if is_on { Ok(plan.counts) } else { Err(Fault::Gone) }
    })
}

/// What a chunk comes to.
#[derive(Default)]
struct Plan {
    removed: Vec<ContactId>,
    new: Vec<NewContact>,
    changes: Vec<Change>,
    kept: Vec<(u64, Kept)>,
    counts: UndoCounts,
}

impl Plan {
    fn make(
        &mut self,
        conn: &mut Conn,
        scope: &Scope,
        id: ImportId,
        action: UndoAction,
        rows: &[Pending],
        range: (u64, u64),
    ) -> db::Result<()> {
        let ids: HashSet<ContactId> = rows.iter().map(|row| row.contact).collect();
        let ids: Vec<ContactId> = ids.into_iter().collect();
        let mut contacts: HashMap<ContactId, Contact> = HashMap::with_capacity(ids.len());
        for ids in ids.chunks(1_000) {
            let found = db::contact::by_ids(conn, scope, Layer::Workspace, ids)?;
            contacts.extend(found.into_iter().map(|contact| (contact.id, contact)));
        }
        // The last change of a row is this import's when it is to be taken back, an undo's when that is.
        let source = match action {
            UndoAction::Undo => ChangeSource::Import,
            UndoAction::Restore => ChangeSource::Undo,
        };
        let changes = db::contact::of_rows(conn, scope, id, range, source)?;
        let left = match action {
            UndoAction::Undo => HashSet::new(),
            UndoAction::Restore => db::import_row::kept_numbers(conn, scope, id, range)?,
        };
        for row in rows {
            let contact = contacts.get(&row.contact);
            match (row.state, action) {
                (RowState::New, UndoAction::Undo) => self.remove(row, contact),
                (RowState::New, UndoAction::Restore) => {
                    if contact.is_none() && !left.contains(&row.number) {
                        self.counts.removed += 1;
                        let (id, fields) = (row.contact, row.fields.clone());
                        self.new.push(NewContact { id, fields, source: Origin::Import });
                    }
                }
                _ => self.turn_back(row, contact, changes.get(&row.number), action),
            }
        }
        Ok(())
    }

    /// A contact that the import made goes, if it has its first version still.
    fn remove(&mut self, row: &Pending, contact: Option<&Contact>) {
        match contact {
            None => self.is_gone(row),
            Some(contact) if contact.version == 1 => {
                self.counts.removed += 1;
                self.removed.push(contact.id);
            }
            Some(_) => {
                let reason = "The contact was changed since the import and stays.".to_owned();
                self.keep(row, Kept { reason, fields: Vec::new() });
            }
        }
    }

    /// A contact that the import changed gets the values back that nobody changed since.
    fn turn_back(
        &mut self,
        row: &Pending,
        contact: Option<&Contact>,
        changes: Option<&Vec<FieldChange>>,
        action: UndoAction,
    ) {
        let Some(contact) = contact else { return self.is_gone(row) };
        let Some(changes) = changes else { return };
        let (fields, kept) = revert(&contact.fields, changes);
        if fields != contact.fields {
            self.counts.restored += u64::from(kept.is_empty() || action == UndoAction::Restore);
            let (id, version) = (contact.id, Some(contact.version));
            self.changes.push(Change { id, fields, version, number: Some(row.number) });
        }
        if !kept.is_empty() && action == UndoAction::Undo {
            let reason = "These fields were changed since the import and stay.".to_owned();
            self.keep(row, Kept { reason, fields: kept });
        }
    }

    fn keep(&mut self, row: &Pending, kept: Kept) {
        self.counts.kept += 1;
        self.kept.push((row.number, kept));
    }

    fn is_gone(&mut self, row: &Pending) {
        self.counts.gone += 1;
        let reason = "Somebody deleted the contact since the import.".to_owned();
        self.kept.push((row.number, Kept { reason, fields: Vec::new() }));
    }
}

fn finish(
    task: &Task<'_>,
    id: ImportId,
    action: UndoAction,
    counts: UndoCounts,
) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let now = worker.sources.now();
    worker.db.write_for_now(claim.scope.organization(), |c| {
        claim.scope.enter(c)?;
        db::import::settle(c, &claim.scope, id, now)?;
        let (to, event) = match action {
            UndoAction::Undo => (ImportState::Undone, Action::ImportUndone),
            UndoAction::Restore => {
                merge_keys::later(c, task)?;
                db::import_row::clear_kept(c, &claim.scope, id)?;
                db::import::begin_undo(c, &claim.scope, id, None)?;
                (ImportState::Committed, Action::ImportRestored)
            }
        };
        if !db::import::complete(c, &claim.scope, id, (during(action), to), now)? {
            return Err(Fault::Gone);
        }
        let event = Event::new(event)
            .on(id)
            .with("contacts", counts.removed)
            .with("changed", counts.restored)
            .with("kept", counts.kept);
        db::audit::append(c, &worker.pen, &By::job(&claim.scope), event, now)?;
        Ok::<_, Fault>(job::finish(c, claim)?)
    })
}
