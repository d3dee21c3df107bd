use std::collections::BTreeSet;

use db::carry;
use db::contact::{self, NewContact};
use db::testing::{Fresh, contents, databases, execute};
use db::{Error, Settings};
use domain::Sources;
use domain::contact::Origin;

use crate::{person, tenant};

/// One row in each table that the functions of this room do not fill below; with what is hard to carry:
/// nothing, letters, large and negative numbers, spellings of JSON.
const FILL: &str = r#"
INSERT INTO users (id, email_key, name, password_hash, created_at, totp_secret, totp_key_version, totp_step)
VALUES (x'00000000000000000000000000000007', 'zoë@example.com', 'Zoë 李 🙂', '!', -86400000001, x'00ff00', 3, 9007199254740993);
INSERT INTO organizations (id, name, created_at, requires_second_factor, closed_at)
VALUES (x'00000000000000000000000000000008', '', 253402300799999999, 1, 0);
INSERT INTO members VALUES (x'00000000000000000000000000000008', x'00000000000000000000000000000007', 'viewer', 'suspended', 1);
INSERT INTO sessions (id, user_id, organization_id, seed, generation, created_at, rotated_at, expires_at, device, waits)
VALUES (x'00000000000000000000000000000009', x'00000000000000000000000000000007', x'00000000000000000000000000000008', zeroblob(32), 4, 1, 2, 3, 'a "device"', 1);
INSERT INTO imports (id, organization_id, user_id, state, file_name, bytes, sha256, format, dialect, mapping, on_duplicate, counts, done, expected, created_at, updated_at)
VALUES (x'0000000000000000000000000000000a', x'00000000000000000000000000000008', x'00000000000000000000000000000007', 'review', 'people.csv', 5, zeroblob(32), 'csv', '{"b": 1.50, "a": [1e3, -0.0, null, {"": "\u00e4"}]}', '[]', 'skip', '{}', 0, 0, 1, 1);
INSERT INTO import_rows VALUES (x'0000000000000000000000000000000a', 1, x'00000000000000000000000000000008', 'new', '', NULL, '["a,b"]', NULL, NULL, '{"0":"c"}', NULL, 1, 0);
INSERT INTO import_kept VALUES (x'0000000000000000000000000000000a', 1, x'00000000000000000000000000000008', 'Changed since.', '["title"]');
INSERT INTO contacts (id, organization_id, emails, phones, tags, custom, source, version, created_at, updated_at)
VALUES (x'00000000000000000000000000000010', x'00000000000000000000000000000008', '[]', '[]', '[]', '{}', 'import', 2, 1, 2);
INSERT INTO contact_changes VALUES (x'00000000000000000000000000000008', x'00000000000000000000000000000010', 2, 1, 'import', NULL, x'0000000000000000000000000000000a', 1, '[]');
INSERT INTO import_profiles VALUES (x'00000000000000000000000000000011', x'00000000000000000000000000000008', 'CRM 🙂', 'crm', '[{"header": "é", "field": null}]', 'fill', NULL, -1);
INSERT INTO jobs (id, organization_id, user_id, payload, state, attempts, fence, run_at, created_at, kind)
VALUES (x'0000000000000000000000000000000b', x'00000000000000000000000000000008', x'00000000000000000000000000000007', '{"kind": "none"}', 'failed', 1, 2, 3, 4, 'none');
INSERT INTO operators VALUES (x'00000000000000000000000000000007', 1);
INSERT INTO identities VALUES ('https://a.example', 'Subject', x'00000000000000000000000000000007', 1);
INSERT INTO recovery_codes VALUES (x'00000000000000000000000000000007', zeroblob(32), NULL);
INSERT INTO links VALUES (x'0000000000000000000000000000000c', 'verify_email', x'00000000000000000000000000000007', 1, 2, NULL);
INSERT INTO sign_in_failures VALUES (zeroblob(32), 3, 4);
INSERT INTO invitations (id, organization_id, email_key, role, invited_by, created_at, expires_at)
VALUES (x'0000000000000000000000000000000d', x'00000000000000000000000000000008', 'b@example.com', 'member', x'00000000000000000000000000000007', 1, 2);
INSERT INTO api_keys (id, organization_id, created_by, name, prefix, hash, scopes, created_at, expires_at)
VALUES (x'0000000000000000000000000000000e', x'00000000000000000000000000000008', x'00000000000000000000000000000007', 'key', 'bck_', zeroblob(32), '["contacts.read"]', 1, 2);
INSERT INTO data_keys VALUES (x'00000000000000000000000000000008', 1, x'01', 1, 1);
INSERT INTO audit_events VALUES (x'00000000000000000000000000000008', 1, 1, 'system', 'organization.created', 'done', NULL, '{}', NULL, NULL, zeroblob(32), zeroblob(32));
INSERT INTO audit_heads VALUES (x'00000000000000000000000000000008', 1, zeroblob(32), zeroblob(32));
INSERT INTO requests VALUES (x'00000000000000000000000000000008', 1, 'req_A', 'system', 'GET', '/', 200, 5);
INSERT INTO requests VALUES (x'00000000000000000000000000000008', 1, 'req_a', 'system', 'GET', '/', 200, 5);
INSERT INTO requests VALUES (x'00000000000000000000000000000008', 1, 'req_ä', 'system', 'GET', '/', 200, 5);
INSERT INTO idempotency_keys VALUES (zeroblob(32), NULL, 'claimed', 1, NULL, 2);
INSERT INTO suppressions VALUES (x'00000000000000000000000000000008', zeroblob(32), x'00000000000000000000000000000010', 'email', 'erasure', 'system', 1);
INSERT INTO saved_searches VALUES (x'00000000000000000000000000000012', x'00000000000000000000000000000008', x'00000000000000000000000000000007', 'VPs 🙂', 'q=vp&country=-US', 1, '["é"]', NULL, 1, 2, -3);
INSERT INTO saved_search_places VALUES (x'00000000000000000000000000000008', x'00000000000000000000000000000007', x'00000000000000000000000000000012', 1, 0, 5, x'00ff00', 'mail', 6, zeroblob(32));
INSERT INTO search_watches VALUES (x'00000000000000000000000000000008', x'00000000000000000000000000000007', 5, 9007199254740993, NULL);
INSERT INTO notices VALUES (x'00000000000000000000000000000013', x'00000000000000000000000000000008', x'00000000000000000000000000000007', x'00000000000000000000000000000012', '{"é": [1.50, null]}', 1, 5, NULL);
INSERT INTO lists VALUES (x'00000000000000000000000000000014', x'00000000000000000000000000000008', x'00000000000000000000000000000007', 'Fair 🙂', NULL, 1, 2, -3);
INSERT INTO list_contacts VALUES (x'00000000000000000000000000000014', x'00000000000000000000000000000010', x'00000000000000000000000000000008', 5);
INSERT INTO crm_connections (id, organization_id, state, location, location_name, allows_duplicates, scopes, access_token, refresh_token, key_version, generation, connected_by, connected_at, updated_at, allowance)
VALUES (x'00000000000000000000000000000015', x'00000000000000000000000000000008', 'connected', 'Loc1', 'Zürich 🙂', 1, 'a b', x'00ff', x'01', 1, 3, x'00000000000000000000000000000007', 1, 2, '{"left": null}');
INSERT INTO crm_states VALUES (zeroblob(32), x'00000000000000000000000000000008', x'00000000000000000000000000000007', x'00000000000000000000000000000009', 7);
INSERT INTO crm_hooks VALUES (zeroblob(32), -1);
INSERT INTO crm_mappings VALUES (x'00000000000000000000000000000008', '[{"b": 1.50}]', 3);
INSERT INTO crm_links VALUES (x'00000000000000000000000000000008', 'Loc1', x'00000000000000000000000000000010', 'abc', zeroblob(32), NULL, 4);
INSERT INTO crm_pushes (id, organization_id, user_id, state, what, location, mapping, starts, counts, held, created_at, updated_at)
VALUES (x'00000000000000000000000000000016', x'00000000000000000000000000000008', x'00000000000000000000000000000007', 'running', 'list', 'Loc1', '[]', 0, '{"é": 1}', 2, 3, 4);
INSERT INTO crm_push_parts VALUES (x'00000000000000000000000000000016', 0, x'00000000000000000000000000000008', zeroblob(32));
INSERT INTO crm_push_items (push_id, number, organization_id, contact_id, planned, fate, unsure, fields, phone_hash, updated_at)
VALUES (x'00000000000000000000000000000016', 1, x'00000000000000000000000000000008', x'00000000000000000000000000000010', 'create', 'failed', 1, '["é"]', zeroblob(32), -5);
INSERT INTO usage VALUES (x'00000000000000000000000000000008', 24322, 'export_rows', 7);
INSERT INTO mails VALUES (x'0000000000000000000000000000000f', 'b@example.com', '{"letter": 1}', 1);
"#;

