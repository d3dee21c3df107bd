//! How a table is written: its delimiter, and where it begins.

use std::io;

use encoding_rs::UTF_8;

use crate::choices::{Choices, Quote};
use crate::record::Syntax;
use crate::records::{Item, Records};
use crate::text::Text;
use crate::{CELL_MAX, COLUMNS_MAX, PREVIEW, SHOWN_LENGTH};

/// Delimiters that are looked for, the most usual first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// The delimiter of a file with a single column that holds all others as text.
const UNIT_SEPARATOR: u8 = 0x1f;
/// Records that are looked at.
const RECORDS: usize = 1_000;
/// Records before a table, at most: titles and remarks.
const PREAMBLE_MAX: usize = 20;

/// A reading of the beginning of a file.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) delimiter: u8,
    pub(crate) quote: Option<u8>,
    pub(crate) comment: Option<u8>,
    pub(crate) wrapped: bool,
    /// Records before the table.
    pub(crate) skip: usize,
    /// The records of the table, the header among them; broken ones are left out.
    pub(crate) records: Vec<Vec<String>>,
    /// The first records, those before the table among them.
    pub(crate) preview: Vec<Vec<String>>,
    /// Cells of most records.
    pub(crate) usual: usize,
    /// How well the records agree on that, in thousandths.
    agreement: usize,
    /// Records that cannot be read.
    pub(crate) broken: usize,
}

/// Finds the reading under which the records agree best, among those that the choices leave. `whole`
/// says that the sample is the whole file; otherwise its last record is cut and left out.
pub(crate) fn find(sample: &str, whole: bool, choices: &Choices) -> io::Result<Layout> {
    let best = best_of(sample, whole, choices)?;
    if best.usual > 1 {
        return Ok(best);
    }
    if let Some(inner) = unwrapped(sample, &best) {
        let inner = best_of(&inner, whole, choices)?;
        if inner.usual > 1 && inner.agreement > 900 && inner.skip == choices.skip.unwrap_or(0) {
            return Ok(Layout { wrapped: true, ..inner });
        }
    }
    Ok(best)
}

/// The records of a sheet, which are divided into cells already.
pub(crate) fn of_sheet(records: Vec<Vec<String>>, broken: usize, choices: &Choices) -> Layout {
    let syntax = Syntax { delimiter: 0, quote: None, comment: None };
    layout(records, broken, syntax, choices)
}

fn best_of(sample: &str, whole: bool, choices: &Choices) -> io::Result<Layout> {
    if let Some(delimiter) = choices.delimiter {
        return read(sample, whole, delimiter, choices);
    }
    let mut best = single_column(sample, whole, choices)?;
    for delimiter in DELIMITERS {
        let layout = read(sample, whole, delimiter, choices)?;
        // A table behind a title must be beyond doubt: names of companies hold commas, too.
        let enough = if layout.skip > choices.skip.unwrap_or(0) { 900 } else { 500 };
        let rank = |layout: &Layout| (layout.weight(), layout.usual);
        if layout.usual > 1 && layout.agreement >= enough && rank(&layout) > rank(&best) {
            best = layout;
        }
    }
    Ok(best)
}

impl Layout {
    /// The agreement over everything that was read, so that records before a table count
    /// against it.
    fn weight(&self) -> usize {
        if self.usual < 2 {
            return 0;
        }
        self.agreement * self.records.len() / (self.records.len() + self.skip + self.broken)
    }
}

/// The reading as a list of single values; always possible.
fn single_column(sample: &str, whole: bool, choices: &Choices) -> io::Result<Layout> {
    let delimiter = DELIMITERS.into_iter().find(|&byte| !sample.as_bytes().contains(&byte));
    read(sample, whole, delimiter.unwrap_or(UNIT_SEPARATOR), choices)
}

