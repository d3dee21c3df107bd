use db::contact::{self, Change, NewContact};
use db::testing::databases;
use db::{Conn, Error};
use domain::contact::Origin;
use domain::{Layer, Sources};

use crate::{person, tenant};

/// Eight threads read a number and write it back one higher, each in its own transaction: no
/// step may be lost on either database.
#[test]
fn no_update_is_lost() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (id, now) = (sources.id(), sources.now());
        let new = NewContact { id, fields: person("0", "", ""), source: Origin::Created };
        db.write_as_now(&scope, |c| contact::create(c, &scope, new.clone(), now)).unwrap();
        let step = |c: &mut Conn| {
            let current = contact::find(c, &scope, Layer::Workspace, id)?.unwrap();
            let number: u32 = current.fields.full_name.unwrap().parse().unwrap();
            let fields = person(&(number + 1).to_string(), "", "");
            contact::update(c, &scope, &Change { id, fields, version: None, number: None }, now)
        };
        let lost = std::thread::scope(|threads| {
            let workers: Vec<_> = (0..8)
                .map(|_| {
                    threads.spawn(|| {
                        (0..10).filter(|_| db.write_as_now(&scope, step).is_err()).count()
                    })
                })
                .collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).sum::<usize>()
        });
        let end = db
            .read_as_now(&scope, |c| contact::find(c, &scope, Layer::Workspace, id))
            .unwrap()
            .unwrap();
        // A transaction that kept meeting others may be refused, but then it says so.
        let expected = 80 - lost;
        assert_eq!(end.fields.full_name.unwrap(), expected.to_string(), "on {}", fresh.kind);
        assert!(lost < 40, "{lost} of 80 were refused on {}", fresh.kind);
    }
}

/// A closure that swallows a failed statement must not seem to have committed.
#[test]
fn a_swallowed_fault_is_no_success_with_lost_writes() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let now = sources.now();
        let new =
            NewContact { id: sources.id(), fields: person("Ada", "", ""), source: Origin::Created };
        let outcome: Result<(), Error> = db.write_as_now(&scope, |c| {
            contact::create(c, &scope, new.clone(), now)?;
            drop(contact::create(c, &scope, new.clone(), now));
            Ok(())
        });
        let stored = db
            .read_as_now(&scope, |c| contact::find(c, &scope, Layer::Workspace, new.id))
            .unwrap()
            .is_some();
        assert_eq!(outcome.is_ok(), stored, "on {}", fresh.kind);
    }
}

/// Whoever acts hears what became of it, also where the turn could not be given back afterwards.
#[test]
fn an_act_stands_whatever_becomes_of_its_turn() {
    for fresh in databases().unwrap().into_iter().filter(|fresh| fresh.kind == "postgres") {
        let db = &fresh.db;
        let scope = tenant(db, &Sources::predictable(), "ada@example.com");
        let refusing = "CREATE SCHEMA hiding; GRANT USAGE ON SCHEMA hiding TO contacts_app; \
            CREATE FUNCTION hiding.pg_advisory_unlock(BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql \
            AS $$ BEGIN RAISE EXCEPTION 'no'; END $$";
        db::testing::execute(db, refusing).unwrap();
        let hide = "SET search_path = hiding, pg_catalog, public";
        let act = |c: &mut Conn| db::testing::attempt(c, hide);
        db.write_for_now(scope.organization(), act).unwrap();
        // The next one's connection has neither the turn nor the path.
        let path = db.write_for_now(scope.organization(), |c| db::testing::count(c, "users"));
        assert_eq!(path.unwrap(), 1);
    }
}
