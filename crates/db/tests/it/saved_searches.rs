use db::Which;
use db::saved_search::{self as searches, Own};
use db::testing::on_each;
use domain::access::Role;
use domain::notice::Notice;
use domain::saved_search::{Look, NewSavedSearch, Notify, Seen, Snapshot, Visibility};
use domain::{ContactId, SavedSearchId, Sources};

use crate::{colleague, tenant};

fn new(name: &str, visibility: Visibility) -> NewSavedSearch {
    let query = "q=vp".to_owned();
    NewSavedSearch { name: name.to_owned(), query, visibility, ..NewSavedSearch::default() }
}

#[test]
fn a_search_belongs_to_a_person_or_an_organization() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = colleague(db, &sources, &ada, "bob@example.com", Role::Member);
        let eve = tenant(db, &sources, "eve@example.com");
        let (own, shared): (SavedSearchId, SavedSearchId) = (sources.id(), sources.id());
        db.write_as_now(&ada, |c| {
            searches::create(c, &ada, own, &new("own", Visibility::Personal), sources.now())?;
            searches::create(c, &ada, shared, &new("Shared", Visibility::Shared), sources.now())
        })?;
        let seen = |scope: &db::Scope| {
            db.read_as_now(scope, |c| {
                let list = searches::list(c, scope)?;
                for id in [own, shared] {
                    let found = searches::find(c, scope, id, Which::Kept)?;
                    assert_eq!(found.as_ref(), list.iter().find(|search| search.id == id));
                }
                Ok::<_, db::Error>(list.into_iter().map(|search| search.id).collect::<Vec<_>>())
            })
        };
        assert_eq!(seen(&ada)?, [own, shared]);
        assert_eq!(seen(&bob)?, [shared]);
        assert_eq!(seen(&eve)?, []);
        Ok(())
    })
}

#[test]
fn a_look_is_kept_for_each_person() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = colleague(db, &sources, &ada, "bob@example.com", Role::Member);
        let (id, contact): (SavedSearchId, ContactId) = (sources.id(), sources.id());
        let now = sources.now();
        let snapshot = Snapshot::of([(contact, 3)]);
        let seen = Seen { at: now, look: Look { total: 1, snapshot } };
        db.write_as_now(&ada, |c| {
            searches::create(c, &ada, id, &new("A", Visibility::Shared), now)?;
            searches::see(c, &ada, id, Some(&seen), now)?;
            let own = Own { is_default: true, is_pinned: true, notify: Notify::App };
            searches::place(c, &ada, id, own, now)?;
            assert_eq!(searches::seen(c, &ada, id)?.as_ref(), Some(&seen), "pins keep it");
            assert_eq!(searches::seen(c, &bob, id)?, None);
            let many = Seen { at: now, look: Look { total: 6_000, snapshot: None } };
            searches::see(c, &ada, id, Some(&many), now)?;
            assert_eq!(searches::seen(c, &ada, id)?, Some(many), "there was too much to keep");
            searches::see(c, &ada, id, None, now)?;
            assert_eq!(searches::seen(c, &ada, id)?, None, "nobody can be found so");
            let search = searches::find(c, &ada, id, Which::Kept)?.unwrap();
            assert!(search.is_default && search.is_pinned, "looking keeps pins");
            assert_eq!(search.notify, Notify::App);
            searches::see(c, &ada, id, Some(&seen), now)?;
            let other =
                NewSavedSearch { query: "q=cto".to_owned(), ..new("A", Visibility::Shared) };
            searches::update(c, &ada, id, &other, now)?;
            assert_eq!(searches::seen(c, &ada, id)?, None, "it is another search");
            Ok(())
        })
    })
}

#[test]
fn of_too_many_results_only_their_number_is_told() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let (id, now): (SavedSearchId, _) = (sources.id(), sources.now());
        let following = NewSavedSearch { notify: Notify::App, ..new("A", Visibility::Personal) };
        db.write_as_now(&ada, |c| searches::create(c, &ada, id, &following, now))?;
        let told = |total: u64| {
            let look = Look { total, snapshot: None };
            db.write_as_now(&ada, |c| {
                let followed = searches::followed(c, &ada)?.pop().unwrap();
                searches::tell(c, &ada, sources.id(), (&followed, &look), sources.now())?;
                let notices = db::notice::list(c, &ada, None, 10)?;
                let figures = |notice: &Notice| (notice.totals.before, notice.totals.now);
                assert!(notices.iter().all(|notice| notice.changes.is_none()));
                Ok::<_, db::Error>(notices.iter().map(figures).collect::<Vec<_>>())
            })
        };
        assert_eq!(told(6_000)?, [], "the first look");
        assert_eq!(told(6_000)?, []);
        assert_eq!(told(6_002)?, [(6_000, 6_002)]);
        assert_eq!(told(6_003)?, [(6_000, 6_003)], "renewed");
        assert_eq!(told(6_000)?, [], "taken back");
        Ok(())
    })
}

#[test]
fn what_was_deleted_long_ago_is_forgotten_in_all_organizations() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scopes = ["ada@example.com", "eve@example.com"].map(|who| tenant(db, &sources, who));
        let now = sources.now();
        let ids = scopes.each_ref().map(|scope| {
            let (old, fresh, kept) = (sources.id(), sources.id(), sources.id());
            db.write_as_now(scope, |c| {
                for id in [old, fresh, kept] {
                    searches::create(c, scope, id, &new("A", Visibility::Personal), now)?;
                }
                searches::delete(c, scope, old, now)?;
                searches::delete(c, scope, fresh, now.plus_seconds(60))
            })
            .unwrap();
            [old, fresh, kept]
        });
        db.write_now(|c| searches::prune(c, now.plus_seconds(30)))?;
        for (scope, [old, fresh, kept]) in scopes.iter().zip(ids) {
            db.read_as_now(scope, |c| {
                let mut find = |id, which| searches::find(c, scope, id, which);
                assert_eq!(find(old, Which::DeletedSince(now))?, None);
                assert!(find(fresh, Which::DeletedSince(now))?.is_some());
                assert!(find(fresh, Which::Kept)?.is_none() && find(kept, Which::Kept)?.is_some());
                Ok::<_, db::Error>(())
            })?;
        }
        Ok(())
    })
}
