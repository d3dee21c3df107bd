use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Sources;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::once::{create_once, sync_folder};
use crate::ring::{Ring, read_key};
use crate::{DataKey, Error, KeyEncryption, Owner, WrappedKey};

/// Key-encryption keys from a JSON file that its owner alone can read.
///
/// Whoever loses the file loses every secret that is sealed with it: it belongs into the backup,
/// apart from that of the database.
pub struct FileKeys {
    path: PathBuf,
    ring: Ring,
}

/// The file as it is written. No `Debug`, no `Serialize`: it is made of secrets.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    keys: Vec<KeyEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry {
    version: i64,
    /// 32 random bytes; base64.
    key: SecretString,
}

impl FileKeys {
    /// Reads the file.
    ///
    /// # Errors
    /// If it is missing, if others can read it, or if it is not a key file.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let ring = read(path)?.ring(path)?;
        Ok(Self { path: path.to_owned(), ring })
    }

    /// Makes the file with version 1.
    ///
    /// # Errors
    /// If there is one already, or if it cannot be written.
    pub fn create(path: &Path, sources: &Sources) -> Result<Self, Error> {
        if Self::make(path, sources)? {
            return Self::load(path);
        }
        Err(Error::file(path, "there is a key file already; it is never replaced"))
    }

    /// Reads the file, making it where there is none.
    ///
    /// # Errors
    /// Those of [`Self::load`] and [`Self::create`].
    pub fn load_or_create(path: &Path, sources: &Sources) -> Result<Self, Error> {
        if fs::symlink_metadata(path).is_err() {
            // Where another process made it first, this one reads that.
            Self::make(path, sources)?;
        }
        Self::load(path)
    }

    fn make(path: &Path, sources: &Sources) -> Result<bool, Error> {
        let mut file = KeyFile { keys: Vec::new() };
        file.add(1, sources);
        create_once(path, file.text().as_bytes(), sources).map_err(Error::io(path))
    }

    /// Adds a version, which wraps from now on, and answers its number. Servers that run read it
    /// at their next start.
    ///
    /// # Errors
    /// If the file cannot be read or written, or if another process adds a version.
    pub fn add_version(&mut self, sources: &Sources) -> Result<i64, Error> {
        let draft = Draft::open(&self.path)?;
        // Read again: somebody else may have added one since.
        let mut file = read(&self.path)?;
        let next = file.keys.iter().map(|entry| entry.version).max().unwrap_or_default() + 1;
        file.add(next, sources);
        draft.commit(&file)?;
        *self = Self::load(&self.path)?;
        Ok(next)
    }
}

fn read(path: &Path) -> Result<KeyFile, Error> {
    let mut file = File::open(path).map_err(Error::io(path))?;
    let mode = file.metadata().map_err(Error::io(path))?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        let problem = format!("others can read it (mode {mode:o}); run chmod 600 on it");
        return Err(Error::file(path, problem));
    }
    let mut text = Zeroizing::new(String::new());
    file.read_to_string(&mut text).map_err(Error::io(path))?;
    // The message of the parser may repeat what it read.
    serde_json::from_str(&text).map_err(|error| {
        let expected = r#"expected {"keys": [{"version": 1, "key": "BASE64"}]}"#;
        Error::file(path, format!("line {} is not of a key file; {expected}", error.line()))
    })
}

impl KeyFile {
    fn ring(&self, path: &Path) -> Result<Ring, Error> {
        let keys = self
            .keys
            .iter()
            .map(|entry| Ok((entry.version, read_key(entry.version, entry.key.expose_secret())?)));
        let ring = keys.collect::<Result<_, _>>().and_then(Ring::new);
        ring.map_err(|problem: String| Error::file(path, problem))
    }

    fn add(&mut self, version: i64, sources: &Sources) {
        let key = Zeroizing::new(sources.bytes::<32>());
        self.keys.push(KeyEntry { version, key: BASE64_STANDARD.encode(*key).into() });
    }

    fn text(&self) -> Zeroizing<String> {
        let entries = self.keys.iter().map(|entry| {
            let KeyEntry { version, key } = entry;
            format!("    {{ \"version\": {version}, \"key\": \"{}\" }}", key.expose_secret())
        });
        let entries = Zeroizing::new(entries.collect::<Vec<_>>().join(",\n"));
        Zeroizing::new(format!("{{\n  \"keys\": [\n{}\n  ]\n}}\n", *entries))
    }
}

/// The next file, beside the present one. Its name is the same for everybody, so only one
/// process at a time can prepare one: two that read the same file would lose a key.
struct Draft<'a> {
    target: &'a Path,
    path: PathBuf,
    file: File,
}

impl<'a> Draft<'a> {
    fn open(target: &'a Path) -> Result<Self, Error> {
        let mut name = target.file_name().map_or_else(OsString::new, OsString::from);
        name.push(".new");
        let path = target.with_file_name(name);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let file = file.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Error::file(
                &path,
                "somebody is writing the key file, or was cut off while doing so; \
                 if nobody is, remove this file and try again",
            ),
            _ => Error::io(&path)(error),
        })?;
        Ok(Self { target, path, file })
    }

    /// Puts the draft in the place of the file, whole or not at all.
    fn commit(mut self, content: &KeyFile) -> Result<(), Error> {
        let write = |draft: &mut Self| {
            draft.file.write_all(content.text().as_bytes())?;
            draft.file.sync_all()?;
            fs::rename(&draft.path, draft.target)?;
            sync_folder(draft.target)
        };
        write(&mut self).map_err(Error::io(self.target))
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove.
        let _ = fs::remove_file(&self.path);
    }
}

