use db::account::{self, Factor, RecoveryUse};
use db::testing::{databases, on_each};
use domain::Sources;

use crate::{race, tenant};

#[test]
fn a_code_works_once_however_many_send_it() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let user = tenant(db, &sources, "ada@example.com").user();
        let send = |step| db.write_now(|c| account::use_step(c, user, step)).unwrap();
        for step in [100, 101, 105] {
            let won = race(8, |_| send(step));
            assert_eq!(won.iter().filter(|won| **won).count(), 1, "on {}", fresh.kind);
        }
        assert!(!send(104) && !send(100), "an earlier code is a replay, on {}", fresh.kind);
    }
}

#[test]
fn a_recovery_code_works_once_however_many_send_it() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com").user();
        let bob = tenant(db, &sources, "bob@example.com").user();
        let (codes, now) = ([[1; 32], [2; 32], [3; 32]], sources.now());
        db.write_now(|c| account::replace_recovery_codes(c, ada, &codes)).unwrap();
        let send = |user, code: u8| {
            db.write_now(|c| account::use_recovery_code(c, user, &[code; 32], now)).unwrap()
        };
        assert_eq!(send(bob, 1), RecoveryUse::Refused, "somebody else's");
        let mut results = race(8, |_| send(ada, 1));
        results.retain(|result| *result != RecoveryUse::Refused);
        assert_eq!(results, [RecoveryUse::Used { left: 2 }], "on {}", fresh.kind);
        assert_eq!(send(ada, 9), RecoveryUse::Refused, "unknown");
        assert_eq!(send(ada, 2), RecoveryUse::Used { left: 1 });
        db.write_now(|c| account::replace_recovery_codes(c, ada, &[[4; 32]])).unwrap();
        assert_eq!(send(ada, 3), RecoveryUse::Refused, "replaced");
        assert_eq!(send(ada, 4), RecoveryUse::Used { left: 0 });
    }
}

#[test]
fn a_factor_in_force_stays_until_it_is_taken_away_with_its_codes() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let user = tenant(db, &sources, "ada@example.com").user();
        let now = sources.now();
        let start = |sealed: &[u8]| db.write_now(|c| account::start_factor(c, user, sealed, 1));
        let find = || db.read_now(|c| account::factor(c, user)).unwrap();
        assert!(start(b"first")? && start(b"second")?, "one that waits is replaced");
        db.write_now(|c| account::confirm_factor(c, user, now))?;
        assert!(!start(b"third")?);
        let kept = Factor { sealed: b"second".to_vec(), key_version: 1, confirmed: true };
        assert_eq!(find(), Some(kept.clone()));

        let stale = Factor { sealed: b"first".to_vec(), ..kept.clone() };
        db.write_now(|c| account::reseal_factor(c, user, &stale, b"wrong", 2))?;
        assert_eq!(find(), Some(kept.clone()), "it changed since it was read");
        assert_eq!(db.read_now(|c| account::factors(c, 2))?, [user]);
        db.write_now(|c| account::reseal_factor(c, user, &kept, b"anew", 2))?;
        assert!(db.read_now(|c| account::factors(c, 2))?.is_empty());
        assert_eq!(find().unwrap().sealed, b"anew");

        db.write_now(|c| account::replace_recovery_codes(c, user, &[[1; 32]]))?;
        db.write_now(|c| account::disable_factor(c, user))?;
        assert_eq!(find(), None);
        let code = db.write_now(|c| account::use_recovery_code(c, user, &[1; 32], now))?;
        assert_eq!(code, RecoveryUse::Refused);
        Ok(())
    })
}
