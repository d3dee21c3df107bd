//! The push itself. Before anything of a contact is sent, its row says that nobody knows what became of it;
//! with its result the row, the link and the figures are one transaction. So a kill at any moment doubles
//! nothing: what nobody knows is looked up in the CRM first.

use crm::{Outcome, Subject, give_back, push as send, release, settle};
use db::audit::By;
use db::crm::push;
use db::crm::push_item::{self, Waiting};
use domain::audit::{Action, Event};
use domain::crm::{PushCounts, PushFate, PushState};
use domain::{ContactId, PushId};

use super::desk::Desk;
use super::window::{Keys, Work, through};
use crate::heartbeat::Task;
use crate::outcome::Fault;

/// Contacts that are taken together.
const CHUNK: i64 = 50;

/// Writes the contacts that wait for it.
pub(crate) fn run(task: &Task<'_>, id: PushId) -> Result<(), Fault> {
    let desk = Desk::open(task, id, PushState::Running)?;
    let scope = &task.claim.scope;
    let total = desk.stored.push.counts.total;
    let counts = task.worker.db.write_as_now(scope, |c| {
        push::clear_note(c, scope, id)?;
        push_item::counts(c, scope, id, total)
    })?;
    let mut pushing = Pushing { desk: &desk, counts, after: 0, ticks: 0, is_done: false };
    let went = desk.pushes.run(through(&mut pushing, |(item, subject)| {
        let line = &desk.line;
        async move { send(line, &subject, &item).await.map(|outcome| (item.planned, outcome)) }
    }))??;
    desk.end(went, pushing.is_done, finish)
}

struct Pushing<'a> {
    desk: &'a Desk<'a>,
    counts: PushCounts,
    /// The number of the last that was taken.
    after: u64,
    ticks: u32,
    is_done: bool,
}

impl Work for Pushing<'_> {
    type Item = (Waiting, Subject);
    type Result = (PushFate, Outcome);

    fn next(&mut self) -> Result<Vec<Self::Item>, Fault> {
        let Task { worker, claim, .. } = *self.desk.task;
        let (scope, id, after) = (&claim.scope, self.desk.id(), self.after);
        let taken = worker.db.write_as_now(scope, |c| {
            db::job::hold(c, claim)?;
            let items = push_item::waiting(c, scope, id, after, CHUNK)?;
            let ids: Vec<ContactId> = items.iter().map(|item| item.contact).collect();
            let subjects = self.desk.subjects().read(c, &ids)?;
            let numbers: Vec<u64> = items.iter().map(|item| item.number).collect();
            push_item::doubt(c, scope, id, &numbers)?;
            Ok::<_, Fault>(items.into_iter().zip(subjects).collect::<Vec<_>>())
        })?;
        self.after = taken.last().map_or(after, |(item, _)| item.number);
        self.is_done = taken.is_empty();
        Ok(taken)
    }

    fn keys((item, subject): &Self::Item) -> Keys {
        let hashes = [subject.hashes.email, subject.hashes.phone];
        let hashes = hashes.into_iter().flatten().map(|hash| hash.to_vec());
        hashes.chain(item.crm_id.iter().map(|id| id.as_bytes().to_vec())).collect()
    }

    fn keep(&mut self, results: Vec<Self::Result>) -> Result<bool, Fault> {
        let Task { worker, claim, .. } = *self.desk.task;
        let (scope, id, now) = (&claim.scope, self.desk.id(), worker.sources.now());
        let place = (id, self.desk.line.location());
        let before = self.counts;
        let (counts, goes_on) = worker.db.write_as_now(scope, |c| {
            let mut counts = before;
            let (mut settled, mut spent) = (0, 0);
            for (planned, outcome) in &results {
                let Some(fate) = settle(c, scope, place, outcome, now)? else { continue };
                counts.turn(*planned, fate);
                settled += 1;
                spent += u64::from(matches!(fate, PushFate::Created | PushFate::Updated));
            }
            let stored = self.desk.hold(c, (counts.settled(), counts.total))?;
            push::set_counts(c, scope, id, &counts, now)?;
            give_back(c, scope, &stored, settled - spent)?;
            let held = stored.held.saturating_sub(settled);
            push::hold(c, scope, id, held, stored.held_month)?;
            Ok::<_, Fault>((counts, stored.push.state == PushState::Running))
        })?;
        self.counts = counts;
        Ok(goes_on)
    }

    fn goes_on(&mut self) -> Result<bool, Fault> {
        self.desk.goes_on(&mut self.ticks)
    }

    fn wind_down(&mut self) {
        self.is_done = false;
        self.desk.wind_down();
    }

    fn give_back(&mut self, left: Vec<Self::Item>) -> Result<(), Fault> {
        let Task { worker, claim, .. } = *self.desk.task;
        let sure = left.iter().filter(|(item, _)| !item.unsure).map(|(item, _)| item.number);
        let sure: Vec<u64> = sure.collect();
        worker.db.write_as_now(&claim.scope, |c| {
            let (scope, id) = (&claim.scope, self.desk.id());
            db::job::hold(c, claim)?;
            push_item::calm(c, scope, id, &sure)?;
            let stored = push::find(c, scope, id)?.ok_or(Fault::Gone)?;
            if stored.push.state == PushState::Cancelled {
                release(c, scope, &stored)?;
            }
            Ok::<_, Fault>(())
        })
    }
}

/// Closes the push: every contact has its result.
fn finish(desk: &Desk<'_>) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *desk.task;
    let (scope, id, now) = (&claim.scope, desk.id(), worker.sources.now());
    worker.db.write_for_now(scope.organization(), |c| {
        scope.enter(c)?;
        let stored = push::find(c, scope, id)?.ok_or(Fault::Gone)?;
        let counts = push_item::counts(c, scope, id, stored.push.counts.total)?;
        push::set_counts(c, scope, id, &counts, now)?;
        if counts.waiting() > 0 {
            // Somebody had some tried again meanwhile.
            return Err(Fault::Turn);
        }
        let step = (&[PushState::Running][..], PushState::Done);
        if !crm::end(c, scope, &stored, step, now)? {
            return Err(Fault::Gone);
        }
        let event = Event::new(Action::PushFinished).on(id);
        let event = event.with("created", counts.created).with("updated", counts.updated);
        let event = event.with("conflict", counts.conflict).with("failed", counts.failed);
        db::audit::append(c, &worker.pen, &By::job(scope), event, now)?;
        desk.close(c)
    })
}
