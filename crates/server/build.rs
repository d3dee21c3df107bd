//! The page is embedded from `dist/spa`, which `cargo xtask build` fills. A checkout that has
//! not built it yet still compiles: the folder is made empty, and the server says so.

fn main() -> std::io::Result<()> {
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let page = std::path::Path::new(&root).join("../../dist/spa");
    std::fs::create_dir_all(&page)?;
    println!("cargo::rerun-if-changed={}", page.display());
    Ok(())
}
