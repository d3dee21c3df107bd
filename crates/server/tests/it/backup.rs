use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde_json::{Value, json};

use crate::{Server, places, run};

/// A name, what is done to a backup, and what is said of it.
type Damage = (&'static str, fn(&Path), &'static str);

/// What a test compares of two data folders: everything but what a restore makes anew.
const OTHER: [&str; 5] =
    ["outbox", "installation.epoch", "installation.cluster", "sessions", "requests"];

fn contents(data: &Path) -> std::collections::BTreeMap<String, String> {
    let url = format!("sqlite:{}", data.join("contacts.sqlite").display());
    let db = db::Db::open(&db::Settings { url, connections: 2 }).unwrap();
    db::testing::contents(&db, &OTHER).unwrap()
}

fn word(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap()
}

/// A person adds contacts all the while; the backup holds what was acknowledged before it began, in one
/// piece, and a server on what was restored finds all of it.
#[test]
fn a_backup_of_a_server_at_work_is_whole_and_can_be_searched() {
    let (data, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let backup = place.path().join("backup");
    let (done, made) = (AtomicBool::new(false), AtomicU64::new(0));
    let mut server = Server::start(data.path(), &[]);
    let person = server.sign_up("ada@example.com");
    let uploaded = server.upload(&person, b"Name,E-mail\nGrace Hopper,grace@navy.example\n");
    assert_eq!(uploaded.status, 201, "{uploaded:?}");
    let before = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let number = made.load(Ordering::Relaxed);
                server.create(&person, &format!("Person Number{number}"));
                made.fetch_add(1, Ordering::Relaxed);
            }
        });
        server.wait_until("some contacts", |_| made.load(Ordering::Relaxed) >= 20);
        let before = made.load(Ordering::Relaxed);
        let outcome = run(data.path(), &["backup", "--to", word(&backup)], &[]);
        server.wait_until("more contacts", |_| made.load(Ordering::Relaxed) >= before + 20);
        done.store(true, Ordering::Relaxed);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        assert!(outcome.out.contains("1  uploaded files, 0 missing"), "{outcome:?}");
        before
    });
    let kept = manifest(&backup)["tables"]["contacts"].as_u64().unwrap();
    assert!(kept >= before && kept < made.load(Ordering::Relaxed), "{before} then {kept}");
    assert!(!backup.join("keys.json").exists() && !place.path().join("backup.partial").exists());
    server.kill();

    let new = place.path().join("new");
    let restored = run(&new, &["restore", "--from", word(&backup)], &[]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    assert!(restored.out.contains("keys.json with the fingerprint"), "{restored:?}");
    assert!(restored.out.contains("MISSING"), "{restored:?}");
    for file in ["keys.json", "master-keys.json"] {
        fs::copy(data.path().join(file), new.join(file)).unwrap();
    }
    // An index of the other folder, which stands at the same positions, must not be believed.
    copy_folder(&data.path().join("index"), &new.join("index"));
    let server = Server::start(&new, &[]);
    let person = server.sign_in("ada@example.com");
    server.wait_until("the search", |server| server.search(&person, "number").is_ok());
    assert_eq!(server.search(&person, "person").unwrap(), kept);
    let id = uploaded.body["id"].as_str().unwrap();
    assert_eq!(stage(&server, &person, id, &uploaded.body)["state"], "review");
}

