use db::data_key::{self, WrappedKey};
use db::testing::{databases, on_each};
use db::{Constraint, Error};
use domain::{OrganizationId, Sources};

use crate::{race, tenant};

fn wrapped(organization: OrganizationId, version: i64, byte: u8) -> WrappedKey {
    WrappedKey { organization, version, wrapped: vec![byte; 60], wrapped_by: 1 }
}

/// Two first secrets at once must not be sealed under two keys of which one is lost.
#[test]
fn of_many_first_keys_one_is_kept() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let owner = tenant(db, &sources, "ada@example.com").organization();
        let outcomes = race(6, |n| {
            let new = wrapped(owner, 1, u8::try_from(n).unwrap());
            let now = sources.now();
            (new.clone(), db.write_now(|c| data_key::create(c, &new, now)))
        });
        let (kept, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|one| one.1.is_ok());
        assert_eq!((kept.len(), lost.len()), (1, 5), "on {}", fresh.kind);
        let raced = |one: &(_, _)| matches!(one.1, Err(Error::Constraint(Constraint::Raced)));
        assert!(lost.iter().all(raced), "on {}: {lost:?}", fresh.kind);
        let found = db.read_now(|c| data_key::find(c, owner, None)).unwrap();
        assert_eq!(found.as_ref(), Some(&kept[0].0), "on {}", fresh.kind);
    }
}

#[test]
fn versions_are_found_wrapped_anew_and_forgotten_one_by_one() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com").organization();
        let bob = tenant(db, &sources, "bob@example.com").organization();
        let (first, second) = (wrapped(ada, 1, 1), wrapped(ada, 2, 2));
        let now = sources.now();
        for new in [&second, &first] {
            db.write_now(|c| data_key::create(c, new, now))?;
        }
        let find = |owner, version| db.read_now(|c| data_key::find(c, owner, version)).unwrap();
        assert_eq!(find(ada, None), Some(second.clone()), "the newest");
        assert_eq!(find(ada, Some(1)), Some(first.clone()));
        assert_eq!((find(ada, Some(3)), find(bob, None), find(bob, Some(1))), (None, None, None));

        let anew = WrappedKey { wrapped: vec![9; 60], wrapped_by: 2, ..first };
        db.write_now(|c| data_key::rewrap(c, &anew))?;
        assert_eq!(db.read_now(data_key::all)?, [anew, second.clone()]);
        db.write_now(|c| data_key::delete(c, bob, 2))?;
        assert_eq!(find(ada, None), Some(second));
        db.write_now(|c| data_key::delete(c, ada, 1))?;
        assert_eq!(find(ada, Some(1)), None);
        Ok(())
    })
}
