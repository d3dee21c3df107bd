use db::api_key::{self, Proven, Secret};
use db::testing::on_each;
use db::{Db, Scope, member};
use domain::access::{MemberStatus, ParsedApiKey, Permission, Role};
use domain::audit::Actor;
use domain::{ApiKeyId, Sources, Timestamp};

use crate::{colleague, tenant};

fn secret(byte: u8) -> Secret {
    Secret { hash: [byte; 32], prefix: format!("key_{byte}") }
}

fn create(db: &Db, scope: &Scope, sources: &Sources, byte: u8) -> (ApiKeyId, Timestamp) {
    let (id, now) = (sources.id(), sources.now());
    let scopes = vec![Permission::ContactsRead];
    let wanted = ParsedApiKey { name: "Nightly".to_owned(), scopes, days: 2 };
    db.write_now(|c| api_key::create(c, scope, id, &wanted, &secret(byte), now)).unwrap();
    (id, now)
}

fn prove(db: &Db, byte: u8, now: Timestamp) -> Option<Proven> {
    db.read_now(|c| api_key::authenticate(c, &[byte; 32], now)).unwrap()
}

#[test]
fn a_key_is_found_by_its_hash_with_its_scopes_until_it_expires() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (id, now) = create(db, &scope, &sources, 1);
        let proven = prove(db, 1, now).unwrap();
        assert_eq!((proven.id, proven.principal.session), (id, None));
        assert_eq!(proven.principal.scope.actor(), Actor::Key(id));
        assert_eq!(proven.principal.scope.organization(), scope.organization());
        assert_eq!(proven.principal.standing.scopes, Some(vec![Permission::ContactsRead]));
        assert!(prove(db, 2, now).is_none(), "another secret");
        let end = now.plus_seconds(2 * 86_400);
        assert!(prove(db, 1, end.plus_seconds(-1)).is_some());
        assert!(prove(db, 1, end).is_none(), "expired");
        let rotated = db.write_now(|c| {
            let until = end.plus_seconds(60);
            api_key::rotate(c, &scope, id, &secret(2), until, end)
        })?;
        assert!(rotated.is_none(), "an expired key is not brought back");
        Ok(())
    })
}

#[test]
fn the_secret_before_works_until_its_moment_and_no_longer_than_one_rotation() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (id, now) = create(db, &scope, &sources, 1);
        let until = now.plus_seconds(60);
        let rotate = |byte| {
            db.write_now(|c| api_key::rotate(c, &scope, id, &secret(byte), until, now)).unwrap()
        };
        assert_eq!(rotate(2).unwrap().old_secret_until, Some(until));
        let works = |byte, at| prove(db, byte, at).is_some_and(|proven| proven.id == id);
        assert!(works(1, now) && works(2, now));
        assert!(!works(1, until) && works(2, until));
        let shown = db.read_now(|c| api_key::find(c, &scope, id, until))?.unwrap();
        assert_eq!((shown.old_secret_until, shown.prefix.as_str()), (None, "key_2"));
        rotate(3).unwrap();
        assert!(!works(1, now) && works(2, now) && works(3, now));
        assert!(db.write_now(|c| api_key::revoke(c, &scope, id, now))?);
        assert!(!works(2, now) && !works(3, now), "both end with the key");
        assert!(!db.write_now(|c| api_key::revoke(c, &scope, id, now))?);
        assert!(rotate(4).is_none());
        Ok(())
    })
}

#[test]
fn another_organization_neither_sees_nor_changes_a_key() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = tenant(db, &sources, "bob@example.com");
        let (id, now) = create(db, &ada, &sources, 1);
        assert!(db.read_now(|c| api_key::find(c, &bob, id, now))?.is_none());
        assert!(db.read_now(|c| api_key::list(c, &bob, now))?.is_empty());
        let until = now.plus_seconds(60);
        let rotated = db.write_now(|c| api_key::rotate(c, &bob, id, &secret(2), until, now))?;
        assert!(rotated.is_none());
        assert!(!db.write_now(|c| api_key::revoke(c, &bob, id, now))?);
        assert_eq!(prove(db, 1, now).unwrap().id, id);
        assert_eq!(db.read_now(|c| api_key::list(c, &ada, now))?.len(), 1);
        Ok(())
    })
}

/// A key is never worth more than its maker is at this moment.
#[test]
fn a_key_stands_where_its_maker_stands_now() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = colleague(db, &sources, &ada, "bob@example.com", Role::OrganizationAdmin);
        let (_, now) = create(db, &bob, &sources, 1);
        for (role, status) in
            [(Role::Viewer, MemberStatus::Active), (Role::Viewer, MemberStatus::Suspended)]
        {
            db.write_now(|c| member::update(c, &ada, bob.user(), role, status, now))?;
            let standing = prove(db, 1, now).unwrap().principal.standing;
            assert_eq!((standing.role, standing.status), (role, status));
        }
        // Who is removed and comes back does not find the old keys working.
        for status in [MemberStatus::Removed, MemberStatus::Active] {
            db.write_now(|c| member::update(c, &ada, bob.user(), Role::Viewer, status, now))?;
            assert!(prove(db, 1, now).is_none());
        }
        Ok(())
    })
}

#[test]
fn a_use_is_noted_once_a_minute() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (id, now) = create(db, &scope, &sources, 1);
        assert!(prove(db, 1, now).unwrap().is_unnoted);
        db.write_now(|c| api_key::note_use(c, id, now))?;
        assert!(!prove(db, 1, now.plus_seconds(59)).unwrap().is_unnoted);
        assert!(prove(db, 1, now.plus_seconds(60)).unwrap().is_unnoted);
        let shown = db.read_now(|c| api_key::find(c, &scope, id, now))?.unwrap();
        assert_eq!(shown.last_used_at, Some(now));
        Ok(())
    })
}
