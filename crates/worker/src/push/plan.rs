//! The dry run: what the push would do with each contact. A run that was cut off goes on behind what it has
//! written.

use std::collections::{HashMap, HashSet};

use crm::{Started, Subject, judge, start};
use db::audit::By;
use db::crm::link::{self, Hashes, Link};
use db::crm::push::{self, PART};
use db::crm::push_item::{self, NewItem};
use db::{Conn, Scope};
use domain::audit::{Action, Event};
use domain::crm::{PushCounts, PushFate, PushState};
use domain::{ContactId, PushId, Timestamp};

use super::desk::Desk;
use super::window::{Keys, Work, through};
use crate::heartbeat::Task;
use crate::outcome::Fault;

/// Contacts that are read together.
const CHUNK: usize = 50;

/// Judges the contacts that have no fate yet.
pub(crate) fn run(task: &Task<'_>, id: PushId) -> Result<(), Fault> {
    let mut desk = Desk::open(task, id, PushState::Planning)?;
    let pushes = desk.pushes;
    if let Err(halt) = pushes.run(desk.line.refresh_location())? {
        return Err(desk.leave(halt));
    }
    let scope = &task.claim.scope;
    let total = desk.stored.push.counts.total;
    let (counts, taken) = task.worker.db.read_as_now(scope, |c| {
        let counts = push_item::counts(c, scope, id, total)?;
        let taken = Planning::taken(push_item::last(c, scope, id)?);
        let known = push_item::numbers(c, scope, id, (0, taken))?;
        // One that took long may be missing among those before.
        let is_whole = u64::try_from(known.len()).is_ok_and(|known| known == taken);
        Ok::<_, Fault>((counts, if is_whole { taken } else { 0 }))
    })?;
    let mut planning = Planning::new(&desk, counts, taken);
    let went = pushes.run(through(&mut planning, |(number, subject)| {
        let line = &desk.line;
        async move { judge(line, &subject, number).await }
    }))??;
    desk.end(went, planning.is_done, finish)
}

struct Planning<'a> {
    desk: &'a Desk<'a>,
    counts: PushCounts,
    /// Numbers of those that have a fate already, among those to come.
    known: HashSet<u64>,
    part: Vec<ContactId>,
    /// How many were taken, judged or not.
    taken: u64,
    /// Who was met in this run, by address and number.
    met: HashMap<[u8; 32], ContactId>,
    ticks: u32,
    is_done: bool,
}

impl<'a> Planning<'a> {
    /// Contacts are written in about their order, so the last part with any is gone through again, and the
    /// one before it.
    fn taken(last: u64) -> u64 {
        let part = u64::try_from(PART).unwrap_or(u64::MAX);
        (last.saturating_sub(1) / part).saturating_sub(1) * part
    }

    fn new(desk: &'a Desk<'a>, counts: PushCounts, taken: u64) -> Self {
        let met = HashMap::new();
        Self {
            desk,
            counts,
            known: HashSet::new(),
            part: Vec::new(),
            taken,
            met,
            ticks: 0,
            is_done: false,
        }
    }

    /// The next that have no fate, with their numbers.
    fn chunk(&mut self, conn: &mut Conn) -> db::Result<Vec<(u64, ContactId)>> {
        let scope = &self.desk.task.claim.scope;
        let part = u64::try_from(PART).unwrap_or(u64::MAX);
        let mut chunk = Vec::new();
        while chunk.len() < CHUNK {
            let place = usize::try_from(self.taken % part).unwrap_or_default();
            if place == 0 || self.part.is_empty() {
                let number = self.taken / part;
                self.part = push::part(conn, scope, self.desk.id(), number)?;
                let from = number * part;
                self.known = push_item::numbers(conn, scope, self.desk.id(), (from, from + part))?;
            }
            let Some(&contact) = self.part.get(place) else { break };
            self.taken += 1;
            if !self.known.contains(&self.taken) {
                chunk.push((self.taken, contact));
            }
        }
        Ok(chunk)
    }

    /// Who has the address or number of another one before it is a conflict.
    fn meet(&mut self, conn: &mut Conn, subjects: &mut [Subject]) -> db::Result<()> {
        let scope = &self.desk.task.claim.scope;
        let hashes: Vec<Hashes> = subjects.iter().map(|subject| subject.hashes).collect();
        let before = push_item::by_hashes(conn, scope, self.desk.id(), &hashes)?;
        for subject in subjects {
            subject.meet(&before);
            subject.meet(&self.met);
            if subject.is_fit() {
                let own = [subject.hashes.email, subject.hashes.phone];
                for hash in own.into_iter().flatten() {
                    self.met.entry(hash).or_insert(subject.contact);
                }
            }
        }
        Ok(())
    }
}

