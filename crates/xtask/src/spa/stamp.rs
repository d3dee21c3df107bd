//! A hash of everything the browser application is made of, kept beside it,
//! so that a second start does not compress anything again.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use super::assets::hex;
use super::{INDEX, STATIC, STYLE, files_below};
use crate::workspace;

/// Beside the folder, not in it: the server embeds everything in there.
const STAMP: &str = "dist/spa.stamp";

/// The code that assembles is an input as well.
const RECIPE: [&str; 5] = [
    include_str!("assets.rs"),
    include_str!("bindgen.rs"),
    include_str!("boot.js"),
    include_str!("compress.rs"),
    include_str!("mod.rs"),
];

/// The hash of the program, the page, the style sheets and the static files.
pub(super) fn of_inputs(wasm: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for text in RECIPE {
        hash.update(text);
    }
    let mut files = vec![wasm.to_path_buf(), INDEX.into()];
    files.extend(files_below(Path::new(STYLE))?);
    files.extend(files_below(Path::new(STATIC))?);
    for file in files {
        let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        hash.update(file.to_string_lossy().as_bytes());
        hash.update(bytes.len().to_le_bytes());
        hash.update(&bytes);
    }
    Ok(hex(&hash.finalize()))
}

/// True when `dist/spa` was made of these inputs.
pub(super) fn is_current(inputs: &str) -> bool {
    let index = Path::new(workspace::SPA).join("index.html");
    index.exists() && fs::read_to_string(STAMP).is_ok_and(|stamp| stamp == inputs)
}

/// Marks `dist/spa` as unfinished.
pub(super) fn forget() -> Result<()> {
    match fs::remove_file(STAMP) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Marks `dist/spa` as made of these inputs.
pub(super) fn remember(inputs: &str) -> Result<()> {
    fs::write(STAMP, inputs).with_context(|| format!("writing {STAMP}"))
}
