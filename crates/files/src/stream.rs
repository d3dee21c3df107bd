//! The records of a file, whatever its format.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::json::Objects;
use crate::record::Syntax;
use crate::records::{Item, Records};
use crate::sheet::SheetRows;
use crate::source::Source;
use crate::text::Text;
use crate::vcard::Cards;
use crate::{Dialect, Format};

/// Cards of a file, whose bytes are UTF-8 or of another encoding without NULs.
pub(crate) type FileCards = Cards<Utf8<Source>>;

/// An open file.
pub(crate) enum Stream {
    Text(Box<Records<Source>>),
    Sheet(Box<SheetRows>),
    Cards(Box<FileCards>, Places),
    Objects(Box<Objects<Source>>, Places),
}

/// Where each key of a card or an object stands in the row.
pub(crate) struct Places {
    by_key: HashMap<String, usize>,
}

impl Places {
    fn of(keys: &[String]) -> Self {
        Self { by_key: keys.iter().cloned().zip(0..).collect() }
    }

    /// The cells of a row; of a key that stands there twice the last.
    fn cells(&self, pairs: impl Iterator<Item = (String, String)>) -> Vec<String> {
        let mut cells = vec![String::new(); self.by_key.len()];
        for (key, text) in pairs {
            if let Some(&at) = self.by_key.get(&key) {
                cells[at] = text;
            }
        }
        cells
    }
}

impl Stream {
    /// Opens a file as its dialect says; `program` reads workbooks.
    pub(crate) fn open(program: &Path, path: &Path, dialect: &Dialect) -> io::Result<Self> {
        if dialect.format == Format::Xlsx {
            let file = workbook(path, dialect.gzip)?;
            let rows = SheetRows::open(
                program,
                file,
                dialect.sheet.as_deref(),
                std::fs::metadata(path)?.len(),
            )?;
            return Ok(Self::Sheet(Box::new(rows)));
        }
        let encoding = Encoding::for_label(dialect.encoding.as_bytes()).ok_or_else(|| {
            let message = format!("there is no encoding {:?}", dialect.encoding);
            io::Error::new(io::ErrorKind::InvalidInput, message)
        })?;
        let source = Source::open(path, dialect.gzip)?;
        let places = || Places::of(&dialect.keys);
        Ok(match dialect.format {
            Format::Vcard => Self::Cards(Box::new(cards(source, encoding)), places()),
            Format::JsonLines => {
                Self::Objects(Box::new(Objects::new(Text::new(source, encoding))), places())
            }
            Format::Csv | Format::Xlsx => {
                let text = Text::new(source, encoding);
                Self::Text(Box::new(Records::new(text, Syntax::of(dialect))))
            }
        })
    }

    /// The next record.
    pub(crate) fn next(&mut self) -> io::Result<Option<Item>> {
        match self {
            Self::Text(records) => records.next(),
            Self::Sheet(rows) => rows.next(),
            Self::Cards(cards, places) => Ok(cards.next()?.map(|card| match card {
                Ok(values) => Item::Record(
                    places.cells(values.into_iter().map(|(slot, text)| (slot.header(), text))),
                ),
                Err(reason) => Item::Broken { reason, cells: Vec::new() },
            })),
            Self::Objects(objects, places) => Ok(objects.next()?.map(|object| match object {
                Ok(pairs) => Item::Record(places.cells(pairs.into_iter())),
                Err((reason, start)) => Item::Broken { reason, cells: vec![start] },
            })),
        }
    }

    /// Bytes taken from the file so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        match self {
            Self::Text(records) => records.source().bytes_read(),
            Self::Sheet(rows) => rows.bytes_read(),
            Self::Cards(cards, _) => cards.source().source().bytes_read(),
            Self::Objects(objects, _) => objects.source().bytes_read(),
        }
    }
}

/// Cards of a source.
pub(crate) fn cards(source: Source, encoding: &'static Encoding) -> FileCards {
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let inner = if wide { UTF_8 } else { encoding };
    Cards::new(Utf8::new(source, wide.then_some(encoding)), inner)
}

/// A workbook as a file in which one can go back and forth.
pub(crate) fn workbook(path: &Path, gzip: bool) -> io::Result<File> {
    if !gzip {
        return File::open(path);
    }
    let mut file = tempfile::tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    io::copy(&mut Source::open(path, true)?, &mut file)?;
    file.flush()?;
    file.rewind()?;
    Ok(file)
}

/// A source whose UTF-16 is made UTF-8; other bytes pass as they are.
pub(crate) enum Utf8<R> {
    Same(R),
    Decoded { text: Box<Text<R>>, buffer: String, at: usize, more: bool },
}

impl<R: Read> Utf8<R> {
    fn new(source: R, encoding: Option<&'static Encoding>) -> Self {
        match encoding {
            None => Self::Same(source),
            Some(encoding) => Self::Decoded {
                text: Box::new(Text::new(source, encoding)),
                buffer: String::new(),
                at: 0,
                more: true,
            },
        }
    }

    fn source(&self) -> &R {
        match self {
            Self::Same(source) => source,
            Self::Decoded { text, .. } => text.source(),
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Same(source) => source.read(out),
            Self::Decoded { text, buffer, at, more } => {
                while *at == buffer.len() && *more {
                    buffer.clear();
                    *at = 0;
                    *more = text.read(64 * 1024, buffer)?;
                }
                let mut rest = &buffer.as_bytes()[*at..];
                let got = rest.read(out)?;
                *at += got;
                Ok(got)
            }
        }
    }
}