impl Work for Planning<'_> {
    type Item = (u64, Subject);
    type Result = NewItem;

    fn next(&mut self) -> Result<Vec<Self::Item>, Fault> {
        let Task { worker, claim, .. } = *self.desk.task;
        let mut found = worker.db.read_as_now(&claim.scope, |c| {
            let chunk = self.chunk(c)?;
            let ids: Vec<ContactId> = chunk.iter().map(|(_, id)| *id).collect();
            let mut subjects = self.desk.subjects().read(c, &ids)?;
            self.meet(c, &mut subjects)?;
            let numbers = chunk.into_iter().map(|(number, _)| number);
            Ok::<_, Fault>(numbers.zip(subjects).collect::<Vec<_>>())
        })?;
        self.is_done = found.is_empty();
        found.shrink_to_fit();
        Ok(found)
    }

    fn keys(_: &Self::Item) -> Keys {
        // Nothing is written there, so nothing can be written twice.
        Keys::new()
    }

    fn keep(&mut self, results: Vec<NewItem>) -> Result<bool, Fault> {
        let Task { worker, claim, .. } = *self.desk.task;
        let (scope, id, now) = (&claim.scope, self.desk.id(), worker.sources.now());
        let mut counts = self.counts;
        for item in &results {
            *counts.of(item.fate) += 1;
        }
        let goes_on = worker.db.write_as_now(scope, |c| {
            let stored = self.desk.hold(c, (counts.judged(), counts.total))?;
            if stored.push.state != PushState::Planning {
                return Ok::<_, Fault>(false);
            }
            push_item::create_many(c, scope, id, &results, now)?;
            for item in results.iter().filter(|item| item.fate == PushFate::Unchanged) {
                link_unchanged(c, scope, self.desk.line.location(), item, now)?;
            }
            push::set_counts(c, scope, id, &counts, now)?;
            Ok(true)
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

    fn give_back(&mut self, _: Vec<Self::Item>) -> Result<(), Fault> {
        Ok(())
    }
}

/// From now on the record is known by its id, whatever becomes of the address by which it was found.
fn link_unchanged(
    conn: &mut Conn,
    scope: &Scope,
    location: &str,
    item: &NewItem,
    now: Timestamp,
) -> db::Result<()> {
    let Some(crm_id) = item.crm_id.clone() else { return Ok(()) };
    if link::of_record(conn, scope, location, &crm_id)?.is_some_and(|one| one != item.contact) {
        return Ok(());
    }
    let link = Link { contact: item.contact, crm_id, hashes: item.hashes };
    link::keep(conn, scope, location, &link, now)
}

/// The push waits for somebody who starts it, unless it was asked to start by itself.
fn finish(desk: &Desk<'_>) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *desk.task;
    let (scope, id, now) = (&claim.scope, desk.id(), worker.sources.now());
    worker.db.write_for_now(scope.organization(), |c| {
        scope.enter(c)?;
        let stored = push::find(c, scope, id)?.ok_or(Fault::Gone)?;
        let counts = push_item::counts(c, scope, id, stored.push.counts.total)?;
        if stored.push.state == PushState::Planning && counts.judged() < counts.total {
            return Err(Fault::Turn);
        }
        if !push::step(c, scope, id, (&[PushState::Planning], PushState::Ready), now)? {
            return Err(Fault::Gone);
        }
        push::drop_parts(c, scope, id)?;
        let stored = push::find(c, scope, id)?.ok_or(Fault::Gone)?;
        if stored.starts {
            let job = (worker.sources.id(), now);
            match start(c, scope, &stored, &[PushState::Ready], job)? {
                Started::Yes => {
                    let event = Event::new(Action::PushStarted).on(id);
                    let event = event.with("contacts", stored.push.counts.waiting());
                    db::audit::append(c, &worker.pen, &By::job(scope), event, now)?;
                }
                Started::Refused(check) => push::note(c, scope, id, &check.reached().detail())?,
                Started::WrongState => {}
            }
        }
        desk.close(c)
    })
}
