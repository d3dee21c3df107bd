use db::session::{self, Device, NewSession, Principal};
use db::testing::{databases, on_each};
use db::{Db, Scope, member};
use domain::access::{MemberStatus, Role};
use domain::{SessionId, Sources, Timestamp};

use crate::{colleague, race, tenant};

fn open(db: &Db, scope: &Scope, sources: &Sources) -> session::Session {
    let now = sources.now();
    let device = Device { name: "Firefox".to_owned(), address: Some("192.0.2.1".to_owned()) };
    let expires_at = now.plus_seconds(3_600);
    let new = NewSession { id: sources.id(), seed: [7; 32], expires_at, device, waits: false };
    db.write_now(|c| session::create(c, scope, &new, now)).unwrap()
}

fn ask(db: &Db, scope: &Scope, id: SessionId, now: Timestamp) -> Option<Principal> {
    let (user, organization) = (scope.user(), scope.organization());
    db.read_now(|c| session::authenticate(c, id, user, organization, now)).unwrap()
}

#[test]
fn of_many_who_rotate_one_generation_one_wins() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let opened = open(db, &scope, &sources);
        let won = race(8, |_| {
            let now = sources.now();
            db.write_now(|c| session::rotate(c, &opened, now)).unwrap()
        });
        assert_eq!(won.iter().filter(|won| **won).count(), 1, "on {}", fresh.kind);
        let after = db.read_now(|c| session::find(c, opened.id)).unwrap().unwrap();
        assert_eq!(after.generation, 1, "on {}", fresh.kind);
        assert!(after.rotated_at > opened.rotated_at, "on {}", fresh.kind);
    }
}

/// Reuse of an old token ends the session: then the newest token is worth nothing either.
#[test]
fn the_family_of_a_revoked_session_ends_with_it() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (first, now) = (open(db, &scope, &sources), sources.now());
        let other = open(db, &scope, &sources);
        assert!(db.write_now(|c| session::rotate(c, &first, now))?);
        let newest = db.read_now(|c| session::find(c, first.id))?.unwrap();
        assert!(!db.write_now(|c| session::rotate(c, &first, now))?, "used before");
        db.write_now(|c| session::revoke(c, first.id, now))?;
        assert!(!db.write_now(|c| session::rotate(c, &newest, now))?);
        assert!(!db.write_now(|c| session::complete(c, first.id, now))?);
        assert!(!db.write_now(|c| session::enter(c, first.id, &scope))?);
        assert!(db.read_now(|c| session::find(c, first.id))?.unwrap().revoked);
        assert_eq!(ask(db, &scope, first.id, now), None);
        assert!(ask(db, &scope, other.id, now).is_some(), "other sessions go on");
        Ok(())
    })
}

#[test]
fn ending_the_others_leaves_the_current_one_and_other_people() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = colleague(db, &sources, &ada, "bob@example.com", Role::Member);
        let mine: Vec<_> = (0..3).map(|_| open(db, &ada, &sources).id).collect();
        let (his, now) = (open(db, &bob, &sources).id, sources.now());
        assert!(!db.write_now(|c| session::end(c, &ada, his, now))?, "somebody else's");
        let ended = db.write_now(|c| session::end_others(c, ada.user(), Some(mine[1]), now))?;
        assert_eq!(ended, 2);
        let works: Vec<_> = mine.iter().map(|id| ask(db, &ada, *id, now).is_some()).collect();
        assert_eq!(works, [false, true, false]);
        assert!(ask(db, &bob, his, now).is_some());
        assert!(db.write_now(|c| session::end(c, &ada, mine[1], now))?);
        assert!(!db.write_now(|c| session::end(c, &ada, mine[1], now))?, "ended before");
        Ok(())
    })
}

#[test]
fn a_suspended_member_is_known_as_such_and_a_removed_one_is_nobody() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = colleague(db, &sources, &ada, "bob@example.com", Role::Member);
        let home = tenant(db, &sources, "cleo@example.com");
        let now = sources.now();
        let elsewhere =
            db.write_now(|c| member::join(c, home.organization(), bob.user(), Role::Viewer, now))?;
        let (here, there) = (open(db, &bob, &sources).id, open(db, &elsewhere, &sources).id);
        let set = |status| {
            db.write_now(|c| member::update(c, &ada, bob.user(), Role::Member, status, now))
        };
        set(MemberStatus::Suspended)?;
        let standing = ask(db, &bob, here, now).unwrap().standing;
        assert_eq!(standing.status, MemberStatus::Suspended);
        set(MemberStatus::Removed)?;
        assert_eq!(ask(db, &bob, here, now), None);
        assert!(ask(db, &elsewhere, there, now).is_some(), "another organization is untouched");
        // Who comes back signs in anew.
        db.write_now(|c| member::join(c, ada.organization(), bob.user(), Role::Member, now))?;
        assert_eq!(ask(db, &bob, here, now), None);
        Ok(())
    })
}

#[test]
fn sessions_are_listed_by_their_last_use() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (old, new) = (open(db, &scope, &sources), open(db, &scope, &sources));
        let now = sources.now();
        db.write_now(|c| session::rotate(c, &old, now))?;
        let listed = db.read_now(|c| session::list(c, &scope, new.id, now))?;
        let shown: Vec<_> =
            listed.iter().map(|one| (one.id, one.last_used_at, one.current)).collect();
        assert_eq!(shown, [(old.id, now, false), (new.id, new.rotated_at, true)]);
        assert_eq!(listed[0].address.as_deref(), Some("192.0.2.1"));
        let end = old.expires_at;
        let left = db.read_now(|c| session::list(c, &scope, new.id, end))?;
        assert!(left.iter().all(|one| one.id == new.id), "expired ones are not listed");
        Ok(())
    })
}

#[test]
fn a_session_that_waits_for_its_code_opens_nothing_until_then() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (id, now) = (sources.id(), sources.now());
        let soon = now.plus_seconds(300);
        let device = Device::default();
        let new = NewSession { id, seed: [7; 32], expires_at: soon, device, waits: true };
        db.write_now(|c| session::create(c, &scope, &new, now))?;
        assert_eq!(ask(db, &scope, id, now), None);
        assert!(db.read_now(|c| session::list(c, &scope, id, now))?.is_empty());
        let later = now.plus_seconds(3_600);
        assert!(db.write_now(|c| session::complete(c, id, later))?);
        assert!(!db.write_now(|c| session::complete(c, id, later.plus_seconds(1)))?, "once");
        assert!(ask(db, &scope, id, soon).is_some());
        assert_eq!(ask(db, &scope, id, later), None);
        Ok(())
    })
}