/// Has an uploaded file staged.
fn stage(server: &Server, person: &str, id: &str, import: &Value) -> Value {
    let columns = import["columns"].as_array().unwrap().iter();
    let columns: Vec<Value> =
        columns.map(|c| json!({"header": c["header"], "field": c["field"]})).collect();
    let mapping = json!({"columns": columns, "on_duplicate": "skip"});
    let path = format!("/api/v1/imports/{id}");
    let mapped = server.put(&format!("{path}/mapping"), person, &mapping);
    assert_eq!(mapped.status, 202, "{mapped:?}");
    server.wait_until("the staging", |server| {
        server.get(&path, Some(person)).body["state"] != "staging"
    });
    server.get(&path, Some(person)).body
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn what_was_backed_up_and_restored_is_the_same() {
    let (data, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut server = Server::start(data.path(), &[]);
    let person = server.sign_up("ada@example.com");
    server.create(&person, "Grace Hopper");
    server.kill();
    let (backup, new) = (place.path().join("backup"), place.path().join("new"));
    let outcome = run(data.path(), &["backup", "--to", word(&backup)], &[]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let restored =
        run(&new, &["restore", "--from", word(&backup), "--keys", word(data.path())], &[]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    assert!(restored.out.contains("is the right one"), "{restored:?}");
    assert!(contents(data.path()) == contents(&new));
    let verified = run(&new, &["audit-verify", "--keys", word(data.path())], &[]);
    assert_eq!(verified.code, Some(0), "{verified:?}");

    // Nothing is written over anything.
    let again = run(data.path(), &["backup", "--to", word(&backup)], &[]);
    assert!(again.code == Some(1) && again.errors.contains("exists already"), "{again:?}");
    let again = run(&new, &["restore", "--from", word(&backup)], &[]);
    assert!(
        again.code == Some(1) && again.errors.contains("nothing is ever restored over"),
        "{again:?}"
    );

    // Whatever is changed in a backup is found before anything is written.
    let cases: [Damage; 4] = [
        (
            "database",
            |backup| spoil(&backup.join("contacts.sqlite")),
            "contacts.sqlite: this is not",
        ),
        ("cut", |backup| cut(&backup.join("contacts.sqlite")), "contacts.sqlite: this is not"),
        (
            "manifest",
            |backup| fs::remove_file(backup.join("manifest.json")).unwrap(),
            "is not a backup",
        ),
        (
            "format",
            |backup| {
                let path = backup.join("manifest.json");
                let text = fs::read_to_string(&path).unwrap();
                fs::write(&path, text.replacen("\"format\": 1", "\"format\": 9", 1)).unwrap();
            },
            "reads backups of format 1",
        ),
    ];
    for (name, damage, expected) in cases {
        let (copy, target) = (place.path().join(name), place.path().join(format!("{name}-new")));
        copy_folder(&backup, &copy);
        fs::create_dir_all(copy.join("files")).unwrap();
        damage(&copy);
        let refused = run(&target, &["restore", "--from", word(&copy)], &[]);
        assert_eq!(refused.code, Some(1), "{name}: {refused:?}");
        assert!(refused.errors.contains(expected), "{name}: {refused:?}");
        assert!(!target.join("contacts.sqlite").exists(), "{name}");
    }
}

fn spoil(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn cut(path: &Path) {
    let length = fs::metadata(path).unwrap().len();
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(length / 2).unwrap();
}

#[test]
fn backup_says_what_to_do_with_a_postgresql() {
    for place in places() {
        if place.server.is_some() {
            let refused = place.run(&["backup", "--to", "/nowhere/at-all"]);
            assert!(refused.code == Some(1) && refused.errors.contains("pg_dump"), "{refused:?}");
        }
    }
}

#[test]
fn reindexing_has_a_running_server_build_its_index_anew() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let person = server.sign_up("ada@example.com");
    server.create(&person, "Grace Hopper");
    assert_eq!(server.search(&person, "grace").unwrap(), 1);
    // Something that no change tells of.
    let url = format!("sqlite:{}", data.path().join("contacts.sqlite").display());
    let db = db::Db::open(&db::Settings { url, connections: 2 }).unwrap();
    db::testing::execute(&db, "DELETE FROM contacts").unwrap();
    assert_eq!(server.search(&person, "grace").unwrap(), 1);
    let outcome = run(data.path(), &["reindex"], &[]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    server.wait_until("the new index", |server| server.search(&person, "grace").ok() == Some(0));
}
