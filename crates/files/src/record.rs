//! One record of delimited text: RFC 4180, and a best effort at what real files make of it.

use crate::Dialect;

/// Cells of a record that are kept: enough to tell that there are too many, at whatever length.
pub(crate) const CELLS_KEPT: usize = 20_000;

/// The characters that divide a text into records and cells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Syntax {
    pub(crate) delimiter: u8,
    pub(crate) quote: Option<u8>,
    pub(crate) comment: Option<u8>,
}

impl Syntax {
    pub(crate) fn of(dialect: &Dialect) -> Self {
        Self { delimiter: dialect.delimiter, quote: dialect.quote, comment: dialect.comment }
    }
}

/// What stands at the beginning of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A record of this many bytes, its line end included.
    Record { cells: Vec<String>, used: usize },
    /// A blank line or a comment.
    Nothing { used: usize },
    /// The record goes on behind the end of the text; in an open quote, or not.
    More { in_quote: bool },
    /// A quote that is never closed; the bytes are those of its record's first line.
    OpenQuote { cells: Vec<String>, used: usize },
}

/// Where a cell or a line ended, or why that cannot be told.
enum Stop {
    More { in_quote: bool },
    OpenQuote,
}

/// Reads one record from the beginning of `text`; `last` says that nothing comes behind it.
///
/// A line ends with LF, CR LF or CR. Beyond RFC 4180: blanks may stand around a quoted cell; a
/// quote inside a quoted cell that was not doubled is kept if the cell is closed on the same
/// line; and a cell that begins with a quoted word and goes on behind it is taken as it stands.
pub(crate) fn record(text: &str, last: bool, syntax: Syntax) -> Step {
    let bytes = text.as_bytes();
    match bytes.first() {
        None => return Step::More { in_quote: false },
        Some(&first) if matches!(first, b'\n' | b'\r') || Some(first) == syntax.comment => {
            return match line_end(text, find_line_end(text, 0), last) {
                Some(used) => Step::Nothing { used },
                None => Step::More { in_quote: false },
            };
        }
        Some(_) => {}
    }
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let (cell, end) = match cell(text, at, last, syntax) {
            Ok(found) => found,
            Err(Stop::More { in_quote }) => return Step::More { in_quote },
            Err(Stop::OpenQuote) => {
                let line = find_line_end(text, 0);
                cells.push(text.get(at..line).unwrap_or_default().to_owned());
                let used = line_end(text, line, true).unwrap_or(text.len());
                return Step::OpenQuote { cells, used };
            }
        };
        if cells.len() < CELLS_KEPT {
            cells.push(cell);
        } else if let (false, Some(last)) = (cell.trim().is_empty(), cells.last_mut()) {
            // A value so far out must not be lost without a word: it makes the record too wide.
            *last = cell;
        }
        if bytes.get(end) == Some(&syntax.delimiter) {
            at = end + 1;
        } else {
            return match line_end(text, end, last) {
                Some(used) => Step::Record { cells, used },
                None => Step::More { in_quote: false },
            };
        }
    }
}

/// One cell and the place of the delimiter or line end behind it.
fn cell(text: &str, at: usize, last: bool, syntax: Syntax) -> Result<(String, usize), Stop> {
    let blanks = text.as_bytes()[at..].iter().take_while(|&&byte| byte == b' ').count();
    let first = at + blanks;
    if first < text.len() && Some(text.as_bytes()[first]) == syntax.quote {
        return quoted(text, first, last, syntax);
    }
    let end = plain_end(text, at, last, syntax)?;
    Ok((text[at..end].to_owned(), end))
}

/// The end of a cell without quotes.
fn plain_end(text: &str, at: usize, last: bool, syntax: Syntax) -> Result<usize, Stop> {
    let ends = |&byte: &u8| byte == syntax.delimiter || byte == b'\n' || byte == b'\r';
    match text.as_bytes()[at..].iter().position(ends) {
        Some(length) => Ok(at + length),
        None if last => Ok(text.len()),
        None => Err(Stop::More { in_quote: false }),
    }
}

