//! The contacts of one segment that meet a query.

use std::sync::Arc;

use domain::Partition;
use domain::search::{FilterField, Span as Dates};

use crate::Error;
use crate::bits::{Bits, Span};
use crate::plan::{Leaf, Plan};
use crate::question::{FilterTerms, Question, Value};
use crate::segment::Segment;
use crate::word::{Candidates, Places, WordMatches};

/// The contacts of one segment that meet a query.
pub(crate) struct Matches<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) met: Met<'a>,
    /// What meets the box, whatever the filters say.
    boxed: Bits,
    filters: Vec<(FilterField, Bits)>,
    /// What meets everything.
    pub(crate) all: Bits,
}

/// How a plan is met in a segment.
pub(crate) enum Met<'a> {
    Leaf(WordMatches, &'a Leaf),
    All(Vec<Met<'a>>),
    /// Each part with those who meet it; whether only the first that a contact meets is told.
    Any(Vec<(Bits, Met<'a>)>, bool),
    /// Something that says nothing about how well.
    Plain,
}

impl<'a> Matches<'a> {
    /// `None` where the segment has none.
    pub(crate) fn of(
        segment: &'a Segment,
        partition: Partition,
        question: &'a Question,
    ) -> Result<Option<Self>, Error> {
        let span = segment.span(partition)?;
        if span.is_empty() {
            return Ok(None);
        }
        let look = Look { segment, span };
        let Some((boxed, met)) = look.met(&question.plan, segment.everyone(span), None)? else {
            return Ok(None);
        };
        let mut filters = Vec::with_capacity(question.filters.len());
        for filter in &question.filters {
            filters.push((filter.field, look.allowed(filter)?));
        }
        let mut all = boxed.clone();
        for (_, allowed) in &filters {
            all.and(allowed);
        }
        Ok(Some(Self { segment, met, boxed, filters, all }))
    }

    /// What meets everything but the filter of this field.
    pub(crate) fn without(&self, field: FilterField) -> Bits {
        let mut bits = self.boxed.clone();
        let others = self.filters.iter().filter(|(other, _)| *other != field);
        others.for_each(|(_, allowed)| bits.and(allowed));
        bits
    }

    /// Whether anybody meets the box, whatever the filters say.
    pub(crate) fn is_met(&self) -> bool {
        !self.boxed.is_empty()
    }
}

/// Where is looked.
pub(crate) struct Look<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) span: Span,
}

impl<'a> Look<'a> {
    /// Those of the candidates who meet a plan, and how; `None` if nobody does. Places of a leaf may have
    /// been looked up before.
    pub(crate) fn met(
        &self,
        plan: &'a Plan,
        candidates: Bits,
        places: Option<Arc<Places>>,
    ) -> Result<Option<(Bits, Met<'a>)>, Error> {
        let found = match plan {
            Plan::All(parts) => return self.all(parts, candidates),
            Plan::Leaf(leaf) => {
                let places = match places {
                    Some(places) => places,
                    None => Places::of(self.segment, leaf)?,
                };
                let among = Candidates::of(&candidates, self.span);
                let (docs, word) = WordMatches::among(self.segment, &among, &places, leaf)?;
                (docs, Met::Leaf(word, leaf))
            }
            Plan::Any(parts) => self.any(parts, &candidates, false)?,
            Plan::First(parts) => self.any(parts, &candidates, true)?,
            Plan::Not(part) => {
                let mut docs = candidates;
                if let Some((met, _)) = self.met(part, docs.clone(), None)? {
                    docs.and_not(&met);
                }
                (docs, Met::Plain)
            }
            Plan::Span(field, span) => {
                let mut docs = candidates;
                docs.and(&self.moments(*field, *span));
                (docs, Met::Plain)
            }
        };
        Ok(Some(found).filter(|(docs, _)| !docs.is_empty()))
    }

    /// The rarest leaf first, then what is costlier to look at: of each only the contacts that are left.
    fn all(
        &self,
        parts: &'a [Plan],
        mut candidates: Bits,
    ) -> Result<Option<(Bits, Met<'a>)>, Error> {
        let mut order = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let places = match part {
                Plan::Leaf(leaf) => Some(Places::of(self.segment, leaf)?),
                _ => None,
            };
            let contacts = places.as_ref().map_or(u64::MAX, |places| places.contacts());
            let is_sure = match part {
                Plan::Leaf(leaf) => leaf.lookups.iter().all(|place| place.is_sure),
                _ => false,
            };
            order.push((!is_sure, contacts, at, places));
        }
        order.sort_by_key(|(is_costly, contacts, at, _)| (*is_costly, *contacts, *at));
        let mut met: Vec<(usize, Met<'a>)> = Vec::with_capacity(parts.len());
        for (_, _, at, places) in order {
            let Some((docs, part)) = self.met(&parts[at], candidates, places)? else {
                return Ok(None);
            };
            candidates = docs;
            met.push((at, part));
        }
        met.sort_by_key(|(at, _)| *at);
        let met = Met::All(met.into_iter().map(|(_, part)| part).collect());
        Ok(Some((candidates, met)).filter(|(docs, _)| !docs.is_empty()))
    }

    fn any(
        &self,
        parts: &'a [Plan],
        candidates: &Bits,
        is_first: bool,
    ) -> Result<(Bits, Met<'a>), Error> {
        let mut docs = Bits::default();
        let mut met = Vec::with_capacity(parts.len());
        for part in parts {
            if let Some((own, part)) = self.met(part, candidates.clone(), None)? {
                docs.or(&own);
                met.push((own, part));
            }
        }
        Ok((docs, Met::Any(met, is_first)))
    }

    /// Those who meet a question.
    fn answers(&self, question: &Question) -> Result<Bits, Error> {
        let look = Look { segment: self.segment, span: self.span };
        let everyone = self.segment.everyone(self.span);
        let Some((mut bits, _)) = look.met(&question.plan, everyone, None)? else {
            return Ok(Bits::default());
        };
        for filter in &question.filters {
            bits.and(&look.allowed(filter)?);
        }
        Ok(bits)
    }

    /// Whom one filter lets through.
    pub(crate) fn allowed(&self, filter: &FilterTerms) -> Result<Bits, Error> {
        let union = |values: &[Value]| -> Result<Bits, Error> {
            let mut bits = Bits::default();
            for value in values {
                match value {
                    Value::Term(term) => {
                        if let Some(info) = self.segment.term(term)? {
                            bits.or(&*self.segment.standing(&info)?);
                        }
                    }
                    Value::Search(question) => bits.or(&self.answers(question)?),
                    Value::Span(span) => bits.or(&self.moments(filter.field, Some(*span))),
                }
            }
            Ok(bits)
        };
        let mut bits = if filter.include.is_empty() {
            Bits::full(self.span, &Bits::default())
        } else {
            union(&filter.include)?
        };
        if !filter.exclude.is_empty() {
            bits.and_not(&union(&filter.exclude)?);
        }
        Ok(bits)
    }

    /// Those with a moment in a span.
    fn moments(&self, field: FilterField, dates: Option<Dates>) -> Bits {
        let mut bits = Bits::default();
        let (Some(dates), Some(column)) = (dates, self.segment.body.moments(field)) else {
            return bits;
        };
        // 0 stands for none.
        let (from, until) = (dates.from.max(1), dates.until);
        // Of a range below all values the column tells those with the smallest one (tantivy-columnar
        // 0.27, `transform_range_before_linear_transformation` subtracts and saturates).
        if from < until && until > column.min_value() {
            let mut docs = Vec::new();
            let range = self.span.start..self.span.end;
            column.get_row_ids_for_value_range(from..=until - 1, range, &mut docs);
            bits.or(&Bits::rising(docs));
        }
        bits
    }
}
