use db::contact::{self, NewContact, Visible};
use db::testing::on_each;
use db::usage::{self, Hold};
use db::{Db, Scope};
use domain::contact::Origin;
use domain::package::{Limit, Meter, Month, Package};
use domain::{Sources, Timestamp};

use crate::{person, race, tenant};

fn hold(db: &Db, scope: &Scope, wanted: u64, now: Timestamp) -> Hold {
    db.write_as_now(scope, |c| usage::hold(c, scope, Meter::ExportRows, wanted, now)).unwrap()
}

fn used(db: &Db, scope: &Scope, now: Timestamp) -> u64 {
    db.read_as_now(scope, |c| usage::check(c, scope, Meter::ExportRows, 0, now)).unwrap().used
}

fn free(db: &Db, sources: &Sources, email: &str) -> Scope {
    let scope = tenant(db, sources, email);
    db.write_as_now(&scope, |c| usage::set_package(c, &scope, Package::Free)).unwrap();
    scope
}

#[test]
fn units_are_held_up_to_the_limit_and_given_back() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = free(db, &sources, "ada@example.com");
        let now = sources.now();
        let figure = Package::Free.figure(Limit::ExportRows).unwrap();
        let month = Month::of(now);
        assert_eq!(hold(db, &ada, figure - 1, now), Hold::Held(month));
        let Hold::Refused(check) = hold(db, &ada, 2, now) else { panic!("beyond the limit") };
        assert_eq!((check.used, check.left, check.wanted), (figure - 1, Some(1), 2));
        assert_eq!((check.exceeds, check.warning), (true, true));
        assert_eq!(check.resets_at, Some(month.end()));
        assert_eq!(used(db, &ada, now), figure - 1, "a refusal takes nothing");
        assert_eq!(hold(db, &ada, 1, now), Hold::Held(month));
        db.write_as_now(&ada, |c| usage::give_back(c, &ada, Meter::ExportRows, month, 5))?;
        assert_eq!(used(db, &ada, now), figure - 5);
        assert_eq!(hold(db, &ada, figure, month.end()), Hold::Held(Month::of(month.end())));

        // Others and other packages have figures of their own; a failed act takes nothing.
        let bob = tenant(db, &sources, "bob@example.com");
        assert_eq!(hold(db, &bob, figure * 9, now), Hold::Held(month));
        let failed: db::Result<()> = db.write_as_now(&bob, |c| {
            usage::hold(c, &bob, Meter::ExportRows, 7, now)?;
            Err(db::Error::Stale)
        });
        assert!(failed.is_err() && used(db, &bob, now) == figure * 9);
        assert_eq!(db.read_as_now(&bob, |c| usage::package(c, &bob))?, Package::Enterprise);
        Ok(())
    })
}

#[test]
fn of_many_at_once_no_more_are_held_than_there_are() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = free(db, &sources, "ada@example.com");
        let now = sources.now();
        let figure = Package::Free.figure(Limit::ExportRows).unwrap();
        let part = figure / 4;
        let held = race(8, |_| matches!(hold(db, &ada, part, now), Hold::Held(_)));
        assert_eq!(held.iter().filter(|held| **held).count(), 4);
        assert_eq!(used(db, &ada, now), part * 4);
        Ok(())
    })
}

#[test]
fn a_workspace_is_full_at_its_limit() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = free(db, &sources, "ada@example.com");
        let now = sources.now();
        let figure = Package::Free.figure(Limit::SavedContacts).unwrap();
        let many: Vec<NewContact> = (1..figure)
            .map(|number| NewContact {
                id: sources.id(),
                fields: person(&format!("P{number}"), "", ""),
                source: Origin::Created,
            })
            .collect();
        db.write_as_now(&ada, |c| contact::create_many(c, &ada, &many, None, Visible::Later, now))?;
        let room = |wanted| db.read_as_now(&ada, |c| usage::room_for_contacts(c, &ada, wanted));
        assert_eq!(room(1)?, None);
        let full = room(2)?.unwrap();
        assert_eq!((full.used, full.left, full.exceeds), (figure - 1, Some(1), true));
        assert!(room(figure + 1)?.unwrap().exceeds);
        let bob = tenant(db, &sources, "bob@example.com");
        let room = db.read_as_now(&bob, |c| usage::room_for_contacts(c, &bob, u64::MAX))?;
        assert_eq!(room, None, "without a limit");
        Ok(())
    })
}
