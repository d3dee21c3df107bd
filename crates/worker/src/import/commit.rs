//! Commit: staged rows become contacts. Each chunk is one transaction that writes the contacts and
//! notes how far the import is, so that a kill at any moment loses and doubles nothing.

use std::collections::{HashMap, HashSet};

use db::audit::By;
use db::contact::{Cause, Change, NewContact, Twin, Visible};
use db::import::{Stored, Tally};
use db::import_row::Pending;
use db::job;
use db::{Conn, Scope};
use domain::audit::{Action, Event};
use domain::contact::{
    ChangeSource, Contact, ContactFields, Identity, MergeRules, Origin, Verdict, merge,
};
use domain::import::{ImportState, RowCounts, RowState};
use domain::{ContactId, ImportId, Layer};

use super::{judging, load};
use crate::heartbeat::Task;
use crate::outcome::Fault;
use crate::{Worker, merge_keys};

/// Rows in one transaction, at most.
const CHUNK: u64 = 5_000;
/// Chunks between two looks whether keys are to be merged, while twins are looked up among them.
const SETTLED: u32 = 4;

/// Writes what earlier attempts have not written yet.
pub(crate) fn run(task: &Task<'_>, id: ImportId) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let scope = &claim.scope;
    let stored = load(task, id, ImportState::Committing)?;
    let import = &stored.import;
    let mapping = judging::mapping(import)?;
    let expected = import.rows.writable();
    let mut tally = Tally { counts: import.rows, done: import.written, expected };
    let mut after = stored.written_through;
    let last = worker.db.read_as_now(scope, |c| db::import_row::last_number(c, scope, id))?;
    for number in 1.. {
        task.go_on()?;
        if after >= last {
            break;
        }
        let span = (after, last.min(after + CHUNK));
        let rows = worker.db.read_as_now(scope, |c| db::import_row::pending(c, scope, id, span))?;
        tally.done += u64::try_from(rows.len()).unwrap_or_default();
        let asked;
        (tally.counts, asked) = write(task, &stored, mapping.rules(), &rows, span, tally)?;
        after = span.1;
        if asked && number % SETTLED == 1 {
            merge_keys::now(task)?;
        }
    }
    finish(task, id)
}

/// Answers how the rows stand now, and whether contacts were looked up by their keys for it.
fn write(
    task: &Task<'_>,
    stored: &Stored,
    rules: &MergeRules,
    rows: &[Pending],
    (after, end): (u64, u64),
    tally: Tally,
) -> Result<(RowCounts, bool), Fault> {
    let Task { worker, claim, .. } = *task;
    let (scope, id, now) = (&claim.scope, stored.import.id, worker.sources.now());
    worker.db.write_as_now(scope, |c| {
        job::advance(c, claim, tally.done, tally.expected)?;
        let plan = plan(worker, c, scope, stored, rules, rows)?;
        db::contact::create_many(c, scope, &plan.new, Some(id), Visible::Later, now)?;
        let cause = Cause { source: ChangeSource::Import, import: Some(id) };
        db::contact::update_many(c, scope, &plan.changes, cause, Visible::Later, now)?;
        let mut tally = tally;
        for turn in &plan.turned {
            let Turn { row: (number, from), state, reason, contact } = turn;
            tally.counts.turn(*from, *state);
            db::import_row::turn(c, scope, id, *number, (*state, reason), *contact)?;
        }
        let written = plan.new.len() + plan.changes.len();
        let written = u64::try_from(written).unwrap_or_default();
        let is_on = db::import::write_through(c, scope, id, (after, end), written)?
            && db::import::progress(c, scope, id, ImportState::Committing, &tally, now)?;
        if is_on { Ok((tally.counts, plan.asked)) } else { Err(Fault::Gone) }
    })
}

/// What a chunk comes to.
#[derive(Default)]
struct Plan {
    new: Vec<NewContact>,
    changes: Vec<Change>,
    turned: Vec<Turn>,
    /// Whether twins were looked for.
    asked: bool,
}

/// A row whose fate has changed since the review.
struct Turn {
    /// Its number, and the fate it had.
    row: (u64, RowState),
    state: RowState,
    reason: String,
    contact: Option<ContactId>,
}

impl Turn {
    fn of(
        row: &Pending,
        state: RowState,
        reason: impl Into<String>,
        contact: Option<ContactId>,
    ) -> Self {
        Self { row: (row.number, row.state), state, reason: reason.into(), contact }
    }
}

