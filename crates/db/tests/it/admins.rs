//! An organization keeps an Organization Admin, whoever acts at once.

use db::account::{self, Left};
use db::testing::{contents, databases, on_each};
use db::{Db, Scope, Settings, member};
use domain::Sources;
use domain::access::{MemberStatus, Role};

use crate::{colleague, race, tenant};

/// Takes an admin's place away as the routes do: the check and the change in one turn.
fn take_away(db: &Db, admin: &Scope, (role, status): (Role, MemberStatus), at: &Sources) -> bool {
    let now = at.now();
    db.write_for_now(admin.organization(), |c| {
        let may = member::has_other_admin(c, admin, admin.user())?;
        if may {
            member::update(c, admin, admin.user(), role, status, now)?;
        }
        Ok::<_, db::Error>(may)
    })
    .unwrap()
}

#[test]
fn of_two_admins_who_lose_their_place_at_once_one_stays() {
    let ways = [
        (Role::Member, MemberStatus::Active),
        (Role::OrganizationAdmin, MemberStatus::Suspended),
        (Role::OrganizationAdmin, MemberStatus::Removed),
    ];
    for fresh in databases().unwrap() {
        // Two processes, because threads of one take turns before they reach the database.
        let settings = Settings { url: fresh.url.clone(), connections: 2 };
        let nodes = [fresh.db.clone(), Db::open(&settings).unwrap()];
        let sources = Sources::predictable();
        for round in 0..9 {
            let ada = tenant(&fresh.db, &sources, &format!("ada{round}@example.com"));
            let email = format!("bob{round}@example.com");
            let bob = colleague(&fresh.db, &sources, &ada, &email, Role::OrganizationAdmin);
            let admins = [ada, bob];
            let lost = race(2, |n| take_away(&nodes[n], &admins[n], ways[round % 3], &sources));
            assert_eq!(lost.iter().filter(|lost| **lost).count(), 1, "on {}", fresh.kind);
            let members = fresh.db.read_now(|c| member::list(c, &ada)).unwrap();
            let place = (Role::OrganizationAdmin, MemberStatus::Active);
            let left = members.iter().filter(|member| (member.role, member.status) == place);
            assert_eq!(left.count(), 1, "on {}", fresh.kind);
        }
    }
}

#[test]
fn an_admin_who_is_suspended_or_removed_is_no_other_admin() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let stranger = tenant(db, &sources, "cleo@example.com");
        let has_other = || db.read_now(|c| member::has_other_admin(c, &ada, ada.user())).unwrap();
        assert!(!has_other(), "{:?} is admin elsewhere", stranger.user());
        let bob = colleague(db, &sources, &ada, "bob@example.com", Role::OrganizationAdmin);
        assert!(has_other());
        for status in [MemberStatus::Suspended, MemberStatus::Removed] {
            let (role, now) = (Role::OrganizationAdmin, sources.now());
            db.write_now(|c| member::update(c, &ada, bob.user(), role, status, now))?;
            assert!(!has_other(), "{status:?}");
        }
        Ok(())
    })
}

#[test]
fn the_account_of_a_last_admin_stays_as_it_is() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        colleague(db, &sources, &ada, "bob@example.com", Role::Manager);
        let before = contents(db, &[])?;
        let now = sources.now();
        let left = db.write_now(|c| account::close(c, ada.user(), now))?;
        assert_eq!(left, Left { orphaned: vec![ada.organization()], ..Left::default() });
        assert_eq!(contents(db, &[])?, before);
        Ok(())
    })
}

#[test]
fn of_two_admins_who_delete_their_accounts_at_once_one_stays() {
    for fresh in databases().unwrap() {
        let settings = Settings { url: fresh.url.clone(), connections: 2 };
        let nodes = [fresh.db.clone(), Db::open(&settings).unwrap()];
        let sources = Sources::predictable();
        for round in 0..5 {
            let ada = tenant(&fresh.db, &sources, &format!("ada{round}@example.com"));
            let join = |name: &str, role| {
                let email = format!("{name}{round}@example.com");
                colleague(&fresh.db, &sources, &ada, &email, role)
            };
            let admins = [ada, join("bob", Role::OrganizationAdmin)];
            join("cleo", Role::Viewer);
            let gone = race(2, |n| {
                let now = sources.now();
                let work = |c: &mut db::Conn| account::close(c, admins[n].user(), now);
                nodes[n].write_for_now(ada.organization(), work).unwrap().orphaned.is_empty()
            });
            assert_eq!(gone.iter().filter(|gone| **gone).count(), 1, "on {}", fresh.kind);
        }
    }
}
