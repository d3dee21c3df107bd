//! The bytes of a file, out of its gzip archive where it lies in one.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

/// Bytes that a gzip archive may hold, at most.
pub const UNPACKED_MAX: u64 = 4 * 1024 * 1024 * 1024;
/// How many times its own size an archive may hold once it is beyond [`RATIO_FROM`]. Tables shrink to a
/// third or a twentieth, a bomb to a thousandth.
const RATIO_MAX: u64 = 200;
const RATIO_FROM: u64 = 64 * 1024 * 1024;

const GZIP: &[u8] = b"\x1f\x8b";

/// The content of a file.
pub(crate) enum Source {
    Plain(Counted<File>),
    Gzip(Box<Unpacked<BufReader<Counted<File>>>>),
}

impl Source {
    pub(crate) fn open(path: &Path, gzip: bool) -> io::Result<Self> {
        let file = Counted { inner: File::open(path)?, count: 0 };
        if !gzip {
            return Ok(Self::Plain(file));
        }
        let decoder = MultiGzDecoder::new(BufReader::with_capacity(64 * 1024, file));
        Ok(Self::Gzip(Box::new(Unpacked { decoder, count: 0 })))
    }

    /// Bytes taken from the file itself so far, which is what progress is measured by.
    pub(crate) fn bytes_read(&self) -> u64 {
        match self {
            Self::Plain(file) => file.count,
            Self::Gzip(unpacked) => unpacked.decoder.get_ref().get_ref().count,
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.read(buffer),
            Self::Gzip(unpacked) => unpacked.read(buffer),
        }
    }
}

/// Whether a file is a gzip archive.
pub(crate) fn is_gzip(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    File::open(path)?.take(2).read_to_end(&mut start)?;
    Ok(start == GZIP)
}

/// Unpacks an archive to its end and keeps nothing, so that one that is cut off, damaged or a bomb is
/// told when it is uploaded and not in the middle of its rows.
///
/// # Errors
/// What is wrong with the archive, for a person to read.
pub(crate) fn check_gzip(path: &Path) -> io::Result<()> {
    let mut source = Source::open(path, true)?;
    let mut start = Vec::new();
    source.by_ref().take(2).read_to_end(&mut start)?;
    if start == GZIP {
        return Err(refusal(
            "an archive within an archive is not opened. Unpack it once and upload what is inside",
        ));
    }
    io::copy(&mut source, &mut io::sink()).map(|_| ())
}

/// Counts what is read.
pub(crate) struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.count += got as u64;
        Ok(got)
    }
}

/// What an archive holds, up to the limits.
pub(crate) struct Unpacked<R> {
    decoder: MultiGzDecoder<R>,
    count: u64,
}

impl Read for Unpacked<BufReader<Counted<File>>> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.decoder.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => refusal("the gzip archive is cut off. Upload it again"),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                refusal("the gzip archive is damaged. Pack it again, or upload the file itself")
            }
            _ => error,
        })?;
        self.count += got as u64;
        let packed = self.decoder.get_ref().get_ref().count;
        if self.count > UNPACKED_MAX
            || self.count > RATIO_FROM && self.count / RATIO_MAX > packed.max(1)
        {
            return Err(refusal(
                "the gzip archive holds more than 4 GiB, or more than 200 times its own size. \
                 Split the file inside",
            ));
        }
        Ok(got)
    }
}

/// An archive that is not read, in words for a person.
fn refusal(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}
