use db::idempotency::{self, Claim, Held};
use db::testing::{databases, on_each};
use db::{Db, Error};
use domain::{Sources, Timestamp};

use crate::race;

const BODY: &[u8; 32] = &[1; 32];
const OTHER: &[u8; 32] = &[2; 32];

fn held(name: u8, now: Timestamp) -> Held {
    Held { name: [name; 32], until: now.plus_seconds(60) }
}

fn claim(db: &Db, wanted: &Held, body: &[u8; 32], now: Timestamp) -> Claim {
    db.write_now(|c| idempotency::claim(c, wanted, Some(body), now)).unwrap()
}

#[test]
fn of_twenty_who_claim_a_name_one_owns_it() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let now = Sources::predictable().now();
        let count = |claims: Vec<Claim>| {
            let ours = claims.iter().filter(|claim| **claim == Claim::Ours).count();
            let others = claims.iter().filter(|claim| **claim == Claim::InFlight).count();
            (ours, others)
        };
        let first = race(20, |_| claim(db, &held(1, now), BODY, now));
        assert_eq!(count(first), (1, 19), "on {}", fresh.kind);
        // Its owner died: the name goes to one of those who come after the lease.
        let later = now.plus_seconds(60);
        let second = race(20, |_| claim(db, &held(1, later), BODY, later));
        assert_eq!(count(second), (1, 19), "on {}", fresh.kind);
    }
}

#[test]
fn an_answer_is_replayed_to_the_same_question_only() -> db::Result<()> {
    on_each(|db| {
        let now = Sources::predictable().now();
        let ours = held(1, now);
        assert_eq!(claim(db, &ours, BODY, now), Claim::Ours);
        assert_eq!(claim(db, &ours, OTHER, now), Claim::Mismatch);
        assert_eq!(claim(db, &held(2, now), OTHER, now), Claim::Ours, "another name");
        db.write_now(|c| idempotency::apply(c, &ours))?;
        assert_eq!(claim(db, &ours, BODY, now), Claim::InFlight);
        let later = ours.until;
        assert_eq!(
            claim(db, &held(1, later), BODY, later),
            Claim::Unknown,
            "died before answering"
        );
        db.write_now(|c| idempotency::answer(c, &ours, None, b"sealed"))?;
        for at in [now, later] {
            assert_eq!(claim(db, &held(1, at), BODY, at), Claim::Answered(b"sealed".to_vec()));
            assert_eq!(claim(db, &held(1, at), OTHER, at), Claim::Mismatch);
        }
        Ok(())
    })
}

#[test]
fn a_body_that_is_known_only_at_the_end_counts_from_then_on() -> db::Result<()> {
    on_each(|db| {
        let now = Sources::predictable().now();
        let ours = held(1, now);
        let asked = db.write_now(|c| idempotency::claim(c, &ours, None, now))?;
        assert_eq!(asked, Claim::Ours);
        db.write_now(|c| idempotency::answer(c, &ours, Some(BODY), b"sealed"))?;
        assert_eq!(claim(db, &ours, OTHER, now), Claim::Mismatch);
        assert_eq!(claim(db, &ours, BODY, now), Claim::Answered(b"sealed".to_vec()));
        Ok(())
    })
}

#[test]
fn who_lost_a_claim_writes_nothing_under_its_name() -> db::Result<()> {
    on_each(|db| {
        let now = Sources::predictable().now();
        let (sleeper, later) = (held(1, now), now.plus_seconds(60));
        let owner = held(1, later);
        assert_eq!(claim(db, &sleeper, BODY, now), Claim::Ours);
        assert_eq!(claim(db, &owner, BODY, later), Claim::Ours);
        let late = db.write_now(|c| idempotency::apply(c, &sleeper));
        assert!(matches!(late, Err(Error::LeaseLost)), "{late:?}");
        db.write_now(|c| idempotency::answer(c, &sleeper, Some(OTHER), b"late"))?;
        db.write_now(|c| idempotency::release(c, &sleeper))?;
        assert_eq!(claim(db, &owner, BODY, later), Claim::InFlight, "still the owner's");
        db.write_now(|c| idempotency::apply(c, &owner))?;
        db.write_now(|c| idempotency::release(c, &owner))?;
        assert_eq!(claim(db, &owner, BODY, later), Claim::InFlight, "an act is not taken back");
        db.write_now(|c| idempotency::answer(c, &owner, None, b"ours"))?;
        assert_eq!(claim(db, &owner, BODY, later), Claim::Answered(b"ours".to_vec()));
        let again = db.write_now(|c| idempotency::apply(c, &owner));
        assert!(matches!(again, Err(Error::LeaseLost)), "{again:?}");
        Ok(())
    })
}

#[test]
fn a_name_is_free_again_when_it_is_given_back_or_a_day_old() -> db::Result<()> {
    on_each(|db| {
        let now = Sources::predictable().now();
        let (first, second) = (held(1, now), held(2, now));
        assert_eq!(claim(db, &first, BODY, now), Claim::Ours);
        db.write_now(|c| idempotency::release(c, &first))?;
        assert_eq!(claim(db, &first, OTHER, now), Claim::Ours);
        let tomorrow = now.plus_seconds(86_400);
        assert_eq!(
            claim(db, &Held { name: second.name, until: tomorrow }, BODY, tomorrow),
            Claim::Ours
        );
        assert_eq!(db.write_now(|c| idempotency::prune(c, now))?, 0, "not older than itself");
        assert_eq!(db.write_now(|c| idempotency::prune(c, tomorrow))?, 1);
        assert_eq!(claim(db, &first, BODY, now), Claim::Ours);
        Ok(())
    })
}
