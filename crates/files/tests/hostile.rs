//! Shapes that are made to take memory or time; in a process of their own, whose memory is measured.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::Write;
use std::time::{Duration, Instant};

use files::{RowProblem, inspect};
use tempfile::NamedTempFile;

/// A file of a piece, over and over, up to a size.
fn long(start: &[u8], piece: &[u8], size: usize) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(start).unwrap();
    let block = piece.repeat((1 << 20) / piece.len() + 1);
    for _ in 0..size.div_ceil(block.len()) {
        file.write_all(&block).unwrap();
    }
    file
}

/// The most memory that this process had so far, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

/// Reads a file to its end, and answers how many rows there are and how many of them are broken.
fn count(file: &NamedTempFile) -> (u64, u64) {
    let inspection = match inspect(file.path()) {
        Ok(inspection) => inspection,
        Err(refusal) => {
            assert!(refusal.to_string().ends_with('.'));
            return (0, 0);
        }
    };
    let (mut rows, mut broken) = (0, 0);
    for row in files::rows(file.path(), &inspection.dialect).unwrap() {
        match row {
            Ok(row) => assert_eq!(row.number, rows + 1),
            Err(RowProblem::Broken { cells, .. }) => {
                broken += 1;
                assert!(cells.iter().all(|cell| cell.capacity() <= 1_600), "a broken row is small");
            }
            Err(RowProblem::Io(error)) => panic!("{error}"),
        }
        rows += 1;
    }
    (rows, broken)
}

/// Set `HOSTILE_MIB` to 1024 for files of a GiB, and `HOSTILE_SHAPE` to a part of a name for some of them.
#[test]
fn no_shape_takes_memory_or_time() {
    let size = std::env::var("HOSTILE_MIB").map_or(8, |size| size.parse().unwrap()) << 20;
    let wanted = std::env::var("HOSTILE_SHAPE").unwrap_or_default();
    let before = peak();
    let started = Instant::now();
    for (name, start, piece) in [
        ("an endless quote", &b"Name,Notes\nAda,\"open "[..], &b"text, more text\n"[..]),
        ("an endless quote on one line", b"Name,Notes\nAda,\"", b"x"),
        ("quotes only", b"Name,Notes\nAda,x\n", b"\""),
        ("one endless line", b"Name,Notes\nAda,x\n", b"x"),
        ("ten million columns", b"Name,Notes\nAda,x\n", b","),
        ("wide rows", b"Name,Notes\nAda,x\n", &[&b",".repeat(900_000)[..], b"x\n"].concat()),
        ("one-byte rows", b"Name\nAda\n", b"x\n"),
        ("blank lines", b"Name,Notes\nAda,x\n", b"\n"),
        ("quotes in every line", b"Name,Notes\nAda,x\n", b"a,\"b\n"),
        ("stray quotes", b"Name,Notes\nAda,x\n", b"\"a\"b\"c,\"\n"),
        ("carriage returns", b"Name,Notes\nAda,x\n", b"\r"),
        ("NULs", b"Name,Notes\nAda,x\n", b"\0"),
        ("an endless card", b"BEGIN:VCARD\nFN:A B\n", b"NOTE:x\n"),
        ("an endless property", b"BEGIN:VCARD\nFN:A B\nNOTE:", b"x"),
        ("empty cards", b"BEGIN:VCARD\nFN:A B\nEND:VCARD\n", b"BEGIN:VCARD\nEND:VCARD\n"),
        ("cards in cards", b"BEGIN:VCARD\nFN:A B\n", b"AGENT:\nBEGIN:VCARD\n"),
        ("an endless text in JSON", b"{\"a\":1}\n{\"a\":\"", b"x"),
        ("brackets", b"{\"a\":1}\n{\"a\":", b"["),
        ("braces", b"{\"a\":1}\n", b"{"),
        ("objects", b"{\"a\":1}\n", b"{}"),
    ] {
        if !name.contains(&wanted) {
            continue;
        }
        let file = long(start, piece, size);
        let begun = Instant::now();
        let found = count(&file);
        println!("{name}: {found:?} in {:?}, peak {} MiB", begun.elapsed(), peak());
    }
    assert!(peak() - before < 100, "{} MiB", peak() - before);
    assert!(started.elapsed() < Duration::from_mins(10));
}
