use db::testing::{databases, on_each};
use db::{Db, Scope, account, invitation, member};
use domain::access::{Invitation, Role};
use domain::value::Email;
use domain::{Sources, Timestamp};

use crate::{colleague, race, tenant};

fn invite(db: &Db, scope: &Scope, sources: &Sources) -> Invitation {
    let now = sources.now();
    let new = Invitation {
        id: sources.id(),
        email: "guest@example.com".to_owned(),
        role: Role::Member,
        invited_by: scope.user(),
        created_at: now,
        expires_at: now.plus_seconds(60),
    };
    db.write_now(|c| invitation::create(c, scope, &new)).unwrap();
    new
}

fn is_open(db: &Db, one: &Invitation, now: Timestamp) -> bool {
    db.read_now(|c| invitation::offer(c, one.id, now)).unwrap().is_some()
}

#[test]
fn of_two_who_accept_at_once_one_joins() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let guests =
            ["bob", "cleo"].map(|name| tenant(db, &sources, &format!("{name}@example.com")).user());
        for _ in 0..5 {
            let (one, now) = (invite(db, &ada, &sources), sources.now());
            let won = race(2, |n| {
                db.write_now(|c| invitation::accept(c, one.id, guests[n], now)).unwrap()
            });
            assert_eq!(won.iter().filter(|won| **won).count(), 1, "on {}", fresh.kind);
            assert!(!is_open(db, &one, now), "on {}", fresh.kind);
        }
    }
}

#[test]
fn an_invitation_is_either_accepted_or_taken_back() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let guest = tenant(db, &sources, "bob@example.com").user();
        for _ in 0..5 {
            let (one, now) = (invite(db, &ada, &sources), sources.now());
            let won = race(2, |n| {
                db.write_now(|c| match n {
                    0 => invitation::accept(c, one.id, guest, now),
                    _ => invitation::revoke(c, &ada, one.id, now),
                })
                .unwrap()
            });
            assert_eq!(won.iter().filter(|won| **won).count(), 1, "on {}", fresh.kind);
        }
    }
}

#[test]
fn an_invitation_ends_when_it_is_taken_back_replaced_or_expired() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = tenant(db, &sources, "bob@example.com");
        let first = invite(db, &ada, &sources);
        let second = invite(db, &ada, &sources);
        let now = sources.now();
        assert!(!is_open(db, &first, now), "replaced");
        let offer = db.read_now(|c| invitation::offer(c, second.id, now))?.unwrap();
        let offered = (offer.organization.id, offer.email.as_str(), offer.role, offer.invited_by);
        assert_eq!(offered, (ada.organization(), "guest@example.com", Role::Member, ada.user()));
        assert!(!db.write_now(|c| invitation::revoke(c, &bob, second.id, now))?, "not theirs");
        assert!(db.read_now(|c| invitation::list(c, &bob, now))?.is_empty());
        assert_eq!(db.read_now(|c| invitation::list(c, &ada, now))?, std::slice::from_ref(&second));
        assert!(!is_open(db, &second, second.expires_at), "expired");
        let accept = |one: &Invitation, at| {
            db.write_now(|c| invitation::accept(c, one.id, bob.user(), at)).unwrap()
        };
        assert!(!accept(&first, now) && !accept(&second, second.expires_at));
        assert!(db.write_now(|c| invitation::revoke(c, &ada, second.id, now))?);
        assert!(!is_open(db, &second, now) && !accept(&second, now));
        Ok(())
    })
}

#[test]
fn an_invitation_into_a_closed_organization_offers_nothing() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let (one, now) = (invite(db, &ada, &sources), sources.now());
        assert!(is_open(db, &one, now));
        db.write_now(|c| account::close(c, ada.user(), now))?;
        assert!(!is_open(db, &one, now));
        Ok(())
    })
}

#[test]
fn a_member_is_known_by_address_until_removed() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = colleague(db, &sources, &ada, "bob@example.com", Role::Viewer);
        tenant(db, &sources, "cleo@example.com");
        let knows = |email: &str| {
            let email = Email::parse(email).unwrap();
            db.read_now(|c| invitation::is_member(c, &ada, &email)).unwrap()
        };
        assert!(knows("bob@example.com") && !knows("cleo@example.com"));
        let (removed, now) = (domain::access::MemberStatus::Removed, sources.now());
        db.write_now(|c| member::update(c, &ada, bob.user(), Role::Viewer, removed, now))?;
        assert!(!knows("bob@example.com"));
        Ok(())
    })
}
