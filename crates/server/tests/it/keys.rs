use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::{embedded, places, run};

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
