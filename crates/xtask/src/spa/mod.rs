//! The browser application: compiled to wasm, given its JavaScript by
//! wasm-bindgen as a library, and assembled into files the server embeds.
//! No tool has to be installed for it.

mod assets;
mod bindgen;
mod compile;
mod compress;
mod sizes;
mod stamp;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

pub(crate) use compile::compile;
pub(crate) use sizes::print as print_sizes;

use crate::workspace;
use assets::Assets;

const INDEX: &str = "frontend/index.html";
const STYLE: &str = "frontend/style";
const STATIC: &str = "frontend/static";

/// Writes `dist/spa`, unless what it is made of is what it was made of.
pub(crate) fn assemble(release: bool) -> Result<()> {
    let wasm = compile::wasm_file(release);
    let inputs = stamp::of_inputs(&wasm)?;
    if stamp::is_current(&inputs) {
        println!("    unchanged");
        return Ok(());
    }
    stamp::forget()?;
    let folder = Path::new(workspace::SPA);
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut assets = Assets::new(folder);
    add_static(&mut assets)?;
    add_style(&mut assets)?;
    add_program(&mut assets, &wasm)?;
    let index = fs::read_to_string(INDEX).with_context(|| format!("reading {INDEX}"))?;
    assets.add_index(&index)?;
    compress::folder(folder, release)?;
    stamp::remember(&inputs)?;
    print_sizes()
}

/// Icons, fonts and whatever else is served as it is.
fn add_static(assets: &mut Assets) -> Result<()> {
    for file in files_below(Path::new(STATIC))? {
        let name = file.strip_prefix(STATIC)?.to_string_lossy().into_owned();
        assets.add(&name, &fs::read(&file)?)?;
    }
    Ok(())
}

/// One style sheet of all, in the order of their file names.
fn add_style(assets: &mut Assets) -> Result<()> {
    let mut style = String::new();
    for file in files_below(Path::new(STYLE))? {
        if file.extension().is_some_and(|extension| extension == "css") {
            style.push_str(&fs::read_to_string(&file)?);
            style.push('\n');
        }
    }
    let style = assets.fill(&style).context("in the style sheets")?;
    assets.add("app.css", style.as_bytes())
}

/// The program, its JavaScript, and the module that starts both. That module
/// is a file because the content security policy refuses inline scripts.
fn add_program(assets: &mut Assets, wasm: &Path) -> Result<()> {
    let rewritten = bindgen::rewrite(wasm)?;
    for file in files_below(&rewritten)? {
        let name = file.strip_prefix(&rewritten)?.to_string_lossy().into_owned();
        let bytes = fs::read(&file)?;
        if name.starts_with("snippets/") {
            // app.js imports these by their name, which holds a hash already.
            assets.add_as_is(&name, &bytes)?;
        } else {
            assets.add(&name, &bytes)?;
        }
    }
    let boot = assets.fill(include_str!("boot.js"))?;
    assets.add("boot.js", boot.as_bytes())
}

/// Every file below a folder, sorted by path; none when there is no folder.
fn files_below(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if !folder.exists() {
            continue;
        }
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
