use db::session::{Device, NewSession};
use db::testing::on_each;
use db::{Constraint, Error, account as people, session};
use domain::access::{MemberStatus, Role};
use domain::{SessionId, Sources, Timestamp};

use crate::tenant;

fn browser(id: SessionId, expires_at: Timestamp) -> NewSession {
    NewSession { id, seed: [7; 32], expires_at, device: Device::default(), waits: false }
}

#[test]
fn an_address_signs_up_once() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        tenant(db, &sources, "ada@example.com");
        let account = db::system::NewAccount {
            user: sources.id(),
            organization: sources.id(),
            email: domain::value::Email::parse("ADA@example.com").unwrap(),
            name: "Ada".to_owned(),
            password_hash: Some("hash".to_owned()),
            verified_at: None,
            organization_name: "Engines".to_owned(),
        };
        let again = db.write_now(|c| db::system::create_account(c, &account, sources.now()));
        assert!(matches!(again, Err(Error::Constraint(Constraint::EmailTaken))), "{again:?}");
        // Nothing of the second sign-up is left.
        let home = db.read_now(|c| people::home(c, account.user))?;
        assert_eq!(home, None);
        Ok(())
    })
}

#[test]
fn a_session_rotates_once_for_each_generation_and_ends_when_revoked() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (id, now) = (sources.id(), sources.now());
        let later = now.plus_seconds(60);
        let new = browser(id, later);
        let open = db.write_now(|c| session::create(c, &scope, &new, now))?;
        assert_eq!(db.read_now(|c| session::find(c, id))?, Some(open));
        assert!(db.write_now(|c| session::rotate(c, &open, now))?);
        assert!(!db.write_now(|c| session::rotate(c, &open, now))?, "the same generation again");

        let ask = |at| {
            let (user, organization) = (scope.user(), scope.organization());
            db.read_now(|c| session::authenticate(c, id, user, organization, at))
        };
        let principal = ask(now)?.unwrap();
        assert_eq!(principal.standing.role, Role::OrganizationAdmin);
        assert_eq!(principal.standing.status, MemberStatus::Active);
        assert_eq!(ask(later)?, None, "expired");
        db.write_now(|c| session::revoke(c, id, now))?;
        assert_eq!(ask(now)?, None, "revoked");
        Ok(())
    })
}

#[test]
fn a_session_of_one_organization_opens_no_other() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = tenant(db, &sources, "bob@example.com");
        let (id, now) = (sources.id(), sources.now());
        let later = now.plus_seconds(60);
        let new = browser(id, later);
        db.write_now(|c| session::create(c, &ada, &new, now))?;
        let other = bob.organization();
        let found = db.read_now(|c| session::authenticate(c, id, ada.user(), other, now))?;
        assert_eq!(found, None);
        Ok(())
    })
}
