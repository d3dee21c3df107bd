use std::collections::{BTreeSet, HashSet};
use std::io::{self, Read};
use std::path::Path;

use domain::import::{Column, SourceRequest};
use encoding_rs::Encoding;

use crate::choices::{Choices, wrong};
use crate::header::divide;
use crate::json::Objects;
use crate::layout::{Layout, shown};
use crate::records::Item;
use crate::sheet::{Head, SheetRows, check_package};
use crate::source::{Source, check_gzip, is_gzip};
use crate::stream::{Stream, cards, workbook};
use crate::text::Text;
use crate::vcard::Slot;
use crate::{
    COLUMNS_MAX, Dialect, Format, PREVIEW, Reader, SHOWN_LENGTH, Unreadable, encoding, format,
    layout, mapping,
};

/// Bytes at the beginning of a file that are looked at.
const SAMPLE: usize = 1024 * 1024;
/// Records that are looked at, where the format divides them.
const RECORDS: usize = 1_000;
/// Values of a column by which its meaning is judged.
const VALUES: usize = 200;
/// Values of a column that are shown.
const SHOWN: usize = 5;

/// What a look at a file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    pub format: Format,
    pub dialect: Dialect,
    /// In the order of the file, each with its proposed field and up to five values of up to
    /// 120 characters.
    pub columns: Vec<Column>,
}

/// A file at which one looks.
struct Look<'a> {
    reader: &'a Reader,
    path: &'a Path,
    gzip: bool,
    choices: Choices<'a>,
    request: &'a SourceRequest,
}

impl Reader {
    /// As [`inspect_as`](crate::inspect_as).
    pub fn inspect_as(
        &self,
        path: &Path,
        request: &SourceRequest,
    ) -> Result<Inspection, Unreadable> {
        let choices = Choices::of(request)?;
        let gzip = is_gzip(path)?;
        if gzip {
            check_gzip(path).map_err(told)?;
        }
        Look { reader: self, path, gzip, choices, request }.look()
    }
}

/// What is wrong with the data is for a person; other faults are the machine's.
fn told(error: io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::InvalidData => {
            let text = error.to_string();
            let mut letters = text.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            let end = if text.ends_with('.') { "" } else { "." };
            Unreadable::Refused(first.chain(letters).collect::<String>() + end)
        }
        _ => error.into(),
    }
}