/// Contacts are read again, because they may have changed since the review; one that was deleted
/// meanwhile is made anew, and one that was made meanwhile is changed instead of doubled.
fn plan(
    worker: &Worker,
    conn: &mut Conn,
    scope: &Scope,
    stored: &Stored,
    rules: &MergeRules,
    rows: &[Pending],
) -> db::Result<Plan> {
    let held: Vec<&ContactFields> = rows.iter().map(|row| &row.fields).collect();
    let held = db::suppression::held_back(conn, scope, &worker.suppressor, &held)?;
    let rows: Vec<(&Pending, bool)> = rows.iter().zip(held).collect();
    let known = known(conn, scope, &rows)?;
    let keys = keys(conn, scope, stored, &rows)?;
    let mut plan = Plan { asked: !keys.is_empty(), ..Plan::default() };
    let twins = Twin::by_key(db::contact::twins(conn, scope, Layer::Workspace, &keys)?);
    let mut changed: HashMap<ContactId, usize> = HashMap::new();
    for (row, is_held) in rows {
        if is_held {
            let reason = "Stands on the suppression list.";
            plan.turned.push(Turn::of(row, RowState::Suppressed, reason, None));
            continue;
        }
        let contact = known.get(&row.contact).or_else(|| twin(row, &twins));
        let Some(contact) = contact else {
            if row.state == RowState::Update {
                let reason = "The contact was deleted since the review; it is made anew.";
                plan.turned.push(Turn::of(row, RowState::New, reason, Some(row.contact)));
            }
            let (id, fields) = (row.contact, row.fields.clone());
            plan.new.push(NewContact { id, fields, source: Origin::Import });
            continue;
        };
        if let Some(change) = changed.get(&contact.id).and_then(|at| plan.changes.get_mut(*at)) {
            change.fields = merge(rules, &change.fields, &row.fields);
            continue;
        }
        let fields = merge(rules, &contact.fields, &row.fields);
        let changes = fields != contact.fields;
        if let Some(turn) = turned(row, contact, changes) {
            plan.turned.push(turn);
        }
        if changes {
            changed.insert(contact.id, plan.changes.len());
            let (id, version) = (contact.id, Some(contact.version));
            plan.changes.push(Change { id, fields, version, number: Some(row.number) });
        }
    }
    Ok(plan)
}

/// How a row's fate has changed by a contact that is there now.
fn turned(row: &Pending, contact: &Contact, changes: bool) -> Option<Turn> {
    let name = contact.fields.display_name();
    let (state, reason) = match (row.state, changes) {
        (RowState::Update, true) => return None,
        (RowState::Update, false) => {
            (RowState::Duplicate, format!("Says nothing new of {name} any more."))
        }
        (_, true) => (RowState::Update, format!("Changes {name}, who came since the review.")),
        (_, false) => {
            (RowState::Duplicate, format!("Says nothing new of {name}, who came since the review."))
        }
    };
    Some(Turn::of(row, state, reason, Some(contact.id)))
}

/// The contacts that rows of this chunk change.
fn known(
    conn: &mut Conn,
    scope: &Scope,
    rows: &[(&Pending, bool)],
) -> db::Result<HashMap<ContactId, Contact>> {
    let updates = rows.iter().filter(|(row, _)| row.state == RowState::Update);
    let ids: HashSet<ContactId> = updates.map(|(row, _)| row.contact).collect();
    let ids: Vec<ContactId> = ids.into_iter().collect();
    let contacts = db::contact::by_ids(conn, scope, Layer::Workspace, &ids)?;
    Ok(contacts.into_iter().map(|contact| (contact.id, contact)).collect())
}

/// Keys of contacts that may be those of new rows: asked for where the workspace may have changed since the
/// rows were checked, and for rows that were not compared with all before them.
fn keys(
    conn: &mut Conn,
    scope: &Scope,
    stored: &Stored,
    rows: &[(&Pending, bool)],
) -> db::Result<Vec<String>> {
    let is_past = db::outbox::is_past(conn, scope, stored.staged_mark)?
        || db::import::is_other_at_work(conn, scope, stored.import.id)?;
    let compared = stored.compared_through.unwrap_or(u64::MAX);
    let asks = |row: &Pending| {
        row.state == RowState::New
            && !row.apart
            && (is_past || row.is_edited || row.number > compared)
    };
    let asking = rows.iter().filter(|(row, _)| asks(row));
    Ok(asking.flat_map(|(row, _)| Identity::keys(&row.fields)).collect())
}

/// The contact that a row is by now, by the rule of the review.
fn twin<'a>(row: &Pending, twins: &'a HashMap<String, Vec<Contact>>) -> Option<&'a Contact> {
    if row.apart || twins.is_empty() {
        return None;
    }
    let who = Identity::of(&row.fields);
    Identity::keys(&row.fields).iter().find_map(|key| {
        let same =
            |contact: &&Contact| who.confirms(key, &Identity::of(&contact.fields)) == Verdict::Same;
        twins.get(key)?.iter().find(same)
    })
}

/// Closes the import; searches from now on wait until the index shows all of it.
fn finish(task: &Task<'_>, id: ImportId) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let now = worker.sources.now();
    worker.db.write_for_now(claim.scope.organization(), |c| {
        claim.scope.enter(c)?;
        let stored = db::import::find(c, &claim.scope, id, now)?.ok_or(Fault::Gone)?;
        db::import::settle(c, &claim.scope, id, now)?;
        let step = (ImportState::Committing, ImportState::Committed);
        if !db::import::complete(c, &claim.scope, id, step, now)? {
            return Err(Fault::Gone);
        }
        merge_keys::later(c, task)?;
        let rows = stored.import.rows;
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
