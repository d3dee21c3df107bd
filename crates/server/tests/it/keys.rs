use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::{Server, embedded, places, run};

#[test]
fn rotating_adds_a_key_to_the_file() {
    for place in places() {
        let path = place.folder.path().join("master-keys.json");
        for version in [2, 3] {
            let rotated = place.run(&["rotate-keys"]);
            assert_eq!(rotated.code, Some(0), "{rotated:?}");
            assert!(
                rotated.out.contains(&format!("Key-encryption key {version} is in")),
                "{rotated:?}"
            );
        }
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn keys_of_the_environment_leave_no_file() {
    let place = embedded();
    let folder = &place.folder;
    std::fs::remove_file(folder.path().join("master-keys.json")).unwrap();
    let keys = "1:5Sy8C4ZTTFHFvIQ0MePWp3Zq0sVXK9N3q4BzG0v0pQM=";
    let rotated = run(folder.path(), &["rotate-keys"], &[("MASTER_KEYS", keys)]);
    assert_eq!(rotated.code, Some(0), "{rotated:?}");
    assert!(!folder.path().join("master-keys.json").exists());
}

/// Two nodes with data folders of their own share a folder of keys that is empty at first.
#[test]
fn nodes_that_start_at_once_agree_on_one_key_file() {
    for fresh in db::testing::databases().unwrap() {
        if fresh.kind == "sqlite" {
            continue;
        }
        let keys = tempfile::tempdir().unwrap();
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let variables = [("DATABASE", fresh.url.as_str()), ("KEYS", keys.path().to_str().unwrap())];
        let nodes = folders.each_ref().map(|data| Server::begin(data.path(), &variables));
        nodes.iter().for_each(Server::listens);
        let person = nodes[0].sign_up("ada@example.com");
        for node in &nodes {
            let me = node.get("/api/v1/me", Some(&person));
            assert_eq!(me.status, 200, "a token of one node opens the other: {me:?}");
        }
        let mut names: Vec<_> =
            fs::read_dir(keys.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["keys.json", "master-keys.json"]);
        for folder in &folders {
            assert!(!folder.path().join("keys.json").exists());
        }
        drop(nodes);

        // A folder that is complete is never written.
        let before = fs::metadata(keys.path()).unwrap().modified().unwrap();
        let node = Server::start(folders[0].path(), &variables);
        assert_eq!(node.get("/healthz", None).status, 200);
        assert_eq!(fs::metadata(keys.path()).unwrap().modified().unwrap(), before);
    }
}

/// Nobody has signed up yet, so there is no audit log that would tell.
#[test]
fn a_node_with_other_keys_does_not_start() {
    for place in places() {
        let database = place.server.as_ref().map(|fresh| ("DATABASE", fresh.url.as_str()));
        drop(Server::start(place.folder.path(), database.as_slice()));
        let other = tempfile::tempdir().unwrap();
        let start = ["all", "--empty", "--listen", "127.0.0.1:0", "--keys"];
        let start = [&start[..], &[other.path().to_str().unwrap()]].concat();
        let refused = place.run(&start);
        assert_eq!(refused.code, Some(1), "{refused:?}");
        assert!(refused.errors.contains("the key audit is not the one"), "{refused:?}");
    }
}
