use std::sync::Mutex;

use db::job::{self, LEASE_SECONDS};
use db::testing::{databases, on_each};
use db::{Error, Scope};
use domain::job::Job;
use domain::{JobId, Sources};

use crate::tenant;

fn enqueue(db: &db::Db, scope: &Scope, sources: &Sources) -> JobId {
    let (id, now) = (sources.id(), sources.now());
    let job = Job::StageImport { import: sources.id() };
    db.write_now(|c| job::enqueue(c, scope, id, &job, now)).unwrap();
    id
}

#[test]
fn a_job_goes_to_one_worker_and_is_done_once() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let mut jobs: Vec<_> = (0..40).map(|_| enqueue(db, &scope, &sources)).collect();
        let done = Mutex::new(Vec::new());
        std::thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| {
                    while let Some(claim) = job::claim(db, &[], sources.now()).unwrap() {
                        db.write_now(|c| job::finish(c, &claim, sources.now())).unwrap();
                        done.lock().unwrap().push(claim.id);
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap();
        done.sort();
        jobs.sort();
        assert_eq!(done, jobs, "on {}", fresh.kind);
    }
}

#[test]
fn a_worker_that_slept_past_its_lease_writes_nothing() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        enqueue(db, &scope, &sources);
        let now = sources.now();
        let sleeper = job::claim(db, &[], now)?.unwrap();
        assert!(job::claim(db, &[], now)?.is_none(), "the lease holds");
        let later = now.plus_seconds(LEASE_SECONDS + 1);
        let second = job::claim(db, &[], later)?.unwrap();
        assert_eq!((second.id, second.attempt), (sleeper.id, 2));
        for outcome in [
            db.write_now(|c| job::hold(c, &sleeper, later)),
            db.write_now(|c| job::finish(c, &sleeper, later)),
            db.write_now(|c| job::retry(c, &sleeper, "late", later, later)),
        ] {
            assert!(matches!(outcome, Err(Error::LeaseLost)));
        }
        db.write_now(|c| job::finish(c, &second, later))
    })
}

#[test]
fn a_job_that_is_retried_waits_for_its_time() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        enqueue(db, &scope, &sources);
        let now = sources.now();
        let claim = job::claim(db, &[], now)?.unwrap();
        db.write_now(|c| job::retry(c, &claim, "away", now.plus_seconds(10), now))?;
        assert!(job::claim(db, &[], now.plus_seconds(9))?.is_none());
        let again = job::claim(db, &[], now.plus_seconds(10))?.unwrap();
        db.write_now(|c| job::release(c, &again, now.plus_seconds(11)))?;
        let third = job::claim(db, &[], now.plus_seconds(11))?.unwrap();
        db.write_now(|c| job::fail(c, &third, "broken", now.plus_seconds(12)))?;
        assert!(job::claim(db, &[], now.plus_seconds(9_999))?.is_none());
        Ok(())
    })
}

#[test]
fn looking_for_work_where_there_is_none_wakes_nobody() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let heard = db.bell().count();
        assert!(job::claim(db, &[], sources.now())?.is_none());
        assert_eq!(db.bell().count(), heard, "two idle workers would wake each other for ever");
        enqueue(db, &scope, &sources);
        assert!(db.bell().count() > heard, "work does wake them");
        assert!(job::claim(db, &["send_mail"], sources.now())?.is_none(), "work of another kind");
        assert!(job::claim(db, &[], sources.now())?.is_some());
        Ok(())
    })
}