/// Row-level security that holds for the owner, too; a move lifts it for itself alone.
const FORCE: &str = "ALTER TABLE contacts ENABLE ROW LEVEL SECURITY; \
    ALTER TABLE contacts FORCE ROW LEVEL SECURITY";
const FORCED: &str = "DO $$ BEGIN IF NOT (SELECT relforcerowsecurity FROM pg_class \
    WHERE oid = 'contacts'::regclass) THEN RAISE EXCEPTION 'not forced'; END IF; END $$";

/// What a move leaves or makes anew.
const OTHER: [&str; 4] = ["outbox", "import_chunks", "installation.epoch", "installation.cluster"];

fn fill(db: &db::Db) {
    let sources = Sources::predictable();
    let scope = tenant(db, &sources, "ada@example.com");
    let now = sources.now();
    // More than fit in two pages.
    let many: Vec<NewContact> = (0..450)
        .map(|number| {
            let email = format!("p{number}@example.com");
            let fields = person(&format!("Person {number}"), "Acme", &email);
            NewContact { id: sources.id(), fields, source: Origin::Created }
        })
        .collect();
    db.write_as_now(&scope, |c| {
        contact::create_many(c, &scope, &many, None, contact::Visible::Now, now)
    })
    .unwrap();
    execute(db, FILL).unwrap();
    db.write_now(|c| db::installation::set_seal(c, &[5; 32])).unwrap();
}

