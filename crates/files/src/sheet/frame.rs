//! What the child process says to its parent: frames of a letter, a length and that many bytes.

use std::io::{self, Read, Write};

use crate::ROW_MAX;

/// Bytes of a frame, at most: a row with the lengths of its cells.
const FRAME_MAX: usize = 4 * ROW_MAX;

/// One thing that is said.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The sheets, as JSON; comes first.
    Head(String),
    Row(Vec<String>),
    /// A row that cannot be read, and why.
    Broken(String),
    /// Nothing comes behind this; the text is for a person.
    Refused(String),
    End,
}

impl Frame {
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Head(text) => write(out, b'H', text.as_bytes()),
            Self::Row(cells) => {
                let mut body = Vec::with_capacity(cells.iter().map(|cell| cell.len() + 4).sum());
                for cell in cells {
                    body.extend(u32::try_from(cell.len()).unwrap_or(u32::MAX).to_le_bytes());
                    body.extend(cell.as_bytes());
                }
                write(out, b'R', &body)
            }
            Self::Broken(text) => write(out, b'B', text.as_bytes()),
            Self::Refused(text) => write(out, b'X', text.as_bytes()),
            Self::End => write(out, b'E', b""),
        }
    }

    /// The next frame.
    ///
    /// # Errors
    /// The stream ends before the frame does, or holds something else.
    pub(super) fn read(source: &mut impl Read) -> io::Result<Self> {
        let mut head = [0; 5];
        source.read_exact(&mut head)?;
        let [letter, length @ ..] = head;
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        if length > FRAME_MAX {
            return Err(strange());
        }
        let mut body = vec![0; length];
        source.read_exact(&mut body)?;
        if letter == b'R' {
            return cells(&body).map(Self::Row).ok_or_else(strange);
        }
        let text = String::from_utf8(body).map_err(|_| strange())?;
        match letter {
            b'H' => Ok(Self::Head(text)),
            b'B' => Ok(Self::Broken(text)),
            b'X' => Ok(Self::Refused(text)),
            b'E' => Ok(Self::End),
            _ => Err(strange()),
        }
    }
}

fn write(out: &mut impl Write, letter: u8, body: &[u8]) -> io::Result<()> {
    out.write_all(&[letter])?;
    out.write_all(&u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes())?;
    out.write_all(body)
}

fn cells(mut body: &[u8]) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    while let Some((length, rest)) = body.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (cell, rest) = rest.split_at_checked(length)?;
        cells.push(String::from_utf8(cell.to_vec()).ok()?);
        body = rest;
    }
    body.is_empty().then_some(cells)
}

fn strange() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the reader of workbooks answers something else")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let frames = [
            Frame::Head("{}".into()),
            Frame::Row(vec!["Åsa".into(), String::new()]),
            Frame::Row(Vec::new()),
            Frame::Broken("too long".into()),
            Frame::Refused("damaged".into()),
            Frame::End,
        ];
        let mut bytes = Vec::new();
        for frame in &frames {
            frame.write(&mut bytes).unwrap();
        }
        let mut source = bytes.as_slice();
        for frame in frames {
            assert_eq!(Frame::read(&mut source).unwrap(), frame);
        }
        assert!(Frame::read(&mut source).is_err());
    }

    #[test]
    fn other_bytes_are_an_error() {
        for bytes in [&b"\nrunning 0 tests\n"[..], b"R\x05\0\0\0\xff\0\0\0x", b"R\xff\xff\xff\xff"]
        {
            assert!(Frame::read(&mut &*bytes).is_err());
        }
    }
}
