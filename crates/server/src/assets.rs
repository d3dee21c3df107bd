use api::StaticFile;
use rust_embed::RustEmbed;

/// The page as `cargo xtask build` leaves it: every file with its compressed forms beside it.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../dist/spa"]
struct Page;

/// A file of the page.
pub(crate) fn find(name: &str) -> Option<StaticFile> {
    let ending = name.rsplit('.').next().unwrap_or_default();
    if matches!(ending, "br" | "gz") {
        return None;
    }
    Some(StaticFile {
        content_type: content_type(ending),
        plain: bytes(name)?,
        brotli: bytes(&format!("{name}.br")),
        gzip: bytes(&format!("{name}.gz")),
    })
}

fn bytes(name: &str) -> Option<&'static [u8]> {
    match Page::get(name)?.data {
        std::borrow::Cow::Borrowed(bytes) => Some(bytes),
        // Only a build that reads the files from disk would come here.
        std::borrow::Cow::Owned(_) => None,
    }
}

fn content_type(ending: &str) -> &'static str {
    match ending {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" | "json" => "application/json",
        _ => "application/octet-stream",
    }
}
