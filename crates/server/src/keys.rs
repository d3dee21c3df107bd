//! The key file: made at the first start, readable by its owner alone.

use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use anyhow::{Context, bail};
use api::access::Keys;
use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Sources;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// The file as it is written. No `Debug`, no `Serialize`: it is made of secrets.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    /// Ed25519 as PKCS #8, for access tokens; base64.
    signing: SecretString,
    /// 32 random bytes, for refresh tokens; base64.
    refresh: SecretString,
}

/// Reads the keys, making the file where there is none.
pub(crate) fn load(data: &Path, sources: &Sources) -> anyhow::Result<Keys> {
    let path = data.join("keys.json");
    if !path.exists() {
        create(&path, sources).with_context(|| format!("cannot make {}", path.display()))?;
    }
    let mode = std::fs::metadata(&path)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        bail!("{} can be read by others (mode {mode:o}); run chmod 600 on it", path.display());
    }
    let text = std::fs::read_to_string(&path)?;
    let file: KeyFile = serde_json::from_str(&text).map_err(|error| {
        anyhow::anyhow!("{}: line {}: not a key file", path.display(), error.line())
    })?;
    let signing = decode("signing", &file.signing)?;
    let refresh = decode("refresh", &file.refresh)?;
    Keys::new(&signing, &refresh).with_context(|| path.display().to_string())
}

fn decode(name: &str, secret: &SecretString) -> anyhow::Result<Vec<u8>> {
    let bytes = BASE64_STANDARD.decode(secret.expose_secret());
    bytes.map_err(|_| anyhow::anyhow!("the key {name} is not base64"))
}

fn create(path: &Path, sources: &Sources) -> anyhow::Result<()> {
    let pair = Ed25519KeyPair::generate().and_then(|pair| pair.to_pkcs8());
    let pair = pair.map_err(|_| anyhow::anyhow!("no signing key can be made"))?;
    let text = format!(
        "{{\n  \"signing\": \"{}\",\n  \"refresh\": \"{}\"\n}}\n",
        BASE64_STANDARD.encode(pair.as_ref()),
        BASE64_STANDARD.encode(sources.bytes::<32>()),
    );
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    Ok(file.sync_all()?)
}