impl Look<'_> {
    fn look(&self) -> Result<Inspection, Unreadable> {
        let mut sample = Vec::new();
        // One byte more tells whether the file goes on.
        let limit = u64::try_from(SAMPLE).unwrap_or(u64::MAX) + 1;
        self.source()?.take(limit).read_to_end(&mut sample)?;
        let whole = sample.len() <= SAMPLE;
        sample.truncate(SAMPLE);
        if format::is_zip(&sample) {
            return self.sheet();
        }
        format::refuse_binary(&sample)?;
        let encoding = self.choices.encoding.unwrap_or_else(|| encoding::guess(&sample));
        let mut text = String::new();
        Text::new(sample.as_slice(), encoding).read(SAMPLE + 1, &mut text)?;
        drop(sample);
        if text.trim().is_empty() {
            return Err(Unreadable::Empty);
        }
        let format = format::of_text(&text)?;
        self.choices.fit(format)?;
        match format {
            Format::Vcard => self.keyed(format, encoding, self.card_keys(encoding)?),
            Format::JsonLines => self.keyed(format, encoding, self.object_keys(encoding)?),
            Format::Csv | Format::Xlsx => self.table(&text, whole, encoding),
        }
    }

    fn source(&self) -> Result<Source, Unreadable> {
        Ok(Source::open(self.path, self.gzip)?)
    }

    fn table(
        &self,
        text: &str,
        whole: bool,
        encoding: &'static Encoding,
    ) -> Result<Inspection, Unreadable> {
        let layout = layout::find(text, whole, &self.choices)?;
        let dialect = self.dialect(Format::Csv, encoding);
        self.divided(layout, whole, dialect)
    }

    fn sheet(&self) -> Result<Inspection, Unreadable> {
        let mut file = workbook(self.path, self.gzip).map_err(told)?;
        check_package(&mut file)?;
        self.choices.fit(Format::Xlsx)?;
        io::Seek::rewind(&mut file)?;
        let mut rows = SheetRows::open(&self.reader.program, file, self.choices.sheet, 0)
            .map_err(|error| self.no_sheet().unwrap_or_else(|| told(error)))?;
        let Head { sheet, sheets, .. } = rows.head.clone();
        let (records, broken, whole) = first_records(|| rows.next())?;
        if records.is_empty() && broken == 0 {
            return Err(Unreadable::NoRows);
        }
        let layout = layout::of_sheet(records, broken, &self.choices);
        let dialect = Dialect {
            sheet: Some(sheet),
            sheets,
            quote: None,
            ..self.dialect(Format::Xlsx, encoding_rs::UTF_8)
        };
        self.divided(layout, whole, dialect)
    }

    /// The refusal of a sheet that is not there, which names those that are.
    fn no_sheet(&self) -> Option<Unreadable> {
        let wanted = self.choices.sheet?;
        let file = workbook(self.path, self.gzip).ok()?;
        let rows = SheetRows::open(&self.reader.program, file, None, 0).ok()?;
        let names: Vec<String> =
            rows.head.sheets.iter().map(|sheet| format!("{:?}", sheet.name)).collect();
        let message =
            format!("There is no sheet {wanted:?}. Expected one of {}.", names.join(", "));
        Some(wrong("sheet", "unknown", message))
    }

    /// A table whose records are known.
    fn divided(
        &self,
        layout: Layout,
        whole: bool,
        dialect: Dialect,
    ) -> Result<Inspection, Unreadable> {
        let table = divide(&layout.records, layout.usual, self.choices.has_header);
        if table.headers.len() > COLUMNS_MAX {
            return Err(Unreadable::TooManyColumns {
                found: table.headers.len(),
                max: COLUMNS_MAX,
            });
        }
        if whole && layout.broken == 0 && blank(table.rows) {
            return Err(self.no_rows());
        }
        let dialect = Dialect {
            delimiter: layout.delimiter,
            quote: layout.quote,
            comment: layout.comment,
            skip: layout.skip,
            has_header: table.has_header,
            columns: table.headers.len(),
            wrapped: layout.wrapped,
            preview: layout.preview,
            ..dialect
        };
        let columns = columns(table.headers, table.rows);
        Ok(Inspection { format: dialect.format, dialect, columns })
    }

    /// Where the choice of the header left nothing, that is what has to be mended.
    fn no_rows(&self) -> Unreadable {
        match self.choices.skip {
            Some(skip) if skip > 0 => {
                let message = "No row is left behind so many records. Skip fewer.";
                wrong("skip", "invalid", message)
            }
            _ => Unreadable::NoRows,
        }
    }

    fn dialect(&self, format: Format, encoding: &'static Encoding) -> Dialect {
        Dialect {
            format,
            gzip: self.gzip,
            encoding: encoding.name().to_owned(),
            choices: self.request.clone(),
            ..Dialect::default()
        }
    }

    /// Cards or objects, whose keys are known.
    fn keyed(
        &self,
        format: Format,
        encoding: &'static Encoding,
        keys: Vec<String>,
    ) -> Result<Inspection, Unreadable> {
        let dialect = Dialect {
            delimiter: 0,
            quote: None,
            columns: keys.len(),
            keys,
            ..self.dialect(format, encoding)
        };
        let mut stream = Stream::open(&self.reader.program, self.path, &dialect)?;
        let (records, ..) = first_records(|| stream.next())?;
        let preview = records.iter().take(PREVIEW).map(|record| shown(record)).collect();
        let columns = columns(dialect.keys.clone(), &records);
        Ok(Inspection { format, dialect: Dialect { preview, ..dialect }, columns })
    }

    /// The columns that the cards of the whole file fill.
    fn card_keys(&self, encoding: &'static Encoding) -> Result<Vec<String>, Unreadable> {
        let mut cards = cards(self.source()?, encoding);
        let (mut slots, mut fault) = (BTreeSet::<Slot>::new(), None);
        while let Some(card) = cards.next()? {
            match card {
                Ok(values) => slots.extend(values.into_iter().map(|(slot, _)| slot)),
                Err(reason) => fault = fault.or(Some(reason)),
            }
            too_many(slots.len())?;
        }
        match (slots.is_empty(), fault) {
            (false, _) => Ok(slots.iter().map(Slot::header).collect()),
            (true, Some(reason)) => Err(Unreadable::Refused(reason)),
            (true, None) => Err(Unreadable::NothingInside(
                "The file holds no card with a name, an address or a number. Export it again.",
            )),
        }
    }

    /// The keys of all objects of the file, in the order in which they come first.
    fn object_keys(&self, encoding: &'static Encoding) -> Result<Vec<String>, Unreadable> {
        let mut objects = Objects::new(Text::new(self.source()?, encoding));
        let (mut keys, mut seen) = (Vec::new(), HashSet::new());
        let mut fault = None;
        while let Some(object) = objects.next()? {
            match object {
                Ok(pairs) => {
                    for (key, _) in pairs {
                        if !seen.contains(&key) {
                            seen.insert(key.clone());
                            keys.push(key);
                        }
                    }
                }
                Err((reason, _)) => fault = fault.or(Some(reason)),
            }
            too_many(keys.len())?;
        }
        match (keys.is_empty(), fault) {
            (false, _) => Ok(keys),
            (true, Some(reason)) => Err(Unreadable::Refused(reason)),
            (true, None) => Err(Unreadable::NothingInside(
                "The file holds no JSON object with a key. Export one object a line.",
            )),
        }
    }
}

fn too_many(found: usize) -> Result<(), Unreadable> {
    if found > COLUMNS_MAX {
        return Err(Unreadable::TooManyColumns { found, max: COLUMNS_MAX });
    }
    Ok(())
}

/// The first records, how many of them are broken, and whether these are all.
fn first_records(
    mut next: impl FnMut() -> io::Result<Option<Item>>,
) -> Result<(Vec<Vec<String>>, usize, bool), Unreadable> {
    let (mut records, mut broken, mut bytes) = (Vec::new(), 0, 0);
    while records.len() < RECORDS && broken < RECORDS && bytes < SAMPLE {
        match next().map_err(told)? {
            None => return Ok((records, broken, true)),
            Some(Item::Record(cells)) => {
                bytes += cells.iter().map(|cell| cell.len() + size_of::<String>()).sum::<usize>();
                records.push(cells);
            }
            Some(_) => broken += 1,
        }
    }
    Ok((records, broken, false))
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
