//! A ZIP archive that is written from its beginning to its end, without a look back.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Part of an archive as its directory lists it.
#[derive(Debug)]
struct Entry {
    name: String,
    crc: u32,
    packed: u32,
    unpacked: u32,
    offset: u32,
}

/// Packs one part after the other. Sizes stand behind each part (APPNOTE 4.3.9), so nothing has to be
/// known before; a part, and the whole, have less than 4 GiB.
#[derive(Debug)]
pub(super) struct Packer {
    entries: Vec<Entry>,
    /// Bytes given out so far.
    written: u32,
    part: Option<Part>,
}

#[derive(Debug)]
struct Part {
    name: String,
    offset: u32,
    crc: Crc,
    encoder: DeflateEncoder<Vec<u8>>,
    packed: u32,
}

/// The first day that a ZIP archive knows, 1980-01-01: an export tells no time by itself.
const DAY: u16 = 0x21;
/// Deflated, sizes behind the part, names in UTF-8.
const FLAGS: u16 = 0x0808;

impl Packer {
    pub(super) fn new() -> Self {
        Self { entries: Vec::new(), written: 0, part: None }
    }

    /// Ends the part at work and begins another one.
    pub(super) fn begin(&mut self, name: &str) -> io::Result<Vec<u8>> {
        let mut out = self.end()?;
        let offset = self.written;
        let mut head = b"PK\x03\x04".to_vec();
        fields(&mut head, &[20, FLAGS, 8, 0, DAY]);
        longs(&mut head, &[0, 0, 0]);
        fields(&mut head, &[short(name.len()), 0]);
        head.extend(name.as_bytes());
        let encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        let name = name.to_owned();
        self.part = Some(Part { name, offset, crc: Crc::new(), encoder, packed: 0 });
        self.written += long(head.len());
        out.extend(head);
        Ok(out)
    }

    /// More of the part at work; what is packed so far.
    pub(super) fn add(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let Some(part) = &mut self.part else { return Ok(Vec::new()) };
        part.crc.update(bytes);
        part.encoder.write_all(bytes)?;
        let out = std::mem::take(part.encoder.get_mut());
        part.packed += long(out.len());
        self.written += long(out.len());
        Ok(out)
    }

    fn end(&mut self) -> io::Result<Vec<u8>> {
        let Some(part) = self.part.take() else { return Ok(Vec::new()) };
        let mut out = part.encoder.finish()?;
        let packed = part.packed + long(out.len());
        let (crc, unpacked) = (part.crc.sum(), part.crc.amount());
        out.extend(b"PK\x07\x08");
        longs(&mut out, &[crc, packed, unpacked]);
        self.written += long(out.len());
        let Part { name, offset, .. } = part;
        self.entries.push(Entry { name, crc, packed, unpacked, offset });
        Ok(out)
    }

    /// The end of the last part, and the directory.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        let mut out = self.end()?;
        let offset = self.written;
        let start = out.len();
        for entry in &self.entries {
            out.extend(b"PK\x01\x02");
            fields(&mut out, &[20, 20, FLAGS, 8, 0, DAY]);
            longs(&mut out, &[entry.crc, entry.packed, entry.unpacked]);
            fields(&mut out, &[short(entry.name.len()), 0, 0, 0, 0]);
            longs(&mut out, &[0, entry.offset]);
            out.extend(entry.name.as_bytes());
        }
        let (count, size) = (short(self.entries.len()), long(out.len() - start));
        out.extend(b"PK\x05\x06");
        fields(&mut out, &[0, 0, count, count]);
        longs(&mut out, &[size, offset]);
        fields(&mut out, &[0]);
        Ok(out)
    }
}

fn fields(out: &mut Vec<u8>, numbers: &[u16]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn longs(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn short(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

fn long(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
