use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::import::Column;

use crate::header::divide;
use crate::text::Text;
use crate::{COLUMNS_MAX, Dialect, Format, Unreadable, encoding, format, layout, mapping};

/// Bytes at the beginning of a file that are looked at.
const SAMPLE: usize = 1024 * 1024;
/// Values of a column by which its meaning is judged.
const VALUES: usize = 200;
/// Values of a column that are shown.
const SHOWN: usize = 5;
/// Characters of a value that are shown.
const SHOWN_LENGTH: usize = 120;

/// What a look at the beginning of a file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    pub format: Format,
    pub dialect: Dialect,
    /// In the order of the file, each with its proposed field and up to five values of up to
    /// 120 characters.
    pub columns: Vec<Column>,
}

/// Looks at the first MiB of a file: what it is, how it is written, what its columns mean.
pub fn inspect(path: &Path) -> Result<Inspection, Unreadable> {
    let mut sample = Vec::new();
    // One byte more tells whether the file goes on.
    let limit = u64::try_from(SAMPLE).unwrap_or(u64::MAX) + 1;
    File::open(path)?.take(limit).read_to_end(&mut sample)?;
    let whole = sample.len() <= SAMPLE;
    sample.truncate(SAMPLE);
    look(&sample, whole)
}

fn look(sample: &[u8], whole: bool) -> Result<Inspection, Unreadable> {
    format::refuse_binary(sample)?;
    let encoding = encoding::guess(sample);
    let mut text = String::new();
    Text::new(sample, encoding).read(SAMPLE + 1, &mut text)?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    format::refuse_other_text(&text)?;
    let layout = layout::find(&text, whole)?;
    let table = divide(&layout.records, layout.usual);
    if table.headers.len() > COLUMNS_MAX {
        return Err(Unreadable::TooManyColumns { found: table.headers.len(), max: COLUMNS_MAX });
    }
    if whole && layout.broken == 0 && blank(table.rows) {
        return Err(Unreadable::NoRows);
    }
    let dialect = Dialect {
        encoding: encoding.name().to_owned(),
        delimiter: layout.delimiter,
        quote: layout.quote,
        comment: layout.comment,
        skip: layout.skip,
        has_header: table.has_header,
        columns: table.headers.len(),
        wrapped: layout.wrapped,
    };
    let columns = columns(table.headers, table.rows);
    Ok(Inspection { format: Format::Csv, dialect, columns })
}

fn blank(rows: &[Vec<String>]) -> bool {
    rows.iter().flatten().all(|cell| cell.trim().is_empty())
}

fn columns(headers: Vec<String>, rows: &[Vec<String>]) -> Vec<Column> {
    let values = |at: usize| -> Vec<String> {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.filter(|cell| !cell.trim().is_empty()).take(VALUES).cloned().collect()
    };
    let samples: Vec<Vec<String>> = (0..headers.len()).map(values).collect();
    let fields = mapping::propose(&headers, &samples);
    let columns = headers.into_iter().zip(fields).zip(samples);
    columns
        .map(|((header, field), values)| {
            let shown = values.iter().take(SHOWN);
            let samples = shown.map(|value| value.trim().chars().take(SHOWN_LENGTH).collect());
            Column { header, field, rule: None, samples: samples.collect() }
        })
        .collect()
}
