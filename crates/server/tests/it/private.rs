use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::{embedded, run};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_a_command_makes_is_for_its_own_user() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let made = run(&data, &["migrate"], &[]);
    assert_eq!(made.code, Some(0), "{made:?}");
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("contacts.sqlite")), 0o600);
}

#[test]
fn a_restored_database_is_too_whatever_the_backup_was() {
    let place = embedded();
    let backup = place.folder.path().join("backup");
    let made = place.run(&["backup", "--to", backup.to_str().unwrap()]);
    assert_eq!(made.code, Some(0), "{made:?}");
    fs::set_permissions(backup.join("contacts.sqlite"), fs::Permissions::from_mode(0o644)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let restored = run(folder.path(), &["restore", "--from", backup.to_str().unwrap()], &[]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    assert_eq!(mode(&folder.path().join("contacts.sqlite")), 0o600);
}