impl KeyEncryption for FileKeys {
    fn newest(&self) -> i64 {
        self.ring.newest()
    }

    fn wrap(&self, owner: Owner, key: &DataKey, sources: &Sources) -> Result<WrappedKey, Error> {
        self.ring.wrap(owner, key, sources)
    }

    fn open_key(&self, owner: Owner, wrapped: &WrappedKey) -> Result<DataKey, Error> {
        self.ring.open(owner, wrapped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(sources: &Sources) -> Owner {
        Owner { organization: sources.id(), data_key_version: 1 }
    }

    fn problem(result: Result<FileKeys, Error>) -> String {
        result.err().expect("the file must be refused").to_string()
    }

    #[test]
    fn a_key_wrapped_under_version_1_opens_after_version_2_was_added() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let sources = Sources::predictable();
        let owner = owner(&sources);
        let mut keys = FileKeys::load_or_create(&path, &sources).unwrap();
        let data = DataKey::generate(&sources);
        let old = keys.wrap(owner, &data, &sources).unwrap();

        assert_eq!(keys.add_version(&sources).unwrap(), 2);
        let again = FileKeys::load_or_create(&path, &sources).unwrap();
        assert_eq!((old.key_version, keys.newest(), again.newest()), (1, 2, 2));
        assert_eq!(again.open_key(owner, &old).unwrap().bytes(), data.bytes());
        let new = again.wrap(owner, &data, &sources).unwrap();
        assert_eq!(keys.open_key(owner, &new).unwrap().bytes(), data.bytes());

        let unknown = WrappedKey { key_version: 9, sealed: new.sealed };
        let error = keys.open_key(owner, &unknown).err().unwrap().to_string();
        assert!(error.contains("key version 9 is missing"), "{error}");
    }

    #[test]
    fn the_file_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let sources = Sources::predictable();
        let mut keys = FileKeys::create(&path, &sources).unwrap();
        keys.add_version(&sources).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
        for open in [0o640, 0o604, 0o666, 0o620] {
            fs::set_permissions(&path, fs::Permissions::from_mode(open)).unwrap();
            let problem = problem(FileKeys::load(&path));
            assert!(problem.contains(&format!("mode {open:o}")), "{problem}");
            assert!(keys.add_version(&sources).is_err());
        }
    }

    #[test]
    fn a_file_is_never_made_anew_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let sources = Sources::predictable();
        FileKeys::create(&path, &sources).unwrap();
        let before = fs::read(&path).unwrap();
        assert!(problem(FileKeys::create(&path, &sources)).contains("already"));
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn many_that_start_at_once_agree_on_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let sources = Sources::predictable();
        let owner = owner(&sources);
        let all: Vec<FileKeys> = std::thread::scope(|scope| {
            let start = || FileKeys::load_or_create(&path, &sources).unwrap();
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let data = DataKey::generate(&sources);
        let wrapped = all[0].wrap(owner, &data, &sources).unwrap();
        assert!(all.iter().all(|keys| keys.open_key(owner, &wrapped).is_ok()));
    }

    #[test]
    fn two_that_rotate_at_once_lose_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let sources = Sources::predictable();
        let mut one = FileKeys::create(&path, &sources).unwrap();
        let mut two = FileKeys::load(&path).unwrap();
        assert_eq!(one.add_version(&sources).unwrap(), 2);
        assert_eq!(two.add_version(&sources).unwrap(), 3);
        fs::write(folder.path().join("keys.json.new"), "").unwrap();
        let error = one.add_version(&sources).unwrap_err().to_string();
        assert!(error.contains("keys.json.new: somebody is writing"), "{error}");
    }

    #[test]
    fn a_file_that_is_no_key_file_is_refused_without_being_printed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let secret = "c2VjcmV0c2VjcmV0";
        for (text, expected) in [
            (String::new(), "line 1 is not of a key file"),
            (format!("{{\"keys\":[],\n\"{secret}\":1}}"), "line 2 is not of a key file"),
            (format!("{{\"keys\":\"{secret}\"}}"), "line 1 is not of a key file"),
            ("{\"keys\":[]}".to_owned(), "there is no key"),
            (format!("{{\"keys\":[{{\"version\":1,\"key\":\"{secret}\"}}]}}"), "12 bytes"),
            (format!("{{\"keys\":[{{\"version\":4,\"key\":\"{secret}*\"}}]}}"), "version 4 is not"),
        ] {
            let mut file =
                OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
            file.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
            let problem = problem(FileKeys::load(&path));
            assert!(problem.contains(expected), "{problem}");
            assert!(!problem.contains(secret), "{problem}");
        }
        fs::remove_file(&path).unwrap();
        assert!(matches!(FileKeys::load(&path), Err(Error::Io { .. })));
    }
}
