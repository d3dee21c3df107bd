//! The index and its follower, in good days and in bad ones.

mod damage;
mod nodes;
mod whole;

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use db::contact::{self, NewContact};
use db::{Db, Scope};
use domain::contact::{ContactInput, Origin};
use domain::search::SearchQuery;
use domain::{ContactId, Layer, Sources};
use search::{Following, Index, Place, State};
use worker::{Follower, Progress, Stop};

/// How long a test waits for what has to come.
const LONG: Duration = Duration::from_mins(1);

/// A node: an index with its follower at work.
struct Node {
    index: Index,
    progress: Progress,
    stop: Stop,
    thread: Option<JoinHandle<()>>,
}

impl Node {
    fn start(db: &Db, folder: &Path) -> Self {
        let index = Index::default();
        let stop = Stop::default();
        let place = Place::Folder(folder.to_owned());
        let sources = clock();
        let pair = (index.clone(), place);
        let (follower, progress) = Follower::new(db.clone(), sources, pair, stop.clone());
        let thread = Some(std::thread::spawn(move || follower.run()));
        Self { index, progress, stop, thread }
    }

    fn following(&self) -> Following {
        *self.progress.borrow()
    }

    /// Waits until it is so.
    fn wait_until(&self, what: &str, is: impl Fn(&Following) -> bool) {
        let start = Instant::now();
        while !is(&self.following()) {
            assert!(start.elapsed() < LONG, "{what} never came: {:?}", self.following());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// What it finds once it has seen all that is settled.
    fn found(&self, db: &Db, scope: &Scope) -> Vec<ContactId> {
        let awaited =
            db.read_as_now(scope, |c| db::outbox::awaited(c, scope, Layer::Workspace)).unwrap();
        self.wait_until("the last change", |following| {
            following.state == State::Following && following.position >= awaited
        });
        let mut ids = all(&self.index, scope);
        ids.sort();
        ids
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.stop.ask();
        if let Some(thread) = self.thread.take() {
            assert!(thread.join().is_ok(), "the follower ends in peace");
        }
    }
}

/// Every contact that the index knows of an organization.
fn all(index: &Index, scope: &Scope) -> Vec<ContactId> {
    let mut query = SearchQuery { limit: 1_000, ..SearchQuery::default() };
    let mut ids = Vec::new();
    loop {
        let found = index.find(scope.partition(Layer::Workspace), &query).unwrap();
        ids.extend(found.hits.iter().map(|hit| hit.contact));
        match found.next_cursor {
            None => return ids,
            next => query.cursor = next,
        }
    }
}

/// The real clock: faults are paused and examined by it.
#[expect(clippy::disallowed_methods, reason = "the follower waits by this clock")]
fn clock() -> Sources {
    let chance = Sources::predictable();
    Sources::new(
        || {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            domain::Timestamp::from_micros(since.unwrap().as_micros().try_into().unwrap())
        },
        move |buffer| {
            buffer
                .chunks_mut(8)
                .for_each(|part| part.copy_from_slice(&chance.bytes::<8>()[..part.len()]));
        },
    )
}

fn new(sources: &Sources, name: &str) -> NewContact {
    let input = ContactInput { full_name: Some(name.to_owned()), ..ContactInput::default() };
    NewContact { id: sources.id(), fields: input.parse().unwrap(), source: Origin::Created }
}

fn create(db: &Db, scope: &Scope, sources: &Sources, name: &str) -> ContactId {
    let one = new(sources, name);
    db.write_as_now(scope, |c| contact::create(c, scope, one.clone(), sources.now())).unwrap().id
}

/// The files of the segments, by their ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}
