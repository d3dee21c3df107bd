use db::contact::{self, NewContact, Visible};
use db::{Db, Scope};
use domain::Sources;
use domain::contact::{ContactInput, Origin};
use domain::import::ImportState;
use files::Store;
use worker::Stop;

use crate::resume::{begin, commit};
use crate::{tenant, worker};

/// Leaves as many runs of keys behind as are merged.
fn crowd(db: &Db, scope: &Scope, sources: &Sources) {
    for number in 0..32 {
        let name = Some(format!("Somebody {number}"));
        let fields = ContactInput { full_name: name, ..ContactInput::default() }.parse().unwrap();
        let new = [NewContact { id: sources.id(), fields, source: Origin::Import }];
        let now = sources.now();
        db.write_as_now(scope, |c| contact::create_many(c, scope, &new, None, Visible::Later, now))
            .unwrap();
    }
}

/// Whoever looks up many keys puts them in order first; a commit of a file that was compared before leaves it
/// to a job, which comes later.
#[test]
fn keys_are_put_in_order_before_a_check_and_behind_a_commit() {
    db::testing::on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let worker = worker(db, sources.clone(), &store, Stop::default());
        let is_crowded = || db.read_as_now(&scope, |c| contact::are_crowded(c, &scope)).unwrap();
        crowd(db, &scope, &sources);
        assert!(is_crowded());
        let id = begin(db, &scope, &sources, &store);
        assert!(worker.run_next()?);
        assert!(!is_crowded());

        crowd(db, &scope, &sources);
        let at = sources.now();
        commit(db, &scope, &sources, id, at);
        assert!(worker.run_next()?);
        let import = db.read_as_now(&scope, |c| db::import::find(c, &scope, id, at))?;
        assert_eq!(import.unwrap().import.state, ImportState::Committed);
        assert!(is_crowded());
        assert!(!worker.run_next()?, "the index comes first");
        db::testing::pass(db, 61)?;
        assert!(worker.run_next()?);
        assert!(!is_crowded());
        assert!(!worker.run_next()?);
        Ok(())
    })
    .unwrap();
}
