//! What an account and an organization leave behind.

use db::account::{self, Left};
use db::api_key::{self, Secret};
use db::contact::{self, NewContact};
use db::link::{self, Purpose};
use db::session::{self, Device, NewSession};
use db::testing::{contents, on_each};
use db::{Db, Scope, invitation, member, organization, request};
use domain::access::{Invitation, ParsedApiKey, Permission, Role};
use domain::audit::Actor;
use domain::contact::Origin;
use domain::{Layer, SessionId, Sources};

use crate::{colleague, person, tenant};

/// Everything that a person can have beside memberships; answers the session.
fn settle_in(db: &Db, scope: &Scope, sources: &Sources, secret: u8) -> SessionId {
    let (user, now) = (scope.user(), sources.now());
    let later = now.plus_seconds(3_600);
    let device = Device { name: "Firefox".to_owned(), address: Some("192.0.2.77".to_owned()) };
    let id = sources.id();
    let new = NewSession { id, seed: [7; 32], expires_at: later, device, waits: false };
    let scopes = vec![Permission::ContactsRead];
    let wanted = ParsedApiKey { name: "Nightly".to_owned(), scopes, days: 1 };
    let hidden = Secret { hash: [secret; 32], prefix: "key".to_owned() };
    let subject = format!("subject-{secret}");
    let (key, link) = (sources.id(), sources.id());
    db.write_now(|c| {
        session::create(c, scope, &new, now)?;
        api_key::create(c, scope, key, &wanted, &hidden, now)?;
        account::link_identity(c, user, ("https://id.example", &subject), now)?;
        link::create(c, link, Purpose::ResetPassword, user, later, now)?;
        account::start_factor(c, user, b"sealed", 1)?;
        account::confirm_factor(c, user, now)?;
        account::replace_recovery_codes(c, user, &[[secret; 32]])
    })
    .unwrap();
    id
}

#[test]
fn nothing_of_a_person_is_left_but_an_id_and_their_work() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = colleague(db, &sources, &ada, "bob@example.com", Role::OrganizationAdmin);
        settle_in(db, &ada, &sources, 1);
        let of_bob = settle_in(db, &bob, &sources, 2);
        let fields = person("Charles", "Engines", "");
        let new = NewContact { id: sources.id(), fields, source: Origin::Created };
        let now = sources.now();
        db.write_as_now(&ada, |c| contact::create(c, &ada, new.clone(), now))?;

        let left = db.write_now(|c| account::close(c, ada.user(), now))?;
        assert_eq!(left, Left { stay: vec![ada.organization()], ..Left::default() });
        let rows = contents(db, &[])?;
        for (table, count) in
            [("sessions", 1), ("identities", 1), ("links", 1), ("recovery_codes", 1), ("users", 2)]
        {
            assert_eq!(rows[table].lines().count(), count, "Bob's row alone, in {table}");
        }
        assert!(rows.values().all(|text| !text.contains("ada@example.com")));
        assert!(rows["users"].contains("Deleted account"));
        assert!(db.read_now(|c| account::person(c, ada.user()))?.is_none());
        assert_eq!(db.read_now(|c| account::home(c, ada.user()))?, None);
        assert!(db.read_now(|c| api_key::authenticate(c, &[1; 32], now))?.is_none());
        let known =
            db.read_now(|c| account::find_identity(c, "https://id.example", "subject-1"))?;
        assert_eq!(known, None);

        // What belongs to the organization and to others stays.
        let found = db.read_as_now(&bob, |c| contact::find(c, &bob, Layer::Workspace, new.id))?;
        assert!(found.is_some());
        assert!(db.read_now(|c| api_key::authenticate(c, &[2; 32], now))?.is_some());
        assert!(!db.read_now(|c| session::find(c, of_bob))?.unwrap().revoked);
        assert!(account_is_free(db, &sources, "ada@example.com"));
        Ok(())
    })
}

/// Whether somebody new can sign up with an address.
fn account_is_free(db: &Db, sources: &Sources, email: &str) -> bool {
    let new = tenant(db, sources, email);
    let known = db.read_now(|c| account::person(c, new.user())).unwrap();
    known.is_some_and(|(person, account)| person.email == email && !account.second_factor)
}

#[test]
fn each_organization_of_a_person_stays_or_is_closed_by_who_else_is_there() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let own = tenant(db, &sources, "ada@example.com");
        let (ada, now) = (own.user(), sources.now());
        let shared = tenant(db, &sources, "bob@example.com");
        let former = tenant(db, &sources, "cleo@example.com");
        for scope in [shared, former] {
            let home = scope.organization();
            db.write_now(|c| member::join(c, home, ada, Role::OrganizationAdmin, now))?;
        }
        let removed = domain::access::MemberStatus::Removed;
        db.write_now(|c| member::update(c, &former, ada, Role::Viewer, removed, now))?;
        let left = db.write_now(|c| account::close(c, ada, now))?;
        assert_eq!(left.stay, [shared.organization()]);
        assert_eq!(left.closed, [own.organization()]);
        assert!(left.orphaned.is_empty());
        for (scope, is_closed) in [(own, true), (shared, false), (former, false)] {
            assert_eq!(db.read_now(|c| organization::is_closed(c, &scope))?, is_closed);
        }
        assert!(db.read_now(|c| member::find(c, &shared, ada))?.is_none());
        Ok(())
    })
}

#[test]
fn a_closed_organization_forgets_its_name_invitations_and_requests() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = tenant(db, &sources, "bob@example.com");
        let now = sources.now();
        for scope in [&ada, &bob] {
            let invitation = Invitation {
                id: sources.id(),
                email: "guest@example.com".to_owned(),
                role: Role::Viewer,
                invited_by: scope.user(),
                created_at: now,
                expires_at: now.plus_seconds(60),
            };
            let noted = request::Noted {
                organization: scope.organization(),
                at: now,
                id: "r1".to_owned(),
                actor: Actor::User(scope.user()),
                method: "GET".to_owned(),
                route: "/api/v1/me".to_owned(),
                status: 200,
                micros: 1,
            };
            db.write_now(|c| {
                invitation::create(c, scope, &invitation)?;
                request::create(c, std::slice::from_ref(&noted))
            })?;
        }
        db.write_now(|c| account::close(c, ada.user(), now))?;
        db.write_as_now(&ada, |c| organization::forget(c, &ada))?;
        let filter = request::Filter::default();
        for (scope, count) in [(&ada, 0), (&bob, 1)] {
            assert_eq!(db.read_now(|c| invitation::list(c, scope, now))?.len(), count);
            assert_eq!(db.read_now(|c| request::list(c, scope, &filter, 9))?.len(), count);
        }
        let organizations = &contents(db, &[])?["organizations"];
        assert_eq!(organizations.matches("Closed organization").count(), 1);
        assert_eq!(organizations.matches("Engines").count(), 1, "Bob's");
        Ok(())
    })
}
