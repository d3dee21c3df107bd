//! Compressed twins, written once so that the server never compresses a file.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::files_below;

/// Writes `.br` and `.gz` beside every file, where they are smaller.
pub(super) fn folder(folder: &Path, release: bool) -> Result<()> {
    // The last percents take ten times as long.
    let quality = if release { 11 } else { 5 };
    for file in files_below(folder)? {
        let bytes = fs::read(&file)?;
        write_if_smaller(&file, "br", &bytes, &brotli(&bytes, quality)?)?;
        write_if_smaller(&file, "gz", &bytes, &gzip(&bytes)?)?;
    }
    Ok(())
}

fn write_if_smaller(file: &Path, suffix: &str, plain: &[u8], packed: &[u8]) -> Result<()> {
    if packed.len() < plain.len() {
        let mut name = file.as_os_str().to_owned();
        name.push(".");
        name.push(suffix);
        fs::write(name, packed)?;
    }
    Ok(())
}

fn brotli(bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let params =
        BrotliEncoderParams { quality, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
