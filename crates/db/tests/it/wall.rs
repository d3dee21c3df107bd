//! The second wall: what PostgreSQL itself refuses when a query forgets whose rows it wants.

use std::panic::AssertUnwindSafe;

use db::contact::{self, NewContact};
use db::testing::{Fresh, databases, query};
use db::{Db, Error, Scope};
use domain::contact::Origin;
use domain::{Layer, Sources};

use crate::{person, tenant};

/// Where there is a wall, two organizations with a contact each.
fn walled() -> Option<(Fresh, [Scope; 2], Sources)> {
    let fresh = databases().unwrap().into_iter().find(|fresh| fresh.kind == "postgres")?;
    let sources = Sources::predictable();
    let scopes = ["ada@example.com", "bob@example.com"].map(|email| {
        let scope = tenant(&fresh.db, &sources, email);
        create(&fresh.db, &scope, &sources).unwrap();
        scope
    });
    Some((fresh, scopes, sources))
}

fn create(db: &Db, scope: &Scope, sources: &Sources) -> db::Result<()> {
    let fields = person("Ada", "Engines", "ada@example.org");
    let new = NewContact { id: sources.id(), fields, source: Origin::Created };
    db.write_as_now(scope, |c| contact::create(c, scope, new.clone(), sources.now()).map(drop))
}

/// Every table that says whose its rows are.
const OWNED: &str = "SELECT table_name::text AS name FROM information_schema.columns \
    WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY 1";

#[test]
fn every_table_of_tenants_is_behind_the_wall() {
    let Some((fresh, ..)) = walled() else { return };
    let owned = query(&fresh.db, OWNED).unwrap();
    assert!(owned.len() >= 14, "{owned:?}");
    let forced = "SELECT relname::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace \
        AND relrowsecurity AND relforcerowsecurity AND EXISTS \
        (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'own')";
    let forced = query(&fresh.db, forced).unwrap();
    for table in &owned {
        assert!(forced.contains(table), "{table} has no wall; see migrations/README.md");
    }
    let weak = "SELECT rolname::text AS name FROM pg_roles WHERE rolname LIKE 'contacts\\_%' \
        AND (rolsuper OR rolbypassrls OR rolcanlogin)";
    assert_eq!(query(&fresh.db, weak).unwrap(), [""; 0]);
    let owner =
        "SELECT tablename::text AS name FROM pg_tables WHERE tableowner LIKE 'contacts\\_%'";
    assert_eq!(query(&fresh.db, owner).unwrap(), [""; 0]);
}

/// The count of a table as the program sees it, without any filter of ours.
fn count(db: &Db, table: &str, scope: Option<&Scope>) -> Result<i64, Error> {
    let count = |c: &mut db::Conn| db::testing::count(c, table);
    match scope {
        Some(scope) => db.read_as_now(scope, count),
        None => db.read_now(count),
    }
}

#[test]
fn a_query_without_a_filter_sees_one_organization() {
    let Some((fresh, [ada, bob], sources)) = walled() else { return };
    create(&fresh.db, &bob, &sources).unwrap();
    for (table, of_ada, of_bob) in [("contacts", 1, 2), ("outbox", 1, 2), ("members", 1, 1)] {
        assert_eq!(count(&fresh.db, table, Some(&ada)).unwrap(), of_ada, "{table}");
        assert_eq!(count(&fresh.db, table, Some(&bob)).unwrap(), of_bob, "{table}");
    }
    // The organization's own row alone, not even that of the directory.
    assert_eq!(count(&fresh.db, "organizations", Some(&ada)).unwrap(), 1);
}

#[test]
fn records_outside_their_organization_are_an_error() {
    let Some((fresh, [ada, bob], sources)) = walled() else { return };
    for table in ["contacts", "contact_keys"] {
        assert!(count(&fresh.db, table, None).is_err(), "{table} in work of the installation");
    }
    assert_eq!(count(&fresh.db, "members", None).unwrap(), 2, "accounts are its work");
    let now = sources.now();
    let fields = person("Eve", "", "");
    let new = NewContact { id: sources.id(), fields, source: Origin::Created };
    let without = fresh.db.write_now(|c| contact::create(c, &ada, new.clone(), now));
    assert!(without.is_err(), "a contact written by nobody");
    let foreign = fresh.db.write_as_now(&bob, |c| contact::create(c, &ada, new.clone(), now));
    assert!(foreign.is_err(), "a contact written into another organization");
    let seen = fresh.db.read_as_now(&bob, |c| contact::find(c, &ada, Layer::Workspace, new.id));
    assert_eq!(seen.unwrap(), None);
    assert_eq!(count(&fresh.db, "contacts", Some(&ada)).unwrap(), 1);
}

