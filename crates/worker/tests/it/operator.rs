//! What an operator stops or tries again leaves its import in a state that is true.

use db::job::{self, Taker};
use domain::import::{Import, ImportState};
use domain::job::{JobState, Queue};
use domain::{ImportId, JobId, Sources};
use files::Store;
use worker::{Stop, Worker};

use crate::resume::{ROWS, begin, commit};
use crate::{tenant, worker};

struct Place<'a> {
    db: &'a db::Db,
    scope: db::Scope,
    sources: Sources,
    store: Store,
    worker: Worker,
}

impl Place<'_> {
    fn import(&self, id: ImportId) -> Import {
        let now = self.sources.now();
        let found = self.db.read_as_now(&self.scope, |c| db::import::find(c, &self.scope, id, now));
        found.unwrap().unwrap().import
    }

    fn work(&self) {
        while self.worker.run_next().unwrap() {}
    }

    /// The newest job.
    fn job(&self) -> domain::job::JobRecord {
        self.db.read_now(|c| job::list(c, &job::Filter::default(), 1)).unwrap().remove(0)
    }

    fn cancel(&self, id: JobId) {
        assert!(self.db.write_now(|c| job::ask_cancel(c, id)).unwrap());
    }

    /// Begins the commit of an import that was staged.
    fn commit(&self, id: ImportId) {
        commit(self.db, &self.scope, &self.sources, id, self.sources.now());
    }

    /// The last words of the organization's log.
    fn said(&self) -> String {
        let filter = domain::audit::AuditFilter::default();
        let found = self.db.read_now(|c| db::audit::list(c, &self.scope, &filter, None, 1));
        let event = found.unwrap().remove(0);
        format!("{} by {}", event.action.as_str(), event.actor)
    }
}

