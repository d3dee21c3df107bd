use std::sync::Mutex;

use db::Error;
use db::job::{self, LEASE_SECONDS, Taker};
use db::testing::{databases, on_each, pass};
use domain::Sources;
use domain::job::{JobState, Queue};

use super::{enqueue, taker};
use crate::tenant;

#[test]
fn eight_workers_do_each_job_exactly_once() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scopes = ["ada@example.com", "bob@example.com", "cleo@example.com"]
            .map(|email| tenant(db, &sources, email));
        let mut jobs: Vec<_> =
            (0..90).map(|number| enqueue(db, &scopes[number % 3], &sources)).collect();
        let done = Mutex::new(Vec::new());
        std::thread::scope(|threads| {
            for number in 0..8 {
                // Half of them share their turns, as the threads of a process do.
                let shared = taker();
                let own = Taker::new(format!("test:{number}"), Queue::ALL, LEASE_SECONDS);
                let taker = if number % 2 == 0 { shared } else { own };
                let done = &done;
                threads.spawn(move || {
                    while let Some(claim) = job::claim(db, &taker).unwrap() {
                        db.write_now(|c| job::finish(c, &claim)).unwrap();
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
        let id = enqueue(db, &scope, &sources);
        let sleeper = job::claim(db, &taker())?.unwrap();
        assert!(job::claim(db, &taker())?.is_none(), "the lease holds");
        db.write_now(|c| job::hold(c, &sleeper))?;
        let refused = || {
            for outcome in [
                db.write_now(|c| job::hold(c, &sleeper)),
                db.write_now(|c| job::advance(c, &sleeper, 1, 2)),
                db.write_now(|c| job::finish(c, &sleeper)),
                db.write_now(|c| job::fail(c, &sleeper, "late")),
                db.write_now(|c| job::retry(c, &sleeper, "late", 0)),
                db.write_now(|c| job::release(c, &sleeper)),
                db.write_now(|c| job::cancelled(c, &sleeper)),
            ] {
                assert!(matches!(outcome, Err(Error::LeaseLost)));
            }
        };
        pass(db, LEASE_SECONDS + 1)?;
        refused();
        let found = db.read_now(|c| job::find(c, id))?.unwrap();
        assert_eq!(found.state, JobState::Running, "also when nobody took it meanwhile");
        let second = job::claim(db, &taker())?.unwrap();
        assert_eq!((second.id, second.attempt, second.lapses), (sleeper.id, 2, 1));
        refused();
        db.write_now(|c| job::finish(c, &second))
    })
}

#[test]
fn what_came_further_is_not_blamed_for_being_cut_off() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        enqueue(db, &scope, &sources);
        let cut_off = |lapses| {
            let claim = job::claim(db, &taker()).unwrap().unwrap();
            assert_eq!((claim.lapses, claim.attempt - claim.lapses), (lapses, 1));
            claim
        };
        for lapses in 0..3 {
            cut_off(lapses);
            pass(db, LEASE_SECONDS + 1)?;
        }
        let claim = cut_off(3);
        db.write_now(|c| {
            job::advance(c, &claim, 1, 2)?;
            job::forgive_lapses(c, &claim)
        })?;
        pass(db, LEASE_SECONDS + 1)?;
        let last = cut_off(1);
        db.write_now(|c| job::finish(c, &last))
    })
}

#[test]
fn a_lease_lasts_as_long_as_its_worker_wants() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        enqueue(db, &scope, &sources);
        let short = Taker::new("test:1".to_owned(), Queue::ALL, 5);
        let claim = job::claim(db, &short)?.unwrap();
        pass(db, 3)?;
        db.write_now(|c| job::hold(c, &claim))?;
        pass(db, 3)?;
        db.write_now(|c| job::hold(c, &claim))?;
        pass(db, 6)?;
        assert!(matches!(db.write_now(|c| job::hold(c, &claim)), Err(Error::LeaseLost)));
        Ok(())
    })
}

#[test]
fn a_job_that_is_retried_waits_for_its_time() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let id = enqueue(db, &scope, &sources);
        let claim = job::claim(db, &taker())?.unwrap();
        db.write_now(|c| job::retry(c, &claim, "away", 100))?;
        pass(db, 50)?;
        assert!(job::claim(db, &taker())?.is_none());
        pass(db, 51)?;
        let again = job::claim(db, &taker())?.unwrap();
        assert_eq!(again.attempt, 2);
        db.write_now(|c| job::release(c, &again))?;
        let third = job::claim(db, &taker())?.unwrap();
        assert_eq!(third.attempt, 2, "a stop in peace is no attempt");
        db.write_now(|c| job::fail(c, &third, "broken"))?;
        pass(db, 9_999)?;
        assert!(job::claim(db, &taker())?.is_none());
        let found = db.read_now(|c| job::find(c, id))?.unwrap();
        assert_eq!((found.state, found.error.as_deref()), (JobState::Failed, Some("broken")));
        Ok(())
    })
}

#[test]
fn looking_for_work_where_there_is_none_wakes_nobody() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let heard = db.bell().count();
        assert!(job::claim(db, &taker())?.is_none());
        assert_eq!(db.bell().count(), heard, "two idle workers would wake each other for ever");
        enqueue(db, &scope, &sources);
        assert!(db.bell().count() > heard, "work does wake them");
        let mails = Taker::new("test:1".to_owned(), &[Queue::Small], LEASE_SECONDS);
        assert!(job::claim(db, &mails)?.is_none(), "work of another queue");
        assert!(job::claim(db, &taker())?.is_some());
        Ok(())
    })
}

/// A worker that stands still inside a transaction locks the row of its job, whose lease runs out.
#[test]
fn a_lapsed_job_that_nobody_can_take_yet_keeps_nobody_from_the_others() -> db::Result<()> {
    on_each(|db| {
        if !db.is_shared() {
            return Ok(()); // One writer, who is ended by the system with its process.
        }
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let stuck = enqueue(db, &scope, &sources);
        let brief = Taker::new("test:2".to_owned(), Queue::ALL, 1);
        let claim = job::claim(db, &brief)?.unwrap();
        assert_eq!(claim.id, stuck);
        let other = enqueue(db, &scope, &sources);
        db.write_now(|c| {
            job::hold(c, &claim)?;
            std::thread::sleep(std::time::Duration::from_millis(1_200));
            assert_eq!(job::claim(db, &taker())?.unwrap().id, other);
            assert!(job::claim(db, &taker())?.is_none());
            Ok::<_, db::Error>(())
        })?;
        std::thread::sleep(std::time::Duration::from_millis(1_200));
        assert_eq!(job::claim(db, &taker())?.unwrap().id, stuck);
        Ok(())
    })
}

#[test]
fn outages_cost_no_attempt_however_many_there_are() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        enqueue(db, &scope, &sources);
        for before in 0..12 {
            let claim = job::claim(db, &taker())?.unwrap();
            assert_eq!((claim.attempt, claim.uncounted()), (1, before));
            db.write_now(|c| job::wait_out(c, &claim, "The database did not answer.", 60))?;
            assert!(job::claim(db, &taker())?.is_none(), "not before its time");
            pass(db, 61)?;
        }
        let claim = job::claim(db, &taker())?.unwrap();
        db.write_now(|c| job::retry(c, &claim, "broken", 0))?;
        assert_eq!(job::claim(db, &taker())?.unwrap().attempt, 2);
        Ok(())
    })
}
