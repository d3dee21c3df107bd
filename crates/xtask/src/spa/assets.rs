//! Files under names that tell their content, and texts that refer to them.
//!
//! A text refers to `icons/logo.svg` as `{{icons/logo.svg}}`, which becomes
//! `/assets/icons/logo-1a2b3c4d.svg`. A browser may keep such a file for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

/// The files written so far.
pub(super) struct Assets {
    folder: PathBuf,
    addresses: BTreeMap<String, String>,
}

impl Assets {
    /// No files yet, to be written below `folder`.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), addresses: BTreeMap::new() }
    }

    /// Writes a file under its name and the hash of its content.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let hashed = hashed_name(name, bytes);
        self.add_as_is(&hashed, bytes)?;
        let address = format!("/assets/{hashed}");
        if self.addresses.insert(name.to_owned(), address).is_some() {
            bail!("two files of the browser application are named {name}");
        }
        Ok(())
    }

    /// Writes a file under its name alone.
    pub(super) fn add_as_is(&self, name: &str, bytes: &[u8]) -> Result<()> {
        write(&self.folder.join("assets").join(name), bytes)
    }

    /// Writes the page itself.
    pub(super) fn add_index(&self, html: &str) -> Result<()> {
        let html = self.fill(html).context("in index.html")?;
        write(&self.folder.join("index.html"), html.as_bytes())
    }

    /// Puts addresses where the text has names; an unknown name is an error.
    pub(super) fn fill(&self, text: &str) -> Result<String> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((name, after)) = after.split_once("}}") else {
                bail!("{{{{ without }}}}");
            };
            let Some(address) = self.addresses.get(name.trim()) else {
                let known: Vec<_> = self.addresses.keys().map(String::as_str).collect();
                bail!("{{{{{name}}}}} is not one of {}", known.join(", "));
            };
            filled.push_str(before);
            filled.push_str(address);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let digest = hex(&Sha256::digest(bytes));
    let hash = &digest[..8];
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Assets, hashed_name};

    #[test]
    fn a_name_tells_the_content() {
        assert_eq!(hashed_name("icons/a.svg", b""), "icons/a-e3b0c442.svg");
        assert_ne!(hashed_name("app.js", b"1"), hashed_name("app.js", b"2"));
    }

    #[test]
    fn a_text_gets_addresses_and_an_unknown_name_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut assets = Assets::new(folder.path());
        assets.add("a.svg", b"").unwrap();
        let filled = assets.fill("url({{a.svg}}) {{ a.svg }}").unwrap();
        assert_eq!(filled, "url(/assets/a-e3b0c442.svg) /assets/a-e3b0c442.svg");
        assert!(assets.fill("{{b.svg}}").is_err());
    }
}
