//! A look at the directory of a ZIP archive before anybody opens the workbook in it.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use crate::{Unreadable, format};

/// Parts of a workbook, at most; one of a hundred sheets has some three hundred.
const PARTS_MAX: u64 = 4_000;
/// Bytes of the directory, at most.
const DIRECTORY_MAX: u64 = 4 * 1024 * 1024;
/// Bytes of all parts unpacked, at most.
const UNPACKED_MAX: u64 = 4 * 1024 * 1024 * 1024;
/// Bytes of the texts that cells share, at most; they are held in memory.
const STRINGS_MAX: u64 = 512 * 1024 * 1024;
/// How many times its packed size a part may have, once it is beyond [`RATIO_FROM`].
const RATIO_MAX: u64 = 200;
const RATIO_FROM: u64 = 64 * 1024 * 1024;

/// Where the directory stands (APPNOTE 4.3.16).
struct Place {
    parts: u64,
    size: u64,
    offset: u64,
}

/// One part of the archive (APPNOTE 4.3.12).
struct Part {
    name: String,
    encrypted: bool,
    packed: u64,
    unpacked: u64,
}

/// Refuses an archive that is no workbook, is encrypted, holds a part twice, or unpacks to more than the
/// limits.
pub(crate) fn check_package(file: &mut File) -> Result<(), Unreadable> {
    let parts = directory(file)?.ok_or_else(|| {
        refused("The workbook is damaged. Open it in a spreadsheet and save it again.")
    })?;
    let names: Vec<u8> =
        parts.iter().flat_map(|part| [part.name.as_bytes(), b"\n"].concat()).collect();
    let is_book = |part: &Part| {
        let name = part.name.replace('\\', "/").to_lowercase();
        name.starts_with("xl/") && !name.ends_with("workbook.bin")
    };
    if names.windows(16).any(|name| name == b"xl/workbook.bin\n") || !parts.iter().any(is_book) {
        return Err(format::refuse_zip(&with_type(file, names)?));
    }
    if parts.iter().any(|part| part.encrypted) {
        return Err(refused(
            "The workbook is protected by a password. Remove it and save it again.",
        ));
    }
    let mut seen = HashSet::new();
    let twice = |part: &&Part| !seen.insert(part.name.replace('\\', "/").to_lowercase());
    if let Some(part) = parts.iter().find(twice) {
        return Err(refused(&format!(
            "The workbook holds {:?} twice, so nobody can tell which is meant. Open it in a \
             spreadsheet and save it again.",
            part.name
        )));
    }
    let whole: u64 = parts.iter().map(|part| part.unpacked).fold(0, u64::saturating_add);
    let bomb = |part: &Part| {
        part.unpacked > RATIO_FROM && part.unpacked / RATIO_MAX > part.packed.max(1)
            || part.unpacked > STRINGS_MAX
                && part.name.to_lowercase().ends_with("sharedstrings.xml")
    };
    if whole > UNPACKED_MAX || parts.iter().any(bomb) {
        return Err(refused(
            "The workbook unpacks to more than can be read. Save the sheet with your contacts as \
             CSV (UTF-8).",
        ));
    }
    Ok(())
}

/// The names, and the beginning of the archive, where a sheet of `OpenDocument` says what it is.
fn with_type(file: &mut File, mut names: Vec<u8>) -> io::Result<Vec<u8>> {
    file.rewind()?;
    file.take(4_096).read_to_end(&mut names)?;
    Ok(names)
}

fn refused(why: &str) -> Unreadable {
    Unreadable::Refused(why.to_owned())
}

/// The parts; none where the directory makes no sense.
fn directory(file: &mut File) -> io::Result<Option<Vec<Part>>> {
    let Some(place) = place(file)? else { return Ok(None) };
    if place.parts > PARTS_MAX || place.size > DIRECTORY_MAX {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(place.offset))?;
    let mut bytes = Vec::new();
    file.take(place.size).read_to_end(&mut bytes)?;
    let mut rest = bytes.as_slice();
    let mut parts = Vec::new();
    for _ in 0..place.parts {
        let Some((part, behind)) = part(rest) else { return Ok(None) };
        parts.push(part);
        rest = behind;
    }
    Ok(Some(parts))
}

/// Looks for the end of the directory, which may have a remark of 64 KiB behind it.
fn place(file: &mut File) -> io::Result<Option<Place>> {
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(22 + 65_535 + 20);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.take(22 + 65_535 + 20).read_to_end(&mut tail)?;
    let Some(at) = tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06") else {
        return Ok(None);
    };
    let end = &tail[at..];
    let (Some(parts), Some(size), Some(offset)) =
        (u16_at(end, 10), u32_at(end, 12), u32_at(end, 16))
    else {
        return Ok(None);
    };
    if parts < u64::from(u16::MAX) && offset < u64::from(u32::MAX) {
        return Ok(Some(Place { parts, size, offset }));
    }
    // ZIP64: a pointer to a longer record stands before it (APPNOTE 4.3.14, 4.3.15).
    let pointer = at.checked_sub(20).map(|at| &tail[at..]);
    let Some(record) = pointer.filter(|bytes| bytes.starts_with(b"PK\x06\x07")) else {
        return Ok(None);
    };
    let Some(record) = u64_at(record, 8) else { return Ok(None) };
    file.seek(SeekFrom::Start(record))?;
    let mut bytes = Vec::new();
    file.take(56).read_to_end(&mut bytes)?;
    let found = (u64_at(&bytes, 32), u64_at(&bytes, 40), u64_at(&bytes, 48));
    match found {
        (Some(parts), Some(size), Some(offset)) if bytes.starts_with(b"PK\x06\x06") => {
            Ok(Some(Place { parts, size, offset }))
        }
        _ => Ok(None),
    }
}

fn part(bytes: &[u8]) -> Option<(Part, &[u8])> {
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let length = |at| u16_at(bytes, at).and_then(|length| usize::try_from(length).ok());
    let (name, extra, remark) = (length(28)?, length(30)?, length(32)?);
    let behind = bytes.get(46 + name + extra + remark..)?;
    let extra = &bytes[46 + name..46 + name + extra];
    let name = String::from_utf8_lossy(&bytes[46..46 + name]).into_owned();
    let (mut unpacked, mut packed) = (u32_at(bytes, 24)?, u32_at(bytes, 20)?);
    let mut long = long_sizes(extra).into_iter();
    for size in [&mut unpacked, &mut packed] {
        if *size == u64::from(u32::MAX) {
            *size = long.next()?;
        }
    }
    let encrypted = u16_at(bytes, 8)? & 1 == 1;
    Some((Part { name, encrypted, packed, unpacked }, behind))
}

/// The sizes of a part beyond 4 GiB, or of one whose writer did not know them (APPNOTE 4.5.3).
fn long_sizes(mut extra: &[u8]) -> Vec<u64> {
    while let (Some(id), Some(size)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let Some(end) = usize::try_from(size).ok().map(|size| size + 4) else { break };
        let Some(body) = extra.get(4..end) else { break };
        if id == 1 {
            return body.chunks_exact(8).filter_map(|bytes| u64_at(bytes, 0)).collect();
        }
        extra = &extra[end..];
    }
    Vec::new()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(u64::from(u16::from_le_bytes(bytes)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u64::from(u32::from_le_bytes(bytes)))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + 8)?.try_into().ok()?;
    Some(u64::from_le_bytes(bytes))
}