/// A cell whose opening quote stands at `open`.
fn quoted(text: &str, open: usize, last: bool, syntax: Syntax) -> Result<(String, usize), Stop> {
    let quote = text.as_bytes()[open];
    let mut value = String::new();
    let mut at = open + 1;
    // Quotes inside the cell that were not doubled, and the closing quote found behind them.
    let mut strays = 0_u32;
    let mut closer = 0;
    loop {
        let found = next_quote(text, at, last, quote)?;
        value.push_str(&text[at..found]);
        let run = text.as_bytes()[found..].iter().take_while(|&&byte| byte == quote).count();
        at = found + run;
        if at == text.len() && !last {
            return Err(Stop::More { in_quote: true });
        }
        let doubled = char::from(quote).to_string().repeat(run / 2);
        match cell_end(text, at, last, syntax)? {
            Some(end) if run % 2 == 1 => {
                value.push_str(&doubled);
                return Ok((value, end));
            }
            // An inner pair of quotes that were not doubled, then the end: `"the "inn""`.
            Some(end) if strays % 2 == 1 => {
                value.push_str(&doubled);
                return Ok((value, end));
            }
            _ => value.push_str(&doubled),
        }
        if run % 2 == 1 {
            // A quote that looks like the opening one of a cell further down: this cell was
            // never closed. It also bounds the work: the search ends at the next opening quote.
            let behind = text.as_bytes()[found - 1];
            let opens = behind == syntax.delimiter || behind == b'\n' || behind == b'\r';
            let is_below = text[open..found].contains(['\n', '\r']);
            if closer < at {
                match closer_on_line(text, at, last, quote, syntax)? {
                    Some(place) if !(opens && is_below) => closer = place,
                    _ if is_below => return Err(Stop::OpenQuote),
                    _ => {
                        let end = plain_end(text, at, last, syntax)?;
                        return Ok((text[open..end].to_owned(), end));
                    }
                }
            }
            strays += 1;
            value.push(char::from(quote));
        }
    }
}

/// The next quote inside a quoted cell.
fn next_quote(text: &str, at: usize, last: bool, quote: u8) -> Result<usize, Stop> {
    match text.as_bytes()[at..].iter().position(|&byte| byte == quote) {
        Some(length) => Ok(at + length),
        None if last => Err(Stop::OpenQuote),
        None => Err(Stop::More { in_quote: true }),
    }
}

/// The place of the delimiter, line end or end of text behind a quote, if only blanks stand
/// between.
fn cell_end(text: &str, at: usize, last: bool, syntax: Syntax) -> Result<Option<usize>, Stop> {
    let blanks = text.as_bytes()[at..].iter().take_while(|&&byte| byte == b' ').count();
    match text.as_bytes().get(at + blanks) {
        None if !last => Err(Stop::More { in_quote: true }),
        None | Some(b'\n' | b'\r') => Ok(Some(at + blanks)),
        Some(byte) if *byte == syntax.delimiter => Ok(Some(at + blanks)),
        Some(_) => Ok(None),
    }
}

/// The closing quote of a cell in which a stray quote was met: on the same line, and before
/// another quoted cell begins.
fn closer_on_line(
    text: &str,
    from: usize,
    last: bool,
    quote: u8,
    syntax: Syntax,
) -> Result<Option<usize>, Stop> {
    let bytes = text.as_bytes();
    let mut behind_delimiter = false;
    for at in from..bytes.len() {
        let byte = bytes[at];
        if byte == b'\n' || byte == b'\r' {
            return Ok(None);
        }
        if byte == quote {
            if behind_delimiter {
                return Ok(None);
            }
            if bytes.get(at + 1) != Some(&quote) && cell_end(text, at + 1, last, syntax)?.is_some()
            {
                return Ok(Some(at));
            }
        }
        behind_delimiter = byte == syntax.delimiter || (behind_delimiter && byte == b' ');
    }
    if last { Ok(None) } else { Err(Stop::More { in_quote: true }) }
}

/// The place of the line end at or behind `from`.
fn find_line_end(text: &str, from: usize) -> usize {
    let ends = |&byte: &u8| byte == b'\n' || byte == b'\r';
    text.as_bytes()[from..].iter().position(ends).map_or(text.len(), |length| from + length)
}

