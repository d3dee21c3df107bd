use db::failure::{self, Failures};
use db::testing::{databases, on_each};
use domain::Sources;

use crate::race;

#[test]
fn no_failure_is_lost_when_many_fail_at_once() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let now = Sources::predictable().now();
        race(8, |_| db.write_now(|c| failure::add(c, &[1; 32], now)).unwrap());
        let found = db.read_now(|c| failure::find(c, &[1; 32])).unwrap();
        assert_eq!(found, Some(Failures { count: 8, last_at: now }), "on {}", fresh.kind);
    }
}

#[test]
fn failures_are_counted_for_each_name_and_forgotten_by_name_or_age() -> db::Result<()> {
    on_each(|db| {
        let now = Sources::predictable().now();
        let later = now.plus_seconds(60);
        for (name, at) in [(1, now), (1, later), (2, now), (3, later)] {
            db.write_now(|c| failure::add(c, &[name; 32], at))?;
        }
        let count = |name| {
            db.read_now(|c| failure::find(c, &[name; 32])).unwrap().map_or(0, |found| found.count)
        };
        assert_eq!([1, 2, 3, 4].map(count), [2, 1, 1, 0]);
        assert_eq!(db.write_now(|c| failure::prune(c, later))?, 1, "the last failure counts");
        assert_eq!([1, 2, 3].map(count), [2, 0, 1]);
        db.write_now(|c| failure::forget(c, &[1; 32]))?;
        assert_eq!([1, 2, 3].map(count), [0, 0, 1]);
        Ok(())
    })
}
