//! Objects cut out of a stream.

use std::io::{self, Read};

use super::flat::flat;
use crate::ROW_MAX;
use crate::text::Text;

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

/// The pairs of one object, or why it cannot be read and how it begins.
pub(crate) type Object = Result<Vec<(String, String)>, (String, String)>;

/// Reads objects; brackets and commas between them are passed over, so that lines and arrays are read
/// alike. One object of up to [`ROW_MAX`] bytes is in memory.
pub(crate) struct Objects<R> {
    text: Text<R>,
    buffer: String,
    start: usize,
    last: bool,
}

/// Where an object ends.
enum End {
    /// Behind its bracket.
    Whole(usize),
    /// At a line end where it must have ended: within a text, or before a line that begins another.
    Broken(usize),
    /// Not in what was read so far.
    More,
}

impl<R: Read> Objects<R> {
    pub(crate) fn new(text: Text<R>) -> Self {
        Self { text, buffer: String::new(), start: 0, last: false }
    }

    /// Where the bytes come from.
    pub(crate) fn source(&self) -> &R {
        self.text.source()
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Object>> {
        loop {
            let rest = &self.buffer[self.start..];
            let between = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '\u{feff}');
            let begin = rest.trim_start_matches(between);
            self.start += rest.len() - begin.len();
            if begin.is_empty() {
                if self.last {
                    return Ok(None);
                }
                self.fill()?;
                continue;
            }
            let full = begin.len() >= ROW_MAX;
            match end(begin, self.last) {
                End::Whole(length) => {
                    let object = flat(&begin[..length]);
                    let object = object.map_err(|reason| (reason, beginning(begin, length)));
                    self.start += length;
                    return Ok(Some(object));
                }
                End::Broken(length) => {
                    let reason = flat(&begin[..length]).err();
                    let reason = reason.unwrap_or_else(|| "The line is not valid JSON.".to_owned());
                    let object = Err((reason, beginning(begin, length)));
                    self.start += length;
                    return Ok(Some(object));
                }
                End::More if full => return self.pass_over().map(Some),
                End::More => self.fill()?,
            }
        }
    }

    /// Passes over an object that is too long, up to the next line that begins one.
    fn pass_over(&mut self) -> io::Result<Object> {
        let start = beginning(&self.buffer[self.start..], 200);
        self.start += 1;
        loop {
            let rest = &self.buffer[self.start..];
            if let Some(at) = rest.find("\n{") {
                self.start += at;
                break;
            }
            // A line end at the end may be the half of what is looked for.
            self.start = self.buffer.len() - usize::from(rest.ends_with('\n'));
            if self.last {
                self.start = self.buffer.len();
                break;
            }
            self.fill()?;
        }
        Ok(Err((format!("The object is longer than {ROW_MAX} bytes."), start)))
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let size = self.buffer.len().max(PIECE);
        self.last = !self.text.read(size, &mut self.buffer)?;
        Ok(())
    }
}

fn beginning(text: &str, length: usize) -> String {
    text.get(..length).unwrap_or(text).chars().take(200).collect()
}

/// The end of what begins with `text`: an object, or a line of something else.
fn end(text: &str, last: bool) -> End {
    let bytes = text.as_bytes();
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let is_object = bytes.first() == Some(&b'{');
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' || byte == b'\r' {
            let next = bytes.get(at + 1);
            if in_text || !is_object || next == Some(&b'{') {
                return End::Broken(at);
            }
            if next.is_none() && !last {
                return End::More;
            }
        } else if escaped {
            escaped = false;
        } else if in_text {
            match byte {
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
        } else {
            match byte {
                b'"' => in_text = true,
                b'{' => depth += 1,
                b'}' if is_object && depth == 1 => return End::Whole(at + 1),
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    if last { End::Broken(text.len()) } else { End::More }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

    use super::*;

    /// The first text of each object, `!` for broken ones.
    fn objects(text: &str) -> Vec<String> {
        let mut objects = Objects::new(Text::new(text.as_bytes(), UTF_8));
        let mut out = Vec::new();
        while let Some(object) = objects.next().unwrap() {
            out.push(object.map_or("!".to_owned(), |pairs| {
                pairs.first().map_or_else(String::new, |(_, text)| text.clone())
            }));
        }
        out
    }

    #[test]
    fn lines_arrays_and_single_objects_are_read_alike() {
        for text in [
            "{\"a\":1}\n\n{\"a\":\"2\"}\r\n{\"a\":3}",
            "[{\"a\":1},{\"a\":2},\n{\"a\":3}]\n",
            "[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": 2\n  },\n  {\"a\": 3}\n]",
            "{\"a\":1}{\"a\":2} {\"a\":3}",
        ] {
            assert_eq!(objects(text), ["1", "2", "3"], "{text}");
        }
        assert_eq!(objects("{\"a\":\"}{ \\\" \"}\n"), ["}{ \" "]);
    }

    #[test]
    fn a_broken_line_costs_itself_only() {
        assert_eq!(objects("{\"a\":1\n{\"a\":2}\n"), ["!", "2"]);
        assert_eq!(objects("{\"a\":\"1}\n{\"a\":2}\n"), ["!", "2"]);
        assert_eq!(objects("\"a\":1}\n{\"a\":2}\nnull\n"), ["!", "2", "!"]);
        assert_eq!(objects("{\"a\":1}}\n{\"a\":2}\n{\"a\""), ["1", "!", "2", "!"]);
    }

    #[test]
    fn an_object_that_is_too_long_is_passed_over() {
        let text = format!("{{\"a\":\"{}\"}}\n{{\"a\":2}}\n", "x".repeat(3 * ROW_MAX));
        assert_eq!(objects(&text), ["!", "2"]);
    }
}
