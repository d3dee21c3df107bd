//! The records of a stream, one by one, in bounded memory and time.

use std::io::{self, Read};

use crate::ROW_MAX;
use crate::record::{Step, Syntax, record};
use crate::text::Text;

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;
/// What stands at one place of the stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Record(Vec<String>),
    /// A quote that is never closed; the cells of its line.
    OpenQuote(Vec<String>),
    /// A line longer than [`ROW_MAX`]; its beginning.
    LongLine(String),
    /// What cannot be read for another reason, and as much of it as is known.
    Broken {
        reason: String,
        cells: Vec<String>,
    },
}

/// Reads records; blank lines and comments are passed over.
pub(crate) struct Records<R> {
    text: Text<R>,
    syntax: Syntax,
    buffer: String,
    /// Where the next record begins in the buffer.
    start: usize,
    last: bool,
}

impl<R: Read> Records<R> {
    pub(crate) fn new(text: Text<R>, syntax: Syntax) -> Self {
        Self { text, syntax, buffer: String::new(), start: 0, last: false }
    }

    /// Where the bytes come from.
    pub(crate) fn source(&self) -> &R {
        self.text.source()
    }

    /// Bytes of text that were read but not yet taken.
    pub(crate) fn waiting(&self) -> usize {
        self.buffer.len() - self.start
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Item>> {
        loop {
            let rest = &self.buffer[self.start..];
            if self.last && rest.is_empty() {
                return Ok(None);
            }
            // Past the limit, the record is judged by what is here.
            let full = rest.len() >= ROW_MAX;
            match record(rest, self.last, self.syntax) {
                Step::Record { cells, used } => {
                    self.start += used;
                    return Ok(Some(Item::Record(cells)));
                }
                Step::Nothing { used } => self.start += used,
                Step::More { in_quote: true } if full => {
                    let Step::OpenQuote { cells, used } = record(rest, true, self.syntax) else {
                        return self.long_line().map(Some);
                    };
                    self.start += used;
                    return Ok(Some(Item::OpenQuote(cells)));
                }
                Step::More { in_quote: false } if full => return self.long_line().map(Some),
                Step::More { .. } => self.fill()?,
                Step::OpenQuote { cells, used } => {
                    self.start += used;
                    return Ok(Some(Item::OpenQuote(cells)));
                }
            }
        }
    }

    /// Passes over the rest of a line that is too long.
    fn long_line(&mut self) -> io::Result<Item> {
        let beginning = self.buffer[self.start..].chars().take(200).collect();
        loop {
            if let Some(length) = self.buffer[self.start..].find(['\n', '\r']) {
                self.start += length;
                return Ok(Item::LongLine(beginning));
            }
            self.start = self.buffer.len();
            if self.last {
                return Ok(Item::LongLine(beginning));
            }
            self.fill()?;
        }
    }

    /// Appends as much as is waiting already, so that a long record is read again only a few
    /// times while it grows.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let size = self.buffer.len().max(PIECE);
        self.last = !self.text.read(size, &mut self.buffer)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

    use super::*;

    fn items(bytes: &[u8]) -> Vec<Item> {
        let syntax = Syntax { delimiter: b',', quote: Some(b'"'), comment: None };
        let mut records = Records::new(Text::new(bytes, UTF_8), syntax);
        let mut out = Vec::new();
        while let Some(item) = records.next().unwrap() {
            out.push(item);
        }
        out
    }

    fn record_of(cells: &[&str]) -> Item {
        Item::Record(cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let text = format!("1,2\n{}\n3,4\n", "x".repeat(3 * ROW_MAX));
        let items = items(text.as_bytes());
        assert_eq!(items.len(), 3);
        assert!(matches!(&items[1], Item::LongLine(text) if text.len() == 200));
        assert_eq!(items[2], record_of(&["3", "4"]));
    }

    #[test]
    fn an_open_quote_swallows_no_other_row() {
        let text = format!("1,\"open\n{}", "2,b\n".repeat(ROW_MAX / 2));
        let items = items(text.as_bytes());
        assert_eq!(items.len(), 1 + ROW_MAX / 2);
        assert!(matches!(&items[0], Item::OpenQuote(cells) if cells == &["1", "\"open"]));
        assert_eq!(items[1], record_of(&["2", "b"]));
    }

    #[test]
    fn every_row_with_an_open_quote_is_one_item() {
        assert_eq!(items("1,\"open\n2,\"\"\n".repeat(50_000).as_bytes()).len(), 100_000);
    }

    #[test]
    fn long_quoted_cells_are_whole() {
        let long = "line\n".repeat(100_000);
        let items = items(format!("1,\"{long}\"\n2,b\n").as_bytes());
        assert_eq!(items, [record_of(&["1", &long]), record_of(&["2", "b"])]);
    }
}
