//! Twins are found by their keys, whatever runs the keys stand in.

use std::cell::Cell;

use db::contact::{self, NewContact, Sweep, Visible};
use db::testing::on_each;
use db::{Db, Scope};
use domain::contact::{Identity, Origin};
use domain::{ContactId, Layer, Sources};

use crate::{person, tenant};

/// Runs that make a level crowded, and one more.
const RUNS: usize = 33;

/// Writes each contact in a transaction, and thereby a run, of its own.
fn written(db: &Db, scope: &Scope, sources: &Sources) -> db::Result<Vec<ContactId>> {
    let each = (0..RUNS).map(|number| {
        let name = format!("Person {number}");
        let fields = person(&name, "", &format!("p{number}@example.com"));
        let new = NewContact { id: sources.id(), fields, source: Origin::Import };
        let now = sources.now();
        db.write_as_now(scope, |c| {
            let new = [new.clone()];
            contact::create_many(c, scope, &new, None, Visible::Later, now)
        })?;
        Ok(new.id)
    });
    each.collect()
}

/// The twins of all that [`written`] wrote, in their order.
fn found(db: &Db, scope: &Scope) -> db::Result<Vec<ContactId>> {
    let each = (0..RUNS).map(|number| {
        let fields = person("Somebody Else", "", &format!("p{number}@example.com"));
        let keys = Identity::keys(&fields);
        let twins = db.read_as_now(scope, |c| contact::twins(c, scope, Layer::Workspace, &keys))?;
        let ids: std::collections::BTreeSet<_> = twins.iter().map(|twin| twin.contact.id).collect();
        assert_eq!(ids.len(), 1, "of number {number}");
        Ok(ids.into_iter().next().unwrap())
    });
    each.collect()
}

#[test]
fn twins_are_found_before_amid_and_behind_a_merge() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let ids = written(db, &scope, &sources)?;
        assert!(db.read_as_now(&scope, |c| contact::are_crowded(c, &scope))?);
        assert_eq!(found(db, &scope)?, ids);

        // Ended from outside behind seven of its steps; another one begins meanwhile and goes on.
        let steps = Cell::new(0);
        let stopped = contact::settle(db, &scope, Sweep::Nothing, || {
            steps.set(steps.get() + 1);
            if steps.get() > 7 { Err(db::Error::Corrupt("stopped")) } else { Ok(()) }
        });
        assert!(stopped.is_err());
        assert_eq!(found(db, &scope)?, ids);

        contact::settle(db, &scope, Sweep::Nothing, || Ok::<_, db::Error>(()))?;
        assert!(!db.read_as_now(&scope, |c| contact::are_crowded(c, &scope))?);
        assert_eq!(found(db, &scope)?, ids);
        Ok(())
    })
}

#[test]
fn two_may_merge_at_once() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let ids = written(db, &scope, &sources)?;
        std::thread::scope(|threads| {
            let merge = |sweep| contact::settle(db, &scope, sweep, || Ok::<_, db::Error>(()));
            let both = [Sweep::Nothing, Sweep::Gone];
            let both = both.map(|sweep| threads.spawn(move || merge(sweep)));
            both.into_iter().try_for_each(|merging| merging.join().unwrap())
        })?;
        assert!(!db.read_as_now(&scope, |c| contact::are_crowded(c, &scope))?);
        assert_eq!(found(db, &scope)?, ids);
        Ok(())
    })
}
