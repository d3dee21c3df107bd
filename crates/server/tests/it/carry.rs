use std::fs;
use std::path::Path;

use serde_json::json;

use crate::{Run, Server, run};

fn carry(data: &Path, from: &str, to: &str) -> Run {
    run(data, &["move"], &[("MOVE_FROM", from), ("MOVE_TO", to)])
}

/// From the embedded database to PostgreSQL and back into another file, with a person who stays signed
/// in, a file that waits for its mapping, and audit logs that stay intact.
#[test]
fn an_installation_moves_to_postgresql_and_back() {
    let Some(postgres) =
        db::testing::databases().unwrap().into_iter().find(|f| f.kind == "postgres")
    else {
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let file = |name: &str| format!("sqlite:{}", data.path().join(name).display());
    let mut server = Server::start(data.path(), &[]);
    let person = server.sign_up("ada@example.com");
    for name in ["Grace Hopper", "Alan Turing"] {
        server.create(&person, name);
    }
    let uploaded = server.upload(&person, b"Name\nKatherine Johnson\n");
    let refused = carry(data.path(), &file("contacts.sqlite"), &postgres.url);
    assert!(refused.errors.contains("a server is running"), "{refused:?}");
    server.kill();

    let moved = carry(data.path(), &file("contacts.sqlite"), &postgres.url);
    assert_eq!(moved.code, Some(0), "{moved:?}");
    let line = moved.out.lines().find(|line| line.starts_with("contacts ")).unwrap();
    assert_eq!(line.split_whitespace().nth(1), Some("2"), "{moved:?}");
    assert!(moved.out.contains("uploaded files"), "{moved:?}");
    let again = carry(data.path(), &file("contacts.sqlite"), &postgres.url);
    assert!(again.code == Some(1) && again.errors.contains("an installation already"), "{again:?}");

    // Another machine, with the keys and nothing else.
    let elsewhere = tempfile::tempdir().unwrap();
    let keys = [("DATABASE", &*postgres.url), ("KEYS", data.path().to_str().unwrap())];
    let mut server = Server::start(elsewhere.path(), &keys);
    server.wait_until("the search", |server| server.search(&person, "grace").ok() == Some(1));
    assert_eq!(server.search(&person, "").unwrap(), 2);
    let id = uploaded.body["id"].as_str().unwrap();
    let mapping =
        json!({"columns": [{"header": "Name", "field": "full_name"}], "on_duplicate": "skip"});
    let path = format!("/api/v1/imports/{id}");
    assert_eq!(server.put(&format!("{path}/mapping"), &person, &mapping).status, 202);
    server.wait_until("the staging", |server| {
        server.get(&path, Some(&person)).body["state"] == "review"
    });
    server.kill();
    let verified = run(elsewhere.path(), &["audit-verify"], &keys);
    assert_eq!(verified.code, Some(0), "{verified:?}");

    let back = carry(data.path(), &postgres.url, &file("back.sqlite"));
    assert_eq!(back.code, Some(0), "{back:?}");
    let there = tempfile::tempdir().unwrap();
    fs::copy(data.path().join("back.sqlite"), there.path().join("contacts.sqlite")).unwrap();
    let server = Server::start(there.path(), &[("KEYS", data.path().to_str().unwrap())]);
    server.wait_until("the search", |server| server.search(&person, "").ok() == Some(2));
    assert_eq!(server.get(&path, Some(&person)).body["state"], "review");
}

#[test]
fn a_move_that_makes_no_sense_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let missing = format!("sqlite:{}", data.path().join("contacts.sqlite").display());
    let cases = [
        ("hunter2", "postgres://127.0.0.1/none", "--from: expected"),
        (&*missing, "mysql://hunter2", "--to: expected"),
        (&*missing, "postgres://127.0.0.1/none", "--from: there is no file"),
    ];
    for (from, to, expected) in cases {
        let refused = carry(data.path(), from, to);
        assert!(refused.code == Some(1) && refused.errors.contains(expected), "{refused:?}");
        assert!(!refused.errors.contains("hunter2"), "{refused:?}");
    }
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0, "nothing was made");
}
