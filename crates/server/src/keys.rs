//! The key file: made at the first start, readable by its owner alone.

use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use api::access::{Keys, LoadKeys, Secrets, Vault};
use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use db::Db;
use domain::Sources;
use secrecy::{ExposeSecret, SecretString};
use secrets::{EnvironmentKeys, FileKeys};
use serde::Deserialize;

use crate::config::Storage;
use crate::manifest::hexadecimal;

/// The file as it is written. No `Debug`, no `Serialize`: it is made of secrets.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    /// Ed25519 as PKCS #8, for access tokens; base64.
    signing: SecretString,
    /// 32 random bytes, for refresh tokens; base64.
    refresh: SecretString,
    /// 32 random bytes, for the links of mails and recovery codes; base64.
    links: Option<SecretString>,
    /// 32 random bytes, for what is remembered of requests; base64.
    replay: Option<SecretString>,
    /// 32 random bytes, for the heads of audit logs; base64.
    audit: Option<SecretString>,
    /// 32 random bytes, for the hashes of suppressed identifiers; base64.
    suppression: Option<SecretString>,
}

/// The keys of the file that others wrap: what an earlier version did not make is made now.
const ADDED: [&str; 4] = ["links", "replay", "audit", "suppression"];

/// All secrets of this installation. Key-encryption keys come from the environment where it has
/// them, else from a file of their own, so that they can be kept apart from the data.
pub(crate) fn load(storage: &Storage, sources: &Sources) -> anyhow::Result<Secrets> {
    let (folder, master) = (storage.keys(), storage.master_keys.as_ref());
    let (keys, file, path) = key_file(folder, sources)?;
    let part = |name: &str, secret: &Option<SecretString>| -> anyhow::Result<[u8; 32]> {
        let secret = secret.as_ref().with_context(|| format!("the key {name} is missing"))?;
        let bytes = decode(name, secret)?;
        bytes.try_into().map_err(|_| anyhow::anyhow!("the key {name} has not 32 bytes"))
    };
    let part = |name, secret| part(name, secret).with_context(|| path.display().to_string());
    Ok(Secrets {
        keys,
        links: Arc::new(secrets::LinkKeys::new(&part("links", &file.links)?)),
        replay: secrets::ReplayKeys::new(&part("replay", &file.replay)?),
        head: Arc::new(secrets::HeadKey::new(&part("audit", &file.audit)?)),
        suppression: Arc::new(secrets::SuppressionKey::new(&part(
            "suppression",
            &file.suppression,
        )?)),
        vault: Vault::open(master_keys(folder, master, sources), sources.clone())
            .with_context(|| master_place(folder, master))?,
    })
}

/// For commands that work on what a server has made: in a wrong folder they would make keys that
/// open nothing.
///
/// # Errors
/// There is no key file.
pub(crate) fn expect(storage: &Storage) -> anyhow::Result<()> {
    let path = storage.keys().join(KEYS);
    if path.exists() {
        return Ok(());
    }
    let path = path.display();
    if storage.keys.is_some() {
        bail!("--keys: there is no {path}; expected the folder with the keys of a server")
    }
    bail!("--data: there is no {path}; expected the data folder of a server")
}

/// Refuses keys that are not those of the database, before they spoil its audit logs or fail at
/// somebody's second factor.
pub(crate) fn check(db: &Db, secrets: &Secrets, storage: &Storage) -> anyhow::Result<()> {
    let folder = storage.keys();
    let pen = api::pen(secrets);
    let seal = seal(secrets);
    let ours = db.read_now(|c| db::audit::is_ours(c, &pen))?
        && db.write_now(|c| db::installation::claim(c, &seal))?;
    if !ours {
        bail!(
            "{}: the key audit is not the one with which this database was begun; put the right \
             file there, from a backup or from the server that made it; if it is lost, run \
             `server audit-seal`",
            folder.join(KEYS).display()
        );
    }
    let seal = secrets.suppression.seal();
    if !db.write_now(|c| db::installation::claim_suppression(c, &seal))? {
        bail!(
            "{}: the key suppression is not the one with which suppressed identifiers were hashed, so \
             none would be recognised; put the right file there; if it is lost, run `server \
             audit-seal`, and have the organizations import their suppression lists again",
            folder.join(KEYS).display()
        );
    }
    secrets.vault.check(db).with_context(|| {
        let place = master_place(folder, storage.master_keys.as_ref());
        format!("{place}: these keys do not open the data keys of this database")
    })
}

/// A few characters by which a person tells keys apart; of a seal, which says nothing of the key.
pub(crate) fn fingerprint(seal: &[u8; 32]) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, seal);
    hexadecimal(&digest.as_ref()[..8])
}

/// The fingerprint of the key file in a folder, without touching it; none if there is none.
pub(crate) fn fingerprint_in(folder: &Path) -> Option<String> {
    let text = std::fs::read_to_string(folder.join(KEYS)).ok()?;
    let file: KeyFile = serde_json::from_str(&text).ok()?;
    let key = decode("audit", file.audit.as_ref()?).ok()?;
    Some(fingerprint(&seal_of(&secrets::HeadKey::new(&key.try_into().ok()?))))
}

