//! What a browser downloads.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::files_below;
use crate::workspace;

/// Prints the plain and compressed sizes of every file and of what the first
/// visit needs: the page, its script, style and program.
pub(crate) fn print() -> Result<()> {
    let folder = Path::new(workspace::SPA);
    let (mut plain_sum, mut packed_sum) = (0, 0);
    println!("    {:<40} {:>10} {:>10}", "file", "bytes", "brotli");
    for file in files_below(folder)? {
        if is_twin(&file) {
            continue;
        }
        let name = file.strip_prefix(folder)?.to_string_lossy().into_owned();
        let plain = size(&file).unwrap_or_default();
        let packed = size(&with_suffix(&file, "br")).unwrap_or(plain);
        if is_first_visit(&name) {
            plain_sum += plain;
            packed_sum += packed;
        }
        println!("    {name:<40} {plain:>10} {packed:>10}");
    }
    println!("    {:<40} {plain_sum:>10} {packed_sum:>10}", "first visit (html, js, css, wasm)");
    Ok(())
}

fn is_first_visit(name: &str) -> bool {
    matches!(extension(Path::new(name)), "html" | "js" | "css" | "wasm")
}

fn is_twin(file: &Path) -> bool {
    matches!(extension(file), "br" | "gz")
}

fn extension(file: &Path) -> &str {
    file.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn size(file: &Path) -> Option<u64> {
    fs::metadata(file).ok().map(|data| data.len())
}
