//! Many contacts on their way at once, of which no two can be the same record.

use std::collections::{HashSet, VecDeque};
use std::future::Future;
use std::time::Duration;

use crm::Halt;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use crate::outcome::Fault;

/// Contacts on their way at once: enough to use the CRM's allowance while some of its answers take long.
const FLIGHTS: usize = 24;
/// Results that are written together, at most.
const RESULTS: usize = 50;
/// How often one looks whether to go on.
const TICK: Duration = Duration::from_millis(200);
/// Ticks after which results are written, however few there are.
const WRITE_TICKS: u32 = 5;

/// By what a contact could be another one's record: its address, its number, the record's id.
pub(super) type Keys = Vec<Vec<u8>>;

/// What becomes of the contacts that go through the window.
pub(super) trait Work {
    /// A contact that is to go.
    type Item;
    /// What came of it.
    type Result;
    /// The next contacts; none behind the last ones.
    fn next(&mut self) -> Result<Vec<Self::Item>, Fault>;
    fn keys(item: &Self::Item) -> Keys;
    /// Writes results down; answers whether to go on.
    fn keep(&mut self, results: Vec<Self::Result>) -> Result<bool, Fault>;
    /// Asked every tick whether to go on.
    fn goes_on(&mut self) -> Result<bool, Fault>;
    /// No contact goes any more; those on their way come back.
    fn wind_down(&mut self);
    /// These were taken and never went.
    fn give_back(&mut self, left: Vec<Self::Item>) -> Result<(), Fault>;
}

/// Lets contacts go until there are none, until the work says no, or until nothing more can be said to the
/// CRM. Those on their way are waited for.
pub(super) async fn through<W: Work, F>(
    work: &mut W,
    go: impl Fn(W::Item) -> F,
) -> Result<Option<Halt>, Fault>
where
    F: Future<Output = Result<W::Result, Halt>>,
{
    let mut window =
        Window::<W> { waiting: VecDeque::new(), results: Vec::new(), busy: HashSet::new() };
    let (mut flights, mut halt) = (FuturesUnordered::new(), None);
    let (mut is_open, mut is_last, mut ticks) = (true, false, 0_u32);
    let mut ticker = tokio::time::interval(TICK);
    loop {
        if is_open && !is_last && window.waiting.len() < FLIGHTS {
            let more = work.next()?;
            is_last = more.is_empty();
            window.waiting.extend(more);
        }
        while is_open && flights.len() < FLIGHTS {
            let Some((item, keys)) = window.take() else { break };
            let flight = go(item);
            flights.push(async move { (keys, flight.await) });
        }
        let is_still = flights.is_empty();
        if is_still || window.results.len() >= RESULTS || ticks >= WRITE_TICKS {
            ticks = 0;
            is_open &= window.write(work)?;
        }
        if is_still && (!is_open || (is_last && window.waiting.is_empty())) {
            break;
        }
        tokio::select! {
            Some((keys, result)) = flights.next(), if !flights.is_empty() => match result {
                Ok(result) => window.results.push((keys, result)),
                Err(why) => {
                    halt.get_or_insert(why);
                    is_open = false;
                }
            },
            _ = ticker.tick() => {
                ticks += 1;
                is_open &= work.goes_on()?;
            }
        }
        if !is_open {
            work.wind_down();
        }
    }
    work.give_back(window.waiting.into())?;
    Ok(halt)
}

struct Window<W: Work> {
    waiting: VecDeque<W::Item>,
    /// What came back and is not written yet.
    results: Vec<(Keys, W::Result)>,
    /// The keys of all that went and is not written yet.
    busy: HashSet<Vec<u8>>,
}

impl<W: Work> Window<W> {
    /// The first that cannot be the record of one that goes.
    fn take(&mut self) -> Option<(W::Item, Keys)> {
        let is_free = |item: &W::Item| W::keys(item).iter().all(|key| !self.busy.contains(key));
        let at = self.waiting.iter().position(is_free)?;
        let item = self.waiting.remove(at)?;
        let keys = W::keys(&item);
        self.busy.extend(keys.iter().cloned());
        Some((item, keys))
    }

    fn write(&mut self, work: &mut W) -> Result<bool, Fault> {
        if self.results.is_empty() {
            return Ok(true);
        }
        let (keys, results): (Vec<Keys>, Vec<W::Result>) = self.results.drain(..).unzip();
        let goes_on = work.keep(results)?;
        for key in keys.into_iter().flatten() {
            self.busy.remove(&key);
        }
        Ok(goes_on)
    }
}
