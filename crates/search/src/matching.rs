//! The contacts of one segment that meet a query.

use domain::Partition;
use domain::search::FilterField;
use tantivy::DocId;

use crate::Error;
use crate::bits::{Bits, Span};
use crate::question::{FilterTerms, Question};
use crate::segment::Segment;
use crate::word::{Places, WordMatches};

/// The contacts of one segment that meet a query.
pub(crate) struct Matches<'a> {
    pub(crate) segment: &'a Segment,
    words: Vec<WordMatches>,
    /// What meets the box, whatever the filters say.
    boxed: Bits,
    filters: Vec<(FilterField, Bits)>,
    /// What meets everything.
    pub(crate) all: Bits,
}

impl<'a> Matches<'a> {
    /// `None` where the segment has none.
    pub(crate) fn of(
        segment: &'a Segment,
        partition: Partition,
        question: &Question,
    ) -> Result<Option<Self>, Error> {
        let span = segment.span(partition)?;
        if span.is_empty() {
            return Ok(None);
        }
        let mut places = Vec::with_capacity(question.lookups.len());
        for lookups in &question.lookups {
            places.push(Places::of(segment, lookups)?);
        }
        // The rarest word first: of the others only its contacts are looked at.
        places.sort_by_key(Places::contacts);
        let mut boxed = segment.everyone(span);
        let mut words = Vec::with_capacity(places.len());
        for places in &places {
            let word = WordMatches::among(segment, span, &boxed, places)?;
            boxed.and(&word.docs);
            words.push(word);
            if boxed.is_empty() {
                return Ok(None);
            }
        }
        let mut filters = Vec::with_capacity(question.filters.len());
        for filter in &question.filters {
            filters.push((filter.field, allowed(segment, span, filter)?));
        }
        let mut all = boxed.clone();
        for (_, allowed) in &filters {
            all.and(allowed);
        }
        Ok(Some(Self { segment, words, boxed, filters, all }))
    }

    /// What meets everything but the filter of this field.
    pub(crate) fn without(&self, field: FilterField) -> Bits {
        let mut bits = self.boxed.clone();
        let others = self.filters.iter().filter(|(other, _)| *other != field);
        others.for_each(|(_, allowed)| bits.and(allowed));
        bits
    }

    /// How well a contact meets the box, 0 for best; only for documents in `all`.
    pub(crate) fn rank(&self, doc: DocId) -> u32 {
        self.words.iter().map(|word| word.tier(doc).rank()).sum()
    }

    /// Whether all contacts have the same rank.
    pub(crate) fn is_level(&self) -> bool {
        self.words.iter().all(|word| word.best == word.worst)
    }

    /// The best rank that any contact of the segment can have.
    pub(crate) fn best_rank(&self) -> u32 {
        self.words.iter().map(|word| word.best.rank()).sum()
    }
}

/// Whom one filter lets through.
fn allowed(segment: &Segment, span: Span, filter: &FilterTerms) -> Result<Bits, Error> {
    let union = |terms: &[Vec<u8>]| -> Result<Bits, Error> {
        let mut bits = Bits::empty(span);
        for term in terms {
            if let Some(mut postings) = segment.postings(term)? {
                bits.insert_all(&mut postings);
            }
        }
        Ok(bits)
    };
    let mut bits =
        if filter.include.is_empty() { Bits::full(span, None) } else { union(&filter.include)? };
    if !filter.exclude.is_empty() {
        bits.and_not(&union(&filter.exclude)?);
    }
    Ok(bits)
}
