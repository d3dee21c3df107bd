//! What a backup says of itself. It is the last file that is written, and holds no secret.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use domain::Timestamp;
use files::Print;
use serde::{Deserialize, Serialize};

/// The form of a backup; another one is not read.
const FORMAT: u32 = 1;
/// The name of the manifest.
const NAME: &str = "manifest.json";
/// The name of the database in a backup and in a data folder.
pub(crate) const DATABASE: &str = "contacts.sqlite";
/// The folder of uploaded files in both.
pub(crate) const FILES: &str = "files";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    format: u32,
    /// The version of the server that made it.
    pub(crate) version: String,
    pub(crate) made_at: Timestamp,
    /// The newest migration of the database.
    pub(crate) schema: String,
    /// Rows by table.
    pub(crate) tables: BTreeMap<String, u64>,
    /// Every file but this one.
    pub(crate) files: Vec<Listed>,
    /// Imports whose file was not in the data folder.
    pub(crate) missing: Vec<String>,
    pub(crate) keys: Keys,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listed {
    /// Below the backup's folder.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// The keys without which the backup cannot be used; they are kept elsewhere.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keys {
    /// The fingerprint of keys.json; none if no server had worked on the database.
    pub(crate) keys_json: Option<String>,
    /// The versions that `master-keys.json` or `--master-keys` must have.
    pub(crate) master_keys: Vec<i64>,
}

impl Manifest {
    pub(crate) fn new(made_at: Timestamp, contents: &db::snapshot::Contents, keys: Keys) -> Self {
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            made_at,
            schema: contents.schema.clone(),
            tables: contents.tables.clone(),
            files: Vec::new(),
            missing: Vec::new(),
            keys,
        }
    }

    /// Lists a file that lies in the folder.
    pub(crate) fn list(&mut self, folder: &Path, name: &str) -> anyhow::Result<()> {
        let print = Print::of(&folder.join(name))?;
        self.files.push(Listed {
            name: name.to_owned(),
            bytes: print.bytes,
            sha256: hexadecimal(&print.sha256),
        });
        Ok(())
    }

    pub(crate) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let mut file = File::create_new(folder.join(NAME))?;
        file.write_all(serde_json::to_string_pretty(self)?.as_bytes())?;
        Ok(file.sync_all()?)
    }

    /// # Errors
    /// The folder is no backup, or one of another form.
    pub(crate) fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(NAME);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("--from: {} is not a backup", folder.display()))?;
        let form = serde_json::from_str::<serde_json::Value>(&text).ok();
        let form = form.and_then(|text| text.get("format")?.as_u64());
        if form != Some(u64::from(FORMAT)) {
            bail!(
                "{}: this version of the server reads backups of format {FORMAT}",
                path.display()
            );
        }
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    }
}

impl Listed {
    /// Whether the file in a folder is the listed one. The name may not lead out of the folder.
    pub(crate) fn check(&self, folder: &Path) -> anyhow::Result<()> {
        let part = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
        if !Path::new(&self.name).components().all(part) {
            bail!("{}: this name leads out of the backup", self.name);
        }
        let print = Print::of(&folder.join(&self.name)).with_context(|| self.name.clone())?;
        if print.bytes != self.bytes || hexadecimal(&print.sha256) != self.sha256 {
            bail!("{}: this is not the file that was backed up", self.name);
        }
        Ok(())
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            digits.extend(char::from_digit(half.into(), 16));
        }
    }
    digits
}
