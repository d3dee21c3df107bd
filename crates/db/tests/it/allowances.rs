use db::allowance::{self, Refill, Taken};
use db::testing::Fresh;

use crate::race;

/// Three requests, and then one every ten seconds.
const THREE: Refill = Refill { step: 10_000_000, window: 30_000_000 };

fn take(fresh: &Fresh, name: u8) -> Option<Taken> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(allowance::take(&fresh.db, [name; 32], THREE)).unwrap()
}

fn shared() -> Vec<Fresh> {
    let all = db::testing::databases().unwrap();
    all.into_iter().filter(|fresh| fresh.kind == "postgres").collect()
}

#[test]
fn an_allowance_is_taken_refills_and_is_forgotten() {
    for fresh in shared() {
        for used in 1..=3 {
            let taken = take(&fresh, 1).unwrap();
            assert!(taken.granted, "{taken:?}");
            let full = used * THREE.step;
            assert!((full - 2_000_000..=full).contains(&taken.full_in), "{taken:?}");
        }
        let refused = take(&fresh, 1).unwrap();
        assert!(!refused.granted && refused.full_in <= THREE.window, "{refused:?}");
        assert!(take(&fresh, 2).unwrap().granted, "another client has its own");

        // Ten seconds later there is one more.
        let pass = "UPDATE allowances SET full_at = full_at - interval '10 seconds'";
        db::testing::execute(&fresh.db, pass).unwrap();
        assert!(take(&fresh, 1).unwrap().granted);
        assert!(!take(&fresh, 1).unwrap().granted);

        assert_eq!(fresh.db.write_now(allowance::prune).unwrap(), 1, "the one that is whole");
        assert!(!take(&fresh, 1).unwrap().granted);
    }
}

#[test]
fn many_at_once_get_no_more_than_there_is() {
    for fresh in shared() {
        let granted = race(8, |_| take(&fresh, 3).unwrap().granted);
        assert_eq!(granted.into_iter().filter(|granted| *granted).count(), 3);
    }
}

#[test]
fn the_embedded_database_counts_nothing() {
    let all = db::testing::databases().unwrap();
    let embedded = all.into_iter().find(|fresh| fresh.kind == "sqlite").unwrap();
    assert_eq!(take(&embedded, 1), None);
}
