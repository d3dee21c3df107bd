use db::link::{self, Purpose};
use db::testing::{databases, on_each};
use domain::{LinkId, Sources};

use crate::{race, tenant};

#[test]
fn a_link_works_once_however_many_follow_it() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let user = tenant(db, &sources, "ada@example.com").user();
        for purpose in [Purpose::VerifyEmail, Purpose::ResetPassword] {
            let (id, now) = (sources.id(), sources.now());
            let end = now.plus_seconds(60);
            db.write_now(|c| link::create(c, id, purpose, user, end, now)).unwrap();
            let redeem = |_| db.write_now(|c| link::redeem(c, id, purpose, now)).unwrap();
            let owners: Vec<_> = race(8, redeem).into_iter().flatten().collect();
            assert_eq!(owners, [user], "{purpose:?} on {}", fresh.kind);
            let owner = db.read_now(|c| link::owner(c, id, purpose, now)).unwrap();
            assert_eq!(owner, None, "{purpose:?} on {}", fresh.kind);
        }
    }
}

#[test]
fn a_link_serves_its_purpose_only_and_until_it_expires_or_is_replaced() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com").user();
        let bob = tenant(db, &sources, "bob@example.com").user();
        let now = sources.now();
        let end = now.plus_seconds(60);
        let make = |user, purpose| {
            let id: LinkId = sources.id();
            db.write_now(|c| link::create(c, id, purpose, user, end, now)).unwrap();
            id
        };
        let follow = |id, purpose, at| db.write_now(|c| link::redeem(c, id, purpose, at)).unwrap();
        let (verify, reset) = (Purpose::VerifyEmail, Purpose::ResetPassword);
        let (first, of_bob, other) = (make(ada, reset), make(bob, reset), make(ada, verify));
        let second = make(ada, reset);
        assert_eq!(follow(first, reset, now), None, "replaced");
        assert_eq!(follow(second, verify, now), None, "another purpose");
        assert_eq!(follow(second, reset, end), None, "expired");
        assert_eq!(follow(sources.id(), reset, now), None, "unknown");
        assert_eq!(follow(second, reset, now), Some(ada), "what was refused used nothing up");
        assert_eq!(follow(of_bob, reset, now), Some(bob));
        assert_eq!(follow(other, verify, now), Some(ada));
        Ok(())
    })
}
