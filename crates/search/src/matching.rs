//! The contacts of one segment that meet a query.

use std::sync::Arc;

use domain::Partition;
use domain::search::{FilterField, Span as Dates};

use crate::Error;
use crate::bits::{Bits, Span};
use crate::plan::{Leaf, Plan};
use crate::question::{FilterTerms, Question, Value};
use crate::segment::Segment;
use crate::sought::Sought;
use crate::word::{Candidates, WordMatches};

/// The contacts of one segment that meet a query.
pub(crate) struct Matches<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) met: Met<'a>,
    /// What meets the box, whatever the filters say.
    boxed: Arc<Bits>,
    filters: Vec<(FilterField, Arc<Bits>)>,
    /// What meets everything.
    pub(crate) all: Arc<Bits>,
}

/// How a plan is met in a segment.
pub(crate) enum Met<'a> {
    Leaf(Arc<WordMatches>, &'a Leaf),
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
        let Some((boxed, met)) = look.met(&question.plan, &segment.everyone(span))? else {
            return Ok(None);
        };
        let mut filters = Vec::with_capacity(question.filters.len());
        for filter in &question.filters {
            filters.push((filter.field, look.allowed(filter)?));
        }
        let boxed = Arc::new(boxed);
        let all = filtered(&boxed, filters.iter().map(|(_, allowed)| allowed));
        Ok(Some(Self { segment, met, boxed, filters, all }))
    }

    /// What meets everything but the filter of this field.
    pub(crate) fn without(&self, field: FilterField) -> Arc<Bits> {
        let others = self.filters.iter().filter(|(other, _)| *other != field);
        filtered(&self.boxed, others.map(|(_, allowed)| allowed))
    }

    /// Whether anybody meets the box, whatever the filters say.
    pub(crate) fn is_met(&self) -> bool {
        !self.boxed.is_empty()
    }
}

/// Those whom all filters let through.
fn filtered<'b>(boxed: &Arc<Bits>, filters: impl Iterator<Item = &'b Arc<Bits>>) -> Arc<Bits> {
    filters.fold(Arc::clone(boxed), |left, allowed| Arc::new(left.within(allowed)))
}

/// Where is looked.
pub(crate) struct Look<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) span: Span,
}

impl<'a> Look<'a> {
    /// Those of the candidates who meet a plan, and how; `None` if nobody does.
    pub(crate) fn met(
        &self,
        plan: &'a Plan,
        candidates: &Bits,
    ) -> Result<Option<(Bits, Met<'a>)>, Error> {
        self.meeting(&Sought::of(self.segment, plan)?, candidates)
    }

    fn meeting(
        &self,
        sought: &Sought<'a>,
        candidates: &Bits,
    ) -> Result<Option<(Bits, Met<'a>)>, Error> {
        let found = match sought.plan {
            Plan::All(_) => return self.all(&sought.parts, candidates),
            Plan::Leaf(leaf) => {
                let among = Candidates::of(candidates, self.span);
                let (docs, word) = WordMatches::among(self.segment, &among, &sought.stands, leaf)?;
                (docs, Met::Leaf(word, leaf))
            }
            Plan::Any(_) => self.any(&sought.parts, candidates, false)?,
            Plan::First(_) => self.any(&sought.parts, candidates, true)?,
            Plan::Not(part) => {
                let mut docs = candidates.clone();
                if let Some((met, _)) = self.met(part, candidates)? {
                    docs.and_not(&met);
                }
                (docs, Met::Plain)
            }
            Plan::Span(field, span) => {
                (candidates.within(&self.moments(*field, *span)), Met::Plain)
            }
        };
        Ok(Some(found).filter(|(docs, _)| !docs.is_empty()))
    }

    /// Of each part only the contacts that are left by those before it.
    fn all(
        &self,
        parts: &[Sought<'a>],
        candidates: &Bits,
    ) -> Result<Option<(Bits, Met<'a>)>, Error> {
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|at| parts[*at].order());
        let mut left: Option<Bits> = None;
        let mut met: Vec<(usize, Met<'a>)> = Vec::with_capacity(parts.len());
        for at in order {
            let among = left.as_ref().unwrap_or(candidates);
            let Some((docs, part)) = self.meeting(&parts[at], among)? else {
                return Ok(None);
            };
            left = Some(docs);
            met.push((at, part));
        }
        met.sort_by_key(|(at, _)| *at);
        let met = Met::All(met.into_iter().map(|(_, part)| part).collect());
        let docs = left.unwrap_or_else(|| candidates.clone());
        Ok(Some((docs, met)).filter(|(docs, _)| !docs.is_empty()))
    }

    fn any(
        &self,
        parts: &[Sought<'a>],
        candidates: &Bits,
        is_first: bool,
    ) -> Result<(Bits, Met<'a>), Error> {
        let mut docs = Bits::default();
        let mut met = Vec::with_capacity(parts.len());
        for part in parts {
            if let Some((own, part)) = self.meeting(part, candidates)? {
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
        let Some((mut bits, _)) = look.met(&question.plan, &everyone)? else {
            return Ok(Bits::default());
        };
        for filter in &question.filters {
            bits.and(&*look.allowed(filter)?);
        }
        Ok(bits)
    }

    /// Whom one filter lets through, dead contacts included.
    pub(crate) fn allowed(&self, filter: &FilterTerms) -> Result<Arc<Bits>, Error> {
        let included = if filter.include.is_empty() {
            Arc::new(Bits::full(self.span, &Bits::default()))
        } else {
            self.any_of(filter.field, &filter.include)?
        };
        if filter.exclude.is_empty() {
            return Ok(included);
        }
        Ok(Arc::new(included.without(&*self.any_of(filter.field, &filter.exclude)?)))
    }

    /// Those who have one of some values.
    fn any_of(&self, field: FilterField, values: &[Value]) -> Result<Arc<Bits>, Error> {
        let mut sets = values.iter().map(|value| self.having(field, value));
        let mut any = sets.next().unwrap_or_else(|| Ok(Arc::default()))?;
        for set in sets {
            Arc::make_mut(&mut any).or(&*set?);
        }
        Ok(any)
    }

    fn having(&self, field: FilterField, value: &Value) -> Result<Arc<Bits>, Error> {
        Ok(match value {
            Value::Term(term) => match self.segment.term(term)? {
                Some(info) => self.segment.standing(&info)?,
                None => Arc::default(),
            },
            Value::Search(question) => Arc::new(self.answers(question)?),
            Value::Span(span) => Arc::new(self.moments(field, Some(*span))),
        })
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