/// Reads with quotes; or, where some are never closed and the records agree better so, without.
fn read(sample: &str, whole: bool, delimiter: u8, choices: &Choices) -> io::Result<Layout> {
    if let Some(quote) = choices.quote {
        let quote = match quote {
            Quote::None => None,
            Quote::Letter(letter) => Some(letter),
        };
        return read_with(sample, whole, delimiter, quote, choices);
    }
    let quoted = read_with(sample, whole, delimiter, Some(b'"'), choices)?;
    if quoted.broken > 0 {
        let plain = read_with(sample, whole, delimiter, None, choices)?;
        let weight = |layout: &Layout| layout.agreement * layout.records.len();
        if plain.usual >= quoted.usual && weight(&plain) > weight(&quoted) {
            return Ok(plain);
        }
    }
    Ok(quoted)
}

fn read_with(
    sample: &str,
    whole: bool,
    delimiter: u8,
    quote: Option<u8>,
    choices: &Choices,
) -> io::Result<Layout> {
    let mut syntax = Syntax { delimiter, quote, comment: None };
    let (mut records, mut broken) = first_records(sample, whole, syntax)?;
    if announces_comments(&records) {
        syntax.comment = Some(b'#');
        (records, broken) = first_records(sample, whole, syntax)?;
    }
    Ok(layout(records, broken, syntax, choices))
}

fn layout(
    mut records: Vec<Vec<String>>,
    broken: usize,
    syntax: Syntax,
    choices: &Choices,
) -> Layout {
    let usual = usual_width(&records);
    let skip = choices.skip.unwrap_or_else(|| preamble(&records, usual));
    let preview = records.iter().take(PREVIEW).map(|record| shown(record)).collect();
    records.drain(..skip.min(records.len()));
    Layout {
        delimiter: syntax.delimiter,
        quote: syntax.quote,
        comment: syntax.comment,
        wrapped: false,
        skip,
        agreement: agreement(&records, usual),
        records,
        preview,
        usual,
        broken,
    }
}

/// A record for a person to see.
pub(crate) fn shown(record: &[String]) -> Vec<String> {
    let cut = |cell: &String| cell.chars().take(SHOWN_LENGTH).collect();
    record.iter().take(COLUMNS_MAX).map(cut).collect()
}

/// Reads the first records, and counts those that are broken. What the end of the sample cuts is
/// neither.
fn first_records(
    sample: &str,
    whole: bool,
    syntax: Syntax,
) -> io::Result<(Vec<Vec<String>>, usize)> {
    let mut records = Records::new(Text::new(sample.as_bytes(), UTF_8), syntax);
    let (mut out, mut broken) = (Vec::new(), 0);
    while out.len() < RECORDS {
        let Some(item) = records.next()? else { break };
        let near_the_end = !whole && records.waiting() < CELL_MAX;
        match item {
            Item::Record(_) if near_the_end && records.waiting() == 0 && !out.is_empty() => break,
            Item::Record(cells) => out.push(cells),
            // The quote may well be closed behind the sample.
            Item::OpenQuote(_) if near_the_end => break,
            Item::OpenQuote(_) | Item::LongLine(_) | Item::Broken { .. } => broken += 1,
        }
    }
    Ok((out, broken))
}

/// Whether the first lines are comments: they begin with `#` and are no header such as
/// `#,name,city`.
fn announces_comments(records: &[Vec<String>]) -> bool {
    let usual = usual_width(records);
    records.first().is_some_and(|first| {
        let text = first.first().map(String::as_str).unwrap_or_default();
        let like_a_header = usual > 1 && first.len() >= usual;
        text.starts_with('#') && text.len() > 1 && !like_a_header
    })
}

/// The number of cells that most records have, empty ones at the end included; of equally
/// frequent ones the greatest.
fn usual_width(records: &[Vec<String>]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for record in records {
        *counts.entry(record.len()).or_insert(0_usize) += 1;
    }
    // A title or two must not hide a table of two rows.
    let wide = counts.iter().filter(|&(&width, _)| width > 1);
    let (width, count) = wide
        .map(|(&width, &count)| (width, count))
        .max_by_key(|&(_, count)| count)
        .unwrap_or((1, 0));
    if count * 4 >= records.len() { width } else { 1 }
}

/// Records before the table: titles and remarks, which fill one cell only, and the `sep=;` that
/// some programs write for Excel.
fn preamble(records: &[Vec<String>], usual: usize) -> usize {
    let is_title = |record: &Vec<String>| {
        let filled = record.iter().filter(|cell| !cell.trim().is_empty()).count();
        let is_hint = record.first().is_some_and(|cell| cell.starts_with("sep="));
        record.len() == 1 || filled <= 1 && (usual > 2 || is_hint)
    };
    if usual < 2 {
        return 0;
    }
    records.iter().take(PREAMBLE_MAX).take_while(|record| is_title(record)).count()
}

