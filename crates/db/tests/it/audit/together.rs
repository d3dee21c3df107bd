use db::audit;
use db::testing::databases;
use db::{Db, Scope, Settings};
use domain::Sources;
use domain::audit::{Actor, AuditFilter};

use super::{OURS, append, verify};
use crate::{race, tenant};

/// The log is whole and nobody but its own people stand in it.
fn check(db: &Db, scope: &Scope, events: u64, kind: &str) {
    let verdict = verify(db, scope, None);
    assert!(verdict.intact, "on {kind}: {:?}", verdict.flaws);
    assert_eq!((verdict.events, verdict.head.unwrap().seq), (events, events), "on {kind}");
    let filter = AuditFilter::default();
    let all = db.read_now(|c| audit::list(c, scope, &filter, None, 10_000)).unwrap();
    assert!(all.iter().all(|event| event.actor == Actor::User(scope.user())), "on {kind}");
    let numbers: Vec<u64> = all.iter().map(|event| event.seq).collect();
    assert!(numbers.into_iter().rev().eq(1..=events), "on {kind}");
}

#[test]
fn sixteen_writers_of_one_organization_leave_no_gap_and_do_not_mix_with_another() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let (ada, bob) =
            (tenant(db, &sources, "ada@example.com"), tenant(db, &sources, "bob@example.com"));
        race(20, |writer| {
            let scope = if writer < 16 { &ada } else { &bob };
            for _ in 0..20 {
                append(db, scope, &sources, OURS);
            }
        });
        check(db, &ada, 320, fresh.kind);
        check(db, &bob, 80, fresh.kind);
    }
}

/// Threads take turns within a process; processes are kept apart by the database.
#[test]
fn two_processes_write_one_log() {
    for fresh in databases().unwrap() {
        let settings = Settings { url: fresh.url.clone(), connections: 4 };
        let nodes = [fresh.db.clone(), Db::open(&settings).unwrap()];
        let sources = Sources::predictable();
        let scope = tenant(&nodes[0], &sources, "ada@example.com");
        race(4, |writer| {
            for _ in 0..10 {
                append(&nodes[writer % 2], &scope, &sources, OURS);
            }
        });
        check(&nodes[1], &scope, 40, fresh.kind);
    }
}