fn settings(fresh: &Fresh) -> Settings {
    Settings { url: fresh.url.clone(), connections: 2 }
}

/// The tables of the files in `schema`.
fn schema() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/schema");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let text: String = files.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    text.split("table! {")
        .skip(1)
        .filter_map(|table| {
            let line = table.lines().map(str::trim).find(|line| line.ends_with(") {"))?;
            Some(line.split(' ').next()?.to_owned())
        })
        .collect()
}

fn carry_over(from: &Fresh, to: &Fresh) -> db::Result<Vec<carry::Carried>> {
    let sources = Sources::predictable();
    carry::between(&settings(from), &settings(to), |moving| {
        let carried = moving.copy(|_, _| {})?;
        moving.install(sources.id(), sources.now())?;
        Ok(carried)
    })
}

#[test]
fn a_whole_installation_is_carried_there_and_back() {
    let (mut first, mut second) = (databases().unwrap(), databases().unwrap());
    let Some(postgres) = first.pop().filter(|fresh| fresh.kind == "postgres") else { return };
    let (source, back) = (first.pop().unwrap(), second.remove(0));
    fill(&source.db);
    execute(&postgres.db, FORCE).unwrap();
    let carried = carry_over(&source, &postgres).unwrap();
    execute(&postgres.db, FORCED).unwrap();

    // Nothing that the schema knows is forgotten, and this test has a row of each.
    let mut known = schema();
    known.retain(|table| !["outbox", "installation", "import_chunks"].contains(&&**table));
    let names: BTreeSet<String> = carried.iter().map(|table| table.table.clone()).collect();
    assert_eq!(names, known);
    let bare: Vec<&str> =
        carried.iter().filter(|table| table.rows == 0).map(|table| &*table.table).collect();
    assert_eq!(bare, [""; 0], "fill these tables in this test");
    assert_eq!(carried.iter().find(|table| table.table == "contacts").unwrap().rows, 451);

    let there = carry_over(&postgres, &back).unwrap();
    assert_eq!(format!("{carried:?}"), format!("{there:?}"), "both ways have the same hashes");
    execute(&postgres.db, FORCED).unwrap();
    let [mut one, mut two] = [&source, &back].map(|fresh| contents(&fresh.db, &OTHER).unwrap());
    // JSON may be spelt in another way; the hashes compare it by its meaning.
    let other = [
        "imports",
        "import_profiles",
        "contacts",
        "mails",
        "jobs",
        "notices",
        "saved_searches",
        "crm_connections",
        "crm_mappings",
        "crm_pushes",
        "__diesel_schema_migrations",
    ];
    for all in [&mut one, &mut two] {
        all.retain(|table, _| !other.contains(&&**table));
    }
    let differ: Vec<_> = one.keys().filter(|table| one[*table] != two[*table]).collect();
    assert_eq!(differ, [""; 0]);
    for fresh in [&postgres, &back] {
        let epoch = |fresh: &Fresh| fresh.db.read_now(db::installation::epoch).unwrap();
        assert_ne!(epoch(fresh), epoch(&source));
        assert!(fresh.db.write_now(|c| db::installation::claim(c, &[5; 32])).unwrap());
        // It goes on there: the guards hold, and the outbox has a place to begin.
        assert!(execute(&fresh.db, "DELETE FROM audit_events").is_err());
        assert_ne!(fresh.db.read_now(db::outbox::oldest).unwrap(), None);
    }
}