/// What tells in the database whether a server has its keys: nothing else is sealed with number 0.
pub(crate) fn seal(secrets: &Secrets) -> [u8; 32] {
    seal_of(&secrets.head)
}

fn seal_of(head: &secrets::HeadKey) -> [u8; 32] {
    head.seal(domain::partition::directory(), 0, &[0; 32])
}

/// Where key-encryption keys come from; asked again when another process has added one.
fn master_keys(folder: &Path, given: Option<&SecretString>, sources: &Sources) -> Arc<LoadKeys> {
    let (path, sources) = (folder.join(MASTER), sources.clone());
    match given.cloned() {
        Some(text) => Arc::new(move || Ok(Arc::new(EnvironmentKeys::parse(&text)?) as _)),
        None => Arc::new(move || Ok(Arc::new(FileKeys::load_or_create(&path, &sources)?) as _)),
    }
}

/// Where to mend what is wrong with them.
fn master_place(folder: &Path, given: Option<&SecretString>) -> String {
    match given {
        Some(_) => "--master-keys".to_owned(),
        None => folder.join(MASTER).display().to_string(),
    }
}

/// The file of all other keys.
const KEYS: &str = "keys.json";
/// The file of the key-encryption keys.
pub(crate) const MASTER: &str = "master-keys.json";

/// Reads the keys, making the file where there is none.
fn key_file(folder: &Path, sources: &Sources) -> anyhow::Result<(Keys, KeyFile, PathBuf)> {
    let path = folder.join(KEYS);
    if !path.exists() {
        create(&path, sources).with_context(|| format!("cannot make {}", path.display()))?;
    }
    complete(&path, sources).with_context(|| format!("cannot complete {}", path.display()))?;
    let mode = std::fs::metadata(&path)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        bail!("{} can be read by others (mode {mode:o}); run chmod 600 on it", path.display());
    }
    let text = std::fs::read_to_string(&path)?;
    let file: KeyFile = serde_json::from_str(&text).map_err(|error| {
        anyhow::anyhow!("{}: line {}: not a key file", path.display(), error.line())
    })?;
    let decode = |name, key| decode(name, key).with_context(|| path.display().to_string());
    let signing = decode("signing", &file.signing)?;
    let refresh = decode("refresh", &file.refresh)?;
    let keys = Keys::new(&signing, &refresh).with_context(|| path.display().to_string())?;
    Ok((keys, file, path))
}

/// Adds the keys that an older file lacks, in one rename, so that no start sees half of it. Of several
/// servers that start at once one does it, and the others wait.
fn complete(path: &Path, sources: &Sources) -> anyhow::Result<()> {
    /// Tenths of a second.
    const PATIENCE: u32 = 100;
    let draft = path.with_extension("json.new");
    for _ in 0..PATIENCE {
        let Some((mut file, missing)) = lacking(path)? else { return Ok(()) };
        let mut options = std::fs::OpenOptions::new();
        match options.write(true).create_new(true).mode(0o600).open(&draft) {
            Ok(mut out) => {
                for name in missing {
                    file.insert(name.to_owned(), random(sources).into());
                }
                out.write_all(serde_json::to_string_pretty(&file)?.as_bytes())?;
                out.sync_all()?;
                return Ok(std::fs::rename(draft, path)?);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            Err(error) => return Err(error.into()),
        }
    }
    bail!(
        "{}: another server is writing it, or was cut off while doing so; if none is, remove this \
         file",
        draft.display()
    )
}

/// The file and the keys that it lacks, if it lacks any. Of what cannot be read, whoever reads it next
/// says what is wrong.
#[expect(clippy::type_complexity, reason = "a file and a list")]
fn lacking(
    path: &Path,
) -> anyhow::Result<Option<(serde_json::Map<String, serde_json::Value>, Vec<&'static str>)>> {
    let text = std::fs::read_to_string(path)?;
    let Ok(file) = serde_json::from_str::<serde_json::Map<_, _>>(&text) else { return Ok(None) };
    let missing: Vec<_> = ADDED.into_iter().filter(|&name| !file.contains_key(name)).collect();
    Ok((!missing.is_empty()).then_some((file, missing)))
}

fn random(sources: &Sources) -> String {
    BASE64_STANDARD.encode(sources.bytes::<32>())
}

fn decode(name: &str, secret: &SecretString) -> anyhow::Result<Vec<u8>> {
    let bytes = BASE64_STANDARD.decode(secret.expose_secret());
    bytes.map_err(|_| anyhow::anyhow!("the key {name} is not base64"))
}

/// Makes the file with all keys, unless another server made one meanwhile.
fn create(path: &Path, sources: &Sources) -> anyhow::Result<()> {
    let pair = Ed25519KeyPair::generate().and_then(|pair| pair.to_pkcs8());
    let pair = pair.map_err(|_| anyhow::anyhow!("no signing key can be made"))?;
    let mut lines = vec![
        format!("  \"signing\": \"{}\"", BASE64_STANDARD.encode(pair.as_ref())),
        format!("  \"refresh\": \"{}\"", random(sources)),
    ];
    lines.extend(ADDED.map(|name| format!("  \"{name}\": \"{}\"", random(sources))));
    let text = format!("{{\n{}\n}}\n", lines.join(",\n"));
    secrets::create_once(path, text.as_bytes(), sources)?;
    Ok(())
}
