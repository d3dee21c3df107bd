//! The order of hits. Each has a number that orders it within its segment, and bytes that order it among
//! all; behind both comes the key, which is name and id.

use domain::search::{FilterField, Sort, SortColumn};
use tantivy::DocId;
use tantivy::columnar::TermOrdHit;

use crate::Error;
use crate::bits::Bits;
use crate::key;
use crate::matching::{Matches, Met};
use crate::rank::ranks;
use crate::segment::{FacetColumn, Figures, Segment};

/// What orders hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// How well they match, then how much is known of them.
    Relevance,
    /// The name, from the first to the last.
    Name,
    Column(Sort),
}

impl Order {
    /// Without words in the box all match equally well, and a list by name is what people expect.
    pub(crate) fn of(sort: Option<Sort>, has_words: bool) -> Self {
        match sort {
            Some(Sort { column: SortColumn::Name, is_descending: false }) => Self::Name,
            Some(sort) => Self::Column(sort),
            None if has_words => Self::Relevance,
            None => Self::Name,
        }
    }
}

/// The order of the hits of one segment.
pub(crate) enum Numbers<'a> {
    Relevance(&'a Segment, &'a Met<'a>),
    /// Hits stand in the order of their names anyway.
    Name,
    NameDown,
    /// Values of a facet, whether from the last to the first.
    Values(&'a FacetColumn, bool),
    Figures(&'a Figures, bool),
}

/// Behind all that have a value.
const NONE: u64 = u64::MAX;

impl<'a> Numbers<'a> {
    pub(crate) fn of(order: Order, matches: &'a Matches<'a>) -> Self {
        let segment = matches.segment;
        let sort = match order {
            Order::Relevance => return Self::Relevance(segment, &matches.met),
            Order::Name => return Self::Name,
            Order::Column(sort) => sort,
        };
        let is_down = sort.is_descending;
        let facet = |field| {
            let column = segment.body.facet(field);
            column.map_or(Self::Name, |column| Self::Values(column, is_down))
        };
        let figures = |field| {
            let column = segment.body.moments(field);
            column.map_or(Self::Name, |column| Self::Figures(column, is_down))
        };
        match sort.column {
            SortColumn::Name if is_down => Self::NameDown,
            SortColumn::Name => Self::Name,
            SortColumn::Company => facet(FilterField::Company),
            SortColumn::Title => facet(FilterField::Title),
            SortColumn::City => facet(FilterField::City),
            SortColumn::Country => facet(FilterField::Country),
            SortColumn::Updated => figures(FilterField::Updated),
            SortColumn::Created => figures(FilterField::Created),
            SortColumn::Verified => figures(FilterField::Verified),
        }
    }

    /// The numbers of hits with these; smaller ones come first, equal ones in the order of the documents. One by
    /// one, because they may be all contacts there are; ranks, where they are asked for, are made of all at a time.
    pub(crate) fn of_hits<'h>(
        &'h self,
        hits: &'h Bits,
    ) -> Box<dyn Iterator<Item = (u64, DocId)> + 'h> {
        match self {
            Self::Relevance(segment, met) => {
                let level = |doc| u64::from(segment.body.levels.level(doc));
                let ranks = ranks(met, hits).into_iter().zip(hits.iter());
                Box::new(ranks.map(move |(rank, doc)| (rank << 8 | level(doc), doc)))
            }
            Self::Name => Box::new(hits.iter().map(|doc| (0, doc))),
            Self::NameDown => Box::new(hits.iter().map(|doc| (u64::from(u32::MAX - doc), doc))),
            Self::Values(column, is_down) => Box::new(hits.iter().map(|doc| {
                let ordinal = column.ordinals.get_val(doc);
                let is_none = column.ids.get(usize::try_from(ordinal).unwrap_or_default());
                (turned(ordinal, is_none == Some(&crate::values::NONE), *is_down), doc)
            })),
            Self::Figures(column, is_down) => Box::new(hits.iter().map(|doc| {
                let value = column.get_val(doc);
                (turned(value, value == 0, *is_down), doc)
            })),
        }
    }

    /// The bytes of a hit with this number and key.
    pub(crate) fn bytes(&self, number: u64, key: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(match self {
            Self::Name => Vec::new(),
            Self::Relevance(..) | Self::Figures(..) => number.to_be_bytes().to_vec(),
            Self::NameDown => down(key.get(key::OWNER..).unwrap_or_default()),
            Self::Values(..) if number == NONE => vec![1],
            Self::Values(column, is_down) => {
                let ordinal = if *is_down { NONE - 1 - number } else { number };
                let mut value = Vec::new();
                column.values.ord_to_bytes(ordinal, &mut value)?;
                let value = if *is_down { down(&value) } else { value };
                [&[0], value.as_slice()].concat()
            }
        })
    }

    /// Where the place behind a hit with these bytes lies in this segment: hits with smaller numbers come
    /// before it, and of those with this number the ones before the document. `first` is the first document
    /// whose key is the hit's or a later one, `behind` the first with a later one.
    pub(crate) fn behind(
        &self,
        bytes: &[u8],
        (first, behind): (DocId, DocId),
    ) -> Result<(u64, DocId), Error> {
        Ok(match self {
            Self::Name => (0, behind),
            Self::Relevance(..) | Self::Figures(..) => {
                (u64::from_be_bytes(bytes.try_into().map_err(|_| Error::Cursor)?), behind)
            }
            Self::NameDown => (u64::from(u32::MAX - first) + 1, 0),
            Self::Values(column, is_down) => match bytes.split_first() {
                Some((1, [])) => (NONE, behind),
                Some((0, value)) => {
                    let value = if *is_down { up(value) } else { value.to_vec() };
                    match column.values.dictionary().term_ord_or_next(&value)? {
                        TermOrdHit::Exact(ordinal) => (turned(ordinal, false, *is_down), behind),
                        TermOrdHit::Next(ordinal) if *is_down => (NONE - ordinal, 0),
                        TermOrdHit::Next(ordinal) => (ordinal, 0),
                    }
                }
                _ => return Err(Error::Cursor),
            },
        })
    }
}

fn turned(value: u64, is_none: bool, is_down: bool) -> u64 {
    match (is_none, is_down) {
        (true, _) => NONE,
        (false, true) => NONE - 1 - value,
        (false, false) => value,
    }
}

/// Bytes that are in order from the last to the first. No text has the byte 255, so that a longer one
/// comes before its own beginning.
fn down(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| u8::MAX - byte).chain([u8::MAX]).collect()
}

/// Reads what [`down`] wrote.
fn up(bytes: &[u8]) -> Vec<u8> {
    let text = bytes.split_last().map(|(_, text)| text).unwrap_or_default();
    text.iter().map(|byte| u8::MAX - byte).collect()
}
