use std::collections::HashSet;

use db::contact::{self, NewContact, Visible};
use db::outbox::{self, Place};
use db::testing::{databases, on_each};
use domain::contact::Origin;
use domain::{ContactId, Layer, Sources};

use crate::{person, tenant};

fn new(sources: &Sources, name: &str) -> NewContact {
    NewContact { id: sources.id(), fields: person(name, "", ""), source: Origin::Created }
}

/// All changes behind a position, batch by batch, as a follower reads them.
fn drain(db: &db::Db, mut position: i64, limit: i64) -> (Vec<ContactId>, i64) {
    let mut seen = Vec::new();
    loop {
        let batch = db.read_now(|c| outbox::after(c, position, limit)).unwrap();
        if batch.changes.is_empty() {
            return (seen, position);
        }
        let end = batch.end.unwrap().position;
        assert!(end > position);
        position = end;
        seen.extend(batch.changes.iter().map(|change| change.contact));
    }
}

/// Asks until the answer is the expected one: a follower reads below the oldest transaction of
/// the whole server, and other tests write there too.
fn eventually<T: PartialEq + std::fmt::Debug>(expected: &T, ask: impl Fn() -> T) {
    for _ in 0..1_000 {
        if ask() == *expected {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(ask(), *expected);
}

#[test]
fn every_change_is_told_once_behind_a_position() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let now = sources.now();
        let many: Vec<_> = (0..7).map(|n| new(&sources, &format!("Person {n}"))).collect();
        db.write_as_now(&scope, |c| {
            contact::create_many(c, &scope, &many, None, Visible::Later, now)
        })?;
        let one = new(&sources, "Last");
        db.write_as_now(&scope, |c| contact::create(c, &scope, one.clone(), now))?;
        let mut expected: Vec<_> = many.iter().map(|new| new.id).collect();
        expected.push(one.id);
        for limit in [1, 3, 100] {
            eventually(&expected, || drain(db, 0, limit).0);
            let end = drain(db, 0, limit).1;
            assert_eq!(drain(db, end, limit).0, [], "limit {limit}");
            assert_eq!(db.read_now(outbox::newest)?.position, end);
        }
        Ok(())
    })
}

#[test]
fn searches_wait_for_settled_changes_only() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let other = tenant(db, &sources, "bob@example.com");
        let now = sources.now();
        let awaited =
            |scope| db.read_as_now(scope, |c| outbox::awaited(c, scope, Layer::Workspace)).unwrap();
        let chunk = [new(&sources, "Ada"), new(&sources, "Bob")];
        db.write_as_now(&scope, |c| {
            contact::create_many(c, &scope, &chunk, None, Visible::Later, now)
        })?;
        assert_eq!(awaited(&scope), 0);
        db.write_as_now(&scope, |c| outbox::settle(c, &scope, chunk[0].id, now))?;
        assert_eq!(awaited(&other), 0);
        eventually(&awaited(&scope), || db.read_now(outbox::newest).unwrap().position);
        Ok(())
    })
}

#[test]
fn old_changes_are_forgotten_but_never_the_newest() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let now = sources.now();
        for name in ["Ada", "Bob", "Cleo"] {
            let one = new(&sources, name);
            db.write_as_now(&scope, |c| contact::create(c, &scope, one.clone(), now))?;
        }
        assert_eq!(db.write_now(|c| outbox::prune(c, now.plus_seconds(60)))?, 2);
        let oldest = db.read_now(outbox::oldest)?;
        eventually(&oldest, || db.read_now(outbox::newest).ok().map(|place| place.position));
        Ok(())
    })
}

#[test]
fn what_is_kept_has_no_gap_whatever_the_clocks_said() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let start = sources.now();
        // The third node's clock is wrong: its change seems older than those before it.
        let ages = [500, 400, 900, 100, 800, 0];
        let mut places = Vec::new();
        for age in ages {
            let one = new(&sources, "Ada");
            let at = start.plus_seconds(-age);
            db.write_as_now(&scope, |c| contact::create(c, &scope, one.clone(), at))?;
            let last = db.read_as_now(&scope, |c| outbox::awaited(c, &scope, Layer::Workspace))?;
            eventually(&last, || db.read_now(outbox::newest).unwrap().position);
            places.push(db.read_now(outbox::newest)?);
        }
        // Older than 300 s in a row from the beginning are the first three; the last of them stays.
        assert_eq!(db.write_now(|c| outbox::prune(c, start.plus_seconds(-300)))?, 2);
        let leads_on = |place| db.read_now(|c| outbox::leads_on_from(c, place)).unwrap();
        let found: Vec<bool> = places.iter().map(|&place| leads_on(place)).collect();
        assert_eq!(found, [false, false, true, true, true, true]);
        let whole = |place: Place| db.read_now(|c| outbox::after(c, place.position, 10)).unwrap();
        assert!(!whole(places[0]).whole && whole(places[2]).whole && whole(places[5]).whole);
        // Another way to the same position, and a position that was never reached.
        assert!(!leads_on(Place { print: 1, ..places[4] }));
        let ahead = places[5].position + 1_000_000;
        assert!(!leads_on(Place { position: ahead, ..places[5] }));
        Ok(())
    })
}

/// Writers that commit in another order than they began must not be skipped: eight of them
/// write at once while a follower reads, and it has to hear of every change.
#[test]
fn a_late_commit_is_not_skipped() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let now = sources.now();
        let mut heard = HashSet::new();
        let made: HashSet<ContactId> = std::thread::scope(|threads| {
            let writers: Vec<_> = (0..8)
                .map(|writer| {
                    let (scope, sources) = (&scope, &sources);
                    threads.spawn(move || {
                        (0..25)
                            .map(|n| {
                                let one = new(sources, &format!("Person {writer} {n}"));
                                db.write_as_now(scope, |c| {
                                    contact::create(c, scope, one.clone(), now)
                                })
                                .unwrap()
                                .id
                            })
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            let mut position = 0;
            while writers.iter().any(|writer| !writer.is_finished()) {
                let (seen, end) = drain(db, position, 10);
                heard.extend(seen);
                position = end;
            }
            // Other tests write on the same server, and its oldest transaction is the bound.
            for _ in 0..1_000 {
                let (seen, end) = drain(db, position, 10);
                heard.extend(seen);
                position = end;
                if heard.len() >= 200 {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
        });
        assert_eq!(made.len(), 200, "on {}", fresh.kind);
        assert!(heard == made, "heard {} of {} on {}", heard.len(), made.len(), fresh.kind);
    }
}