#[test]
fn nothing_is_moved_over_another_installation_or_to_the_same_kind() {
    let (mut first, mut second) = (databases().unwrap(), databases().unwrap());
    let Some(postgres) = first.pop().filter(|fresh| fresh.kind == "postgres") else { return };
    let (source, other) = (first.pop().unwrap(), second.remove(0));
    fill(&source.db);
    tenant(&postgres.db, &Sources::predictable(), "bob@example.com");
    let before = contents(&postgres.db, &[]).unwrap();
    let refused = carry_over(&source, &postgres).unwrap_err();
    assert!(matches!(&refused, Error::Migration(why) if why.contains("already")), "{refused}");
    assert!(contents(&postgres.db, &[]).unwrap() == before, "nothing changed");
    let refused = carry_over(&source, &other).unwrap_err();
    assert!(matches!(&refused, Error::Migration(why) if why.contains("PostgreSQL")), "{refused}");
}

/// What is begun and not finished leaves no trace, and the source is free again.
#[test]
fn a_move_that_fails_changes_nothing() {
    let mut first = databases().unwrap();
    let Some(postgres) = first.pop().filter(|fresh| fresh.kind == "postgres") else { return };
    let source = first.pop().unwrap();
    fill(&source.db);
    let both = || [&source, &postgres].map(|fresh| contents(&fresh.db, &[]).unwrap());
    let before = both();
    let failed: db::Result<()> =
        carry::between(&settings(&source), &settings(&postgres), |moving| {
            moving.copy(|_, _| {})?;
            Err(Error::Full)
        });
    assert!(matches!(failed, Err(Error::Full)));
    assert!(both() == before);
    fill_one_more(&source.db);
    carry_over(&source, &postgres).unwrap();
}

fn fill_one_more(db: &db::Db) {
    execute(db, "INSERT INTO sign_in_failures VALUES (randomblob(32), 1, 1)").unwrap();
}