/// The place behind the line end that stands at `at`; none while a CR might be half a CR LF.
fn line_end(text: &str, at: usize, last: bool) -> Option<usize> {
    match (text.as_bytes().get(at), text.as_bytes().get(at + 1)) {
        (None, _) => last.then_some(text.len()),
        (Some(b'\r'), Some(b'\n')) => Some(at + 2),
        (Some(b'\r'), None) if !last => None,
        _ => Some(at + 1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COMMA: Syntax = Syntax { delimiter: b',', quote: Some(b'"'), comment: None };

    /// The cells of every record.
    fn cells(mut text: &str, syntax: Syntax) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        while !text.is_empty() {
            let used = match record(text, true, syntax) {
                Step::Record { cells, used } => {
                    out.push(cells);
                    used
                }
                Step::OpenQuote { cells, used } => {
                    out.push(cells);
                    out.push(vec!["open".to_owned()]);
                    used
                }
                Step::Nothing { used } => used,
                Step::More { .. } => panic!("more behind the end"),
            };
            text = &text[used..];
        }
        out
    }

    #[test]
    fn records_and_cells_are_divided_as_rfc_4180_says() {
        let text = "a,b\r\n\r\n1,\"x, \"\"y\"\"\nz\"\r\"\",\"\"\"\"\n,";
        let expected = [["a", "b"], ["1", "x, \"y\"\nz"], ["", "\""], ["", ""]];
        assert_eq!(cells(text, COMMA), expected);
    }

    #[test]
    fn blanks_may_stand_around_a_quoted_cell() {
        assert_eq!(cells("1, \"a, b\" , c \n", COMMA), [["1", "a, b", " c "]]);
    }

    #[test]
    fn quotes_that_were_not_doubled_are_kept() {
        let text = "\"x\",\"the \"old\" inn\",1\n\"y\",\"the \"inn\"\",2\n\"z\",\"\",3\n";
        let expected = [["x", "the \"old\" inn", "1"], ["y", "the \"inn\"", "2"], ["z", "", "3"]];
        assert_eq!(cells(text, COMMA), expected);
    }

    #[test]
    fn a_cell_that_only_begins_with_a_quoted_word_is_taken_as_it_stands() {
        let pipe = Syntax { delimiter: b'|', ..COMMA };
        let text = "\"ANTON\" BLINDS|\"x\"|2012\n\"MAINTENANCE \" SA| |2013\n";
        let expected = [["\"ANTON\" BLINDS", "x", "2012"], ["\"MAINTENANCE \" SA", " ", "2013"]];
        assert_eq!(cells(text, pipe), expected);
    }

    #[test]
    fn an_open_quote_costs_its_line_only() {
        let expected = [&["1", "\"a"][..], &["open"], &["2", "b"]];
        assert_eq!(cells("1,\"a\n2,b\n", COMMA), expected);
        assert_eq!(cells("1,\"a\n2,b\n3,\"c\" d\n", COMMA)[..3], expected);
        assert_eq!(cells("1,\"a\n2,b\n3,\"c\"\n", COMMA)[..3], expected);
        assert_eq!(cells("1,\"a\n2,b\n\"3\",c\n", COMMA)[..3], expected);
    }

    #[test]
    fn comments_are_left_out() {
        let syntax = Syntax { comment: Some(b'#'), ..COMMA };
        assert_eq!(cells("# a, b\n1,2\n#\n3,# 4\n", syntax), [["1", "2"], ["3", "# 4"]]);
    }

    #[test]
    fn a_record_cut_anywhere_asks_for_more() {
        let text = "1, \"a \"b\" c\"\"d\" ,x\r\n";
        for end in 0..text.len() {
            let step = record(&text[..end], false, COMMA);
            assert!(matches!(step, Step::More { .. }), "{end}: {step:?}");
        }
    }

    proptest! {
        #[test]
        fn what_comes_behind_a_record_does_not_change_it(
            text in "[a\", \n\r#é]{0,24}",
            cut in 0..24usize,
        ) {
            let syntax = Syntax { comment: Some(b'#'), ..COMMA };
            let cut = (cut.min(text.len())..=text.len()).find(|&at| text.is_char_boundary(at));
            let step = record(&text[..cut.unwrap_or(0)], false, syntax);
            if !matches!(step, Step::More { .. }) {
                prop_assert_eq!(step, record(&text, true, syntax));
            }
        }

        #[test]
        fn every_step_goes_forward(text in "[a\", \n\r#é]{1,24}") {
            match record(&text, true, COMMA) {
                Step::Record { used, .. } | Step::Nothing { used } | Step::OpenQuote { used, .. } => {
                    prop_assert!((1..=text.len()).contains(&used));
                }
                Step::More { .. } => prop_assert!(false, "more behind the end"),
            }
        }
    }
}