/// How well records agree with the usual number of cells, in thousandths: one that has it, or
/// has only empty cells beyond it, counts in full; one that is near counts half.
fn agreement(records: &[Vec<String>], usual: usize) -> usize {
    let points = |record: &Vec<String>| {
        let filled = record.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
        match record.len() {
            width if width == usual || (width > usual && filled <= usual) => 1_000,
            1 => 0,
            width if width.abs_diff(usual) == 1 => 500,
            _ => 250,
        }
    };
    records.iter().map(points).sum::<usize>() / records.len().max(1)
}

/// The text inside, where every line is quoted as if it were one cell.
fn unwrapped(sample: &str, layout: &Layout) -> Option<String> {
    let mut lines = sample.lines().filter(|line| !line.trim().is_empty()).take(RECORDS);
    let wrapped = |line: &str| line.starts_with('"') && line.trim_end().ends_with('"');
    let single = layout.records.iter().all(|record| record.len() == 1);
    (layout.broken == 0 && single && lines.all(wrapped)).then(|| {
        let lines = layout.records.iter().flatten().map(String::as_str);
        lines.flat_map(|line| [line, "\n"]).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sample: &str) -> (char, usize, usize) {
        let layout = find(sample, true, &Choices::default()).unwrap();
        (char::from(layout.delimiter), layout.usual, layout.skip)
    }

    #[test]
    fn agreement_decides_not_frequency() {
        for (sample, expected) in [
            ("a,b\n1,2\n", (',', 2, 0)),
            ("a;b\n1,1;2,2\n3,3;4,4\n", (';', 2, 0)),
            ("name;address;\nx;a, b, c\ny;d, e, f\n", (';', 2, 0)),
            ("a\tb\tc\n1\tx, y\t2\n", ('\t', 3, 0)),
            ("a|\"x, y, z\"\nb|c\n", ('|', 2, 0)),
            ("id, name\n1, \"x, y\"\n2, z\n", (',', 2, 0)),
        ] {
            assert_eq!(found(sample), expected, "{sample}");
        }
    }

    #[test]
    fn a_list_of_single_values_is_one_column() {
        for sample in ["phone\n+31\n+55\n", "company\nAcme, Inc.\nBolt, Ltd.\nCrane\nDuck\n", "x\n"]
        {
            assert_eq!(find(sample, true, &Choices::default()).unwrap().usual, 1, "{sample}");
        }
    }

    #[test]
    fn titles_and_comments_before_the_table_are_told() {
        assert_eq!(found("Notes:\n\"When, a, b\"\n\na,b,c\n1,2,3\n4,5,6\n"), (',', 3, 2));
        assert_eq!(found("Report 2020,,\n\na,b,c\n1,2,3\n4,5,6\n"), (',', 3, 1));
        assert_eq!(found("sep=;\na;b\n1;2\n3;4\n"), (';', 2, 1));
        let layout =
            find("# one, two\n# three\na;b\n# no row\n1;2\n3;4", true, &Choices::default())
                .unwrap();
        assert_eq!((layout.comment, layout.records.len()), (Some(b'#'), 3));
        assert_eq!(find("#,name\n1,x\n", true, &Choices::default()).unwrap().comment, None);
    }

    #[test]
    fn lines_quoted_as_one_cell_are_opened() {
        let layout =
            find("\"h1;h2\"\n\"v1;\"\"x; y\"\"\"\n\"v3;v4\"\n", true, &Choices::default()).unwrap();
        assert!(layout.wrapped);
        assert_eq!(layout.records[1], ["v1", "x; y"]);
    }

    #[test]
    fn quotes_that_never_close_are_ordinary_characters() {
        let layout =
            find("size\tname\n\"5\tx\n\"7\ty\n\"9\tz\n", true, &Choices::default()).unwrap();
        assert_eq!((layout.quote, layout.usual), (None, 2));
    }
}