fn on_each(test: impl Fn(&Place<'_>)) {
    db::testing::on_each(|db| {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let worker = worker(db, sources.clone(), &store, Stop::default());
        test(&Place { db, scope, sources, store, worker });
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_staging_that_is_cancelled_gives_the_import_up() {
    on_each(|place| {
        let id = begin(place.db, &place.scope, &place.sources, &place.store);
        place.cancel(place.job().id);
        // Only the queue in which nothing long stands.
        let taker = Taker::new("test:2".to_owned(), &[Queue::Small], 60);
        let small = Worker { taker, ..place.worker.clone() };
        assert!(small.run_next().unwrap());
        assert_eq!(place.job().state, JobState::Cancelled);
        assert_eq!(place.import(id).state, ImportState::Cancelled);
        assert!(!place.store.path(id).exists());
        assert_eq!(place.said(), "import.cancelled by system");
    });
}

#[test]
fn a_commit_that_is_cancelled_before_its_first_row_can_be_begun_again() {
    on_each(|place| {
        let id = begin(place.db, &place.scope, &place.sources, &place.store);
        place.work();
        place.commit(id);
        place.cancel(place.job().id);
        place.work();
        assert_eq!(place.import(id).state, ImportState::Review);
        assert_eq!(place.said(), "import.stopped by system");
        place.commit(id);
        place.work();
        let import = place.import(id);
        assert_eq!((import.state, import.progress.done), (ImportState::Committed, ROWS));
    });
}

#[test]
fn a_commit_that_is_cancelled_in_its_middle_says_how_far_it_came() {
    on_each(|place| {
        let id = begin(place.db, &place.scope, &place.sources, &place.store);
        place.work();
        place.commit(id);
        // Asks for the end as soon as the first rows are written.
        let job = place.job().id;
        let (db, sources) = (place.db.clone(), place.sources.clone());
        let scope = place.scope;
        let asking = std::thread::spawn(move || {
            let done = || {
                let found =
                    db.read_as_now(&scope, |c| db::import::find(c, &scope, id, sources.now()));
                found.unwrap().unwrap().import.progress.done
            };
            while done() == 0 {
                std::thread::yield_now();
            }
            assert!(db.write_now(|c| job::ask_cancel(c, job)).unwrap());
        });
        place.work();
        asking.join().unwrap();
        let (record, import) = (place.job(), place.import(id));
        assert_eq!(record.state, JobState::Cancelled);
        assert_eq!(import.state, ImportState::Review);
        let done = record.progress.unwrap().done;
        assert!((1_000..ROWS).contains(&done), "{done}");
        assert_eq!(import.written, done);
        assert_eq!(place.said(), "import.stopped by system");
        // The next commit goes on from there.
        place.commit(id);
        place.work();
        let import = place.import(id);
        assert_eq!((import.state, import.written), (ImportState::Committed, ROWS));
    });
}

#[test]
fn an_import_goes_on_when_its_failed_job_is_tried_again() {
    on_each(|place| {
        let id = begin(place.db, &place.scope, &place.sources, &place.store);
        let (path, away) = (place.store.path(id), place.store.path(id).with_extension("away"));
        std::fs::rename(&path, &away).unwrap();
        // Pieces that are not the whole file.
        let scope = &place.scope;
        let chunk = || {
            let found = place.db.read_as_now(scope, |c| db::import_chunk::get(c, scope, id, 0));
            found.unwrap().is_some()
        };
        let put = place.db.write_as_now(scope, |c| db::import_chunk::put(c, scope, id, 0, b"Na"));
        put.unwrap();
        place.work();
        assert_eq!(place.import(id).state, ImportState::Failed);
        let failed = place.job();
        assert_eq!(failed.state, JobState::Failed);
        let prune = || place.db.write_now(|c| job::prune(c, 10)).unwrap();
        assert_eq!((prune(), chunk()), (0, true), "another node may need them");
        std::fs::rename(&away, &path).unwrap();
        assert!(place.db.write_now(|c| job::revive(c, failed.id)).unwrap());
        place.work();
        let import = place.import(id);
        assert_eq!((import.state, import.error), (ImportState::Review, None));
        assert_eq!((place.job().state, place.job().attempt), (JobState::Done, 1));
        assert!(chunk());
    });
}

#[test]
fn an_import_that_was_cancelled_never_fails_and_a_failed_one_is_forgotten_with_its_job() {
    on_each(|place| {
        let scope = &place.scope;
        let cancelled = begin(place.db, scope, &place.sources, &place.store);
        let fail = |id| {
            let now = place.sources.now();
            place.db.write_as_now(scope, |c| db::import::fail(c, scope, id, "broken", now)).unwrap()
        };
        let now = place.sources.now();
        place.db.write_as_now(scope, |c| db::import::cancel(c, scope, cancelled, now)).unwrap();
        assert!(!fail(cancelled));
        assert_eq!(place.import(cancelled).state, ImportState::Cancelled);
        place.work();

        let id = begin(place.db, scope, &place.sources, &place.store);
        place.db.write_as_now(scope, |c| db::import_chunk::put(c, scope, id, 0, b"Na")).unwrap();
        std::fs::remove_file(place.store.path(id)).unwrap();
        place.work();
        assert_eq!(place.job().state, JobState::Failed);
        db::testing::pass(place.db, 31 * 24 * 3_600).unwrap();
        assert_eq!(place.db.write_now(|c| job::prune(c, 10)).unwrap(), 2);
        let found = place.db.read_as_now(scope, |c| db::import_chunk::get(c, scope, id, 0));
        assert!(found.unwrap().is_none());
    });
}

#[test]
fn a_job_at_which_workers_die_again_and_again_is_given_up() {
    on_each(|place| {
        let id = begin(place.db, &place.scope, &place.sources, &place.store);
        let taker = Taker::new("test:2".to_owned(), Queue::ALL, 60);
        for _ in 0..=job::MOST_LAPSES {
            assert!(job::claim(place.db, &taker).unwrap().is_some());
            db::testing::pass(place.db, 61).unwrap();
        }
        place.work();
        let (job, import) = (place.job(), place.import(id));
        assert_eq!((job.state, import.state), (JobState::Failed, ImportState::Failed));
        assert!(job.error.unwrap().contains("cut off"));
    });
}
