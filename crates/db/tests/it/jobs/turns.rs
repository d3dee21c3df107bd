use db::Scope;
use db::job::{self, Claim, Taker};
use db::testing::{on_each, pass};
use domain::job::{Job, Queue};
use domain::{JobId, Sources};

use super::{enqueue, put, taker};
use crate::tenant;

fn finish(db: &db::Db, claim: &Claim) {
    db.write_now(|c| job::finish(c, claim)).unwrap();
}

/// How many jobs one worker does before it comes to this one.
fn wait_of(db: &db::Db, taker: &Taker, id: JobId) -> usize {
    for before in 0.. {
        let claim = job::claim(db, taker).unwrap().unwrap();
        finish(db, &claim);
        if claim.id == id {
            return before;
        }
    }
    unreachable!()
}

/// Enqueues many jobs in one transaction.
fn flood(db: &db::Db, scope: &Scope, sources: &Sources, count: usize) {
    let ids: Vec<JobId> = (0..count).map(|_| sources.id()).collect();
    let job = Job::StageImport { import: sources.id() };
    db.write_now(|c| ids.iter().try_for_each(|id| job::enqueue(c, scope, *id, &job))).unwrap();
}

#[test]
fn a_loud_organization_delays_a_quiet_one_by_one_job() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let taker = taker();
        // Whichever comes first in the order of turns.
        let first = tenant(db, &sources, "ada@example.com");
        let loud = tenant(db, &sources, "bob@example.com");
        let last = tenant(db, &sources, "cleo@example.com");
        flood(db, &loud, &sources, 1_000);
        let claim = job::claim(db, &taker)?.unwrap();
        assert_eq!(claim.scope, loud, "nobody else waits");
        finish(db, &claim);
        for quiet in [first, last, first] {
            let id = enqueue(db, &quiet, &sources);
            assert!(wait_of(db, &taker, id) <= 1);
        }
        // Two quiet ones that go on and on do not keep the loud one away either.
        for _ in 0..3 {
            let ids = [enqueue(db, &first, &sources), enqueue(db, &last, &sources)];
            let three: Vec<_> = (0..3)
                .map(|_| {
                    let claim = job::claim(db, &taker).unwrap().unwrap();
                    finish(db, &claim);
                    claim
                })
                .collect();
            assert!(ids.iter().all(|id| three.iter().any(|claim| claim.id == *id)));
            assert!(three.iter().any(|claim| claim.scope == loud));
        }
        Ok(())
    })
}

#[test]
fn whom_no_worker_is_busy_for_comes_first() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let loud = tenant(db, &sources, "ada@example.com");
        let quiet = tenant(db, &sources, "bob@example.com");
        for _ in 0..10 {
            enqueue(db, &loud, &sources);
        }
        // Workers of different processes, which know nothing of each other's turns.
        let take = || job::claim(db, &taker()).unwrap().unwrap();
        let held = take();
        assert_eq!(held.scope, loud);
        for _ in 0..4 {
            let id = enqueue(db, &quiet, &sources);
            let claim = take();
            assert_eq!(claim.id, id, "the loud one has a worker already");
            finish(db, &claim);
        }
        enqueue(db, &quiet, &sources);
        enqueue(db, &quiet, &sources);
        let scopes = [take().scope, take().scope, take().scope];
        assert_eq!(scopes.iter().filter(|scope| **scope == quiet).count(), 2, "two and two");
        Ok(())
    })
}

#[test]
fn priority_counts_within_an_organization() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let bulk = put(db, &scope, &sources, &Job::CommitImport { import: sources.id() });
        let later = put(db, &scope, &sources, &Job::CommitImport { import: sources.id() });
        let normal = enqueue(db, &scope, &sources);
        let mail = put(db, &scope, &sources, &Job::SendMail { mail: sources.id() });
        let taker = taker();
        let order: Vec<JobId> = (0..4)
            .map(|_| {
                let claim = job::claim(db, &taker).unwrap().unwrap();
                finish(db, &claim);
                claim.id
            })
            .collect();
        assert_eq!(order, [mail, normal, bulk, later]);
        Ok(())
    })
}

#[test]
fn a_job_that_waits_for_its_time_keeps_no_other_one_waiting() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let (ada, bob) =
            (tenant(db, &sources, "ada@example.com"), tenant(db, &sources, "bob@example.com"));
        enqueue(db, &ada, &sources);
        let taker = taker();
        let claim = job::claim(db, &taker)?.unwrap();
        db.write_now(|c| job::retry(c, &claim, "away", 1_000))?;
        let lower = put(db, &ada, &sources, &Job::CommitImport { import: sources.id() });
        let other = enqueue(db, &bob, &sources);
        let mut two = [job::claim(db, &taker)?.unwrap(), job::claim(db, &taker)?.unwrap()];
        two.sort_by_key(|claim| claim.id);
        assert_eq!([two[0].id, two[1].id], [lower, other]);
        assert!(job::claim(db, &taker)?.is_none());
        pass(db, 1_001)?;
        // By now the leases of the two ran out as well, and they were begun already.
        let again = [(); 3].map(|()| job::claim(db, &taker).unwrap().unwrap());
        assert_eq!(again[2].id, claim.id);
        Ok(())
    })
}

#[test]
fn a_push_gives_way_to_all_but_pushes_of_its_own_organization() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let own = tenant(db, &sources, "ada@example.com");
        let other = tenant(db, &sources, "bob@example.com");
        let waits = || db.read_now(|c| job::others_wait(c, &own, Queue::Records));
        put(db, &own, &sources, &Job::PushContacts { push: sources.id() });
        let at_work = job::claim(db, &taker())?.unwrap();
        put(db, &own, &sources, &Job::PlanPush { push: sources.id() });
        assert!(!waits()?, "they wait for the same CRM");
        put(db, &own, &sources, &Job::SendMail { mail: sources.id() });
        assert!(!waits()?, "others take mails");
        put(db, &own, &sources, &Job::StageImport { import: sources.id() });
        assert!(waits()?);
        put(db, &other, &sources, &Job::PushContacts { push: sources.id() });
        finish(db, &at_work);
        assert!(waits()?);
        Ok(())
    })
}
