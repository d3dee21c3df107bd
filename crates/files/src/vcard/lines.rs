//! Lines of any length in bounded memory, unfolded.

use std::io::{self, BufRead, BufReader, Read};

use crate::CELL_MAX;

/// Bytes of a line that are kept. Quoted-printable takes three for one; what is longer is a photo.
const LINE_MAX: usize = 4 * CELL_MAX;

/// One property with all its continuations, as bytes: its letters may be of any encoding.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) bytes: Vec<u8>,
    /// Whether there was more than is kept.
    pub(super) cut: bool,
}

/// Reads properties from a stream.
pub(super) struct Lines<R> {
    source: BufReader<R>,
    /// A physical line that was read and not yet taken.
    ahead: Option<Line>,
    ended: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(source: R) -> Self {
        let source = BufReader::with_capacity(64 * 1024, source);
        Self { source, ahead: None, ended: false }
    }

    /// Where the bytes come from.
    pub(super) fn source(&self) -> &R {
        self.source.get_ref()
    }

    /// The next property; blank lines and remarks that begin with `#` are passed over. It goes on in
    /// lines that begin with white space, behind a `=` at the end where it is quoted-printable, and
    /// behind a `\` at the end, as some phones write.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        let mut line = loop {
            match self.take()? {
                None => return Ok(None),
                Some(line) if line.bytes.trim_ascii().is_empty() || line.bytes[0] == b'#' => {}
                Some(line) => break line,
            }
        };
        let quoted = is_quoted_printable(&line.bytes);
        while let Some(more) = self.take()? {
            let softly = quoted && line.bytes.ends_with(b"=");
            let folded = more.bytes.starts_with(b" ") || more.bytes.starts_with(b"\t");
            if softly {
                line.bytes.pop();
                line.append(&more.bytes, more.cut);
            } else if folded {
                // Also between the two signs of an escape: writers count bytes, not escapes.
                line.append(&more.bytes[1..], more.cut);
            } else if ends_in_escape(&line.bytes) {
                line.bytes.extend(b"n");
                line.append(&more.bytes, more.cut);
            } else {
                self.ahead = Some(more);
                break;
            }
        }
        Ok(Some(line))
    }

    fn take(&mut self) -> io::Result<Option<Line>> {
        match self.ahead.take() {
            Some(line) => Ok(Some(line)),
            None => self.physical(),
        }
    }

    /// The next line of the file. It ends with LF, CR, CR LF or, as old iPhones write, CR CR LF.
    fn physical(&mut self) -> io::Result<Option<Line>> {
        if self.ended {
            return Ok(None);
        }
        let mut line = Line::default();
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                self.ended = true;
                return Ok((!line.bytes.is_empty()).then_some(line));
            }
            let end = buffer.iter().position(|&byte| byte == b'\n' || byte == b'\r');
            let (piece, end) = (&buffer[..end.unwrap_or(buffer.len())], end.map(|at| buffer[at]));
            line.append(piece, false);
            let used = piece.len() + usize::from(end.is_some());
            self.source.consume(used);
            match end {
                Some(b'\r') => break,
                Some(_) => return Ok(Some(line)),
                None => {}
            }
        }
        while let Some(&next) = self.source.fill_buf()?.first() {
            if next != b'\r' && next != b'\n' {
                break;
            }
            self.source.consume(1);
            if next == b'\n' {
                break;
            }
        }
        Ok(Some(line))
    }
}

impl Line {
    fn append(&mut self, bytes: &[u8], cut: bool) {
        let room = LINE_MAX.saturating_sub(self.bytes.len());
        self.bytes.extend(&bytes[..bytes.len().min(room)]);
        self.cut |= cut || bytes.len() > room;
    }
}

/// Whether the last `\\` waits for the sign that it escapes.
fn ends_in_escape(line: &[u8]) -> bool {
    line.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

fn is_quoted_printable(line: &[u8]) -> bool {
    let colon = line.iter().position(|&byte| byte == b':').unwrap_or(line.len());
    line[..colon].to_ascii_uppercase().windows(16).any(|word| word == b"QUOTED-PRINTABLE")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut lines = Lines::new(text.as_bytes());
        let mut out = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            out.push(String::from_utf8(line.bytes).unwrap());
        }
        out
    }

    #[test]
    fn every_line_end_is_known() {
        assert_eq!(lines("a\nb\r\nc\r\r\nd\re"), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn lines_are_unfolded() {
        assert_eq!(lines("NOTE:a\n b\n\tc\nTEL:1\n"), ["NOTE:abc", "TEL:1"]);
        let text = "N;ENCODING=QUOTED-PRINTABLE:=C3=\n=96l=\n # no remark\n# a remark\n\nTEL:1=\n";
        assert_eq!(lines(text), ["N;ENCODING=QUOTED-PRINTABLE:=C3=96l # no remark", "TEL:1="]);
        assert_eq!(
            lines("ADR:a\\\nb\\\nc;d\nN:x\\\\\nTEL:1"),
            ["ADR:a\\nb\\nc;d", "N:x\\\\", "TEL:1"]
        );
        assert_eq!(
            lines("CATEGORIES:a\\\n \\\nTEL:1\nNOTE:b\\\n"),
            ["CATEGORIES:a\\\\", "TEL:1", "NOTE:b\\"]
        );
    }

    #[test]
    fn a_photo_is_cut() {
        let text = format!("PHOTO:{}\n {}\nN:x\n", "A".repeat(LINE_MAX), "B".repeat(100));
        let mut lines = Lines::new(text.as_bytes());
        let photo = lines.next().unwrap().unwrap();
        assert!(photo.cut && photo.bytes.len() == LINE_MAX);
        assert_eq!(lines.next().unwrap().unwrap().bytes, b"N:x");
    }
}