#[test]
fn the_organization_ends_with_its_transaction() {
    let Some((fresh, [ada, _], _)) = walled() else { return };
    // One connection, so that each transaction follows the other one on it.
    let settings = db::Settings { url: fresh.url.clone(), connections: 1 };
    let db = Db::open(&settings).unwrap();
    assert_eq!(count(&db, "contacts", Some(&ada)).unwrap(), 1);
    assert!(count(&db, "contacts", None).is_err());
    let failed: db::Result<()> = db.write_as_now(&ada, |_| Err(Error::Stale));
    assert!(failed.is_err() && count(&db, "contacts", None).is_err());
    assert_eq!(db.read_index_now(|c| db::testing::count(c, "contacts")).unwrap(), 2);
    assert!(db.read_index_now(|c| db::testing::count(c, "members")).is_err());
    assert!(count(&db, "contacts", None).is_err());
}

/// What a leak in our own code could run on a connection of the program.
#[test]
fn the_program_cannot_pull_the_wall_down() {
    let Some((fresh, ..)) = walled() else { return };
    for sql in [
        "ALTER TABLE contacts DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own ON contacts",
        "UPDATE audit_events SET outcome = 'denied'",
        "DELETE FROM audit_events",
        "TRUNCATE contacts CASCADE",
        "DELETE FROM __diesel_schema_migrations",
        "CREATE TABLE public.mine (id INT)",
    ] {
        let refused = fresh.db.write_now(|c| db::testing::attempt(c, sql)).unwrap_err().to_string();
        let word = ["must be owner", "permission denied"].iter().any(|word| refused.contains(word));
        assert!(word, "{sql}: {refused}");
    }
}

#[test]
fn a_database_that_lost_its_wall_is_not_served() {
    let Some((fresh, ..)) = walled() else { return };
    db::system::migrate(&fresh.db).unwrap();
    for hole in ["DROP POLICY own ON contacts", "REVOKE SELECT ON members FROM contacts_app"] {
        let fresh = databases().unwrap().pop().unwrap();
        db::testing::execute(&fresh.db, hole).unwrap();
        let refused = db::system::migrate(&fresh.db).unwrap_err().to_string();
        assert!(refused.contains("row-level security is not whole"), "{hole}: {refused}");
    }
}

/// The owner of the tables is no superuser in a well-kept installation.
#[test]
fn an_owner_without_special_rights_can_migrate() {
    let Some((fresh, ..)) = walled() else { return };
    let name = format!("owner_{}", std::process::id());
    let make = format!("CREATE ROLE {name} LOGIN PASSWORD '{name}' CREATEROLE");
    db::testing::execute(&fresh.db, &make).unwrap();
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| migrate_as(&fresh, &name)));
    db::testing::execute_alone(&fresh.db, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .unwrap();
    // Memberships that it granted itself go with it.
    db::testing::execute(&fresh.db, &format!("DROP ROLE {name}")).unwrap();
    outcome.unwrap();
}

fn migrate_as(fresh: &Fresh, name: &str) {
    db::testing::execute_alone(&fresh.db, &format!("CREATE DATABASE {name} OWNER {name}")).unwrap();
    let grant = format!("GRANT contacts_app, contacts_index TO {name}");
    db::testing::execute(&fresh.db, &grant).unwrap();
    let host = fresh.url.rsplit_once('@').unwrap().1.rsplit_once('/').unwrap().0;
    let url = format!("postgres://{name}:{name}@{host}/{name}");
    let db = Db::open(&db::Settings { url, connections: 2 }).unwrap();
    db::system::migrate(&db).unwrap();
    let sources = Sources::predictable();
    let scope = tenant(&db, &sources, "ada@example.com");
    create(&db, &scope, &sources).unwrap();
    assert_eq!(count(&db, "contacts", Some(&scope)).unwrap(), 1);
    assert!(count(&db, "contacts", None).is_err());
}
