//! A query, understood: the places of the index to look at.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::id::TypedId;
use domain::search::language::{Chip, Reading};
use domain::search::{Filter, FilterField, SearchQuery, Span};
use domain::{ListId, Partition};

use crate::class::Class;
use crate::find::settled;
use crate::plan::Plan;
use crate::snapshot::Snapshot;
use crate::term::{Kind, term};
use crate::token::Care;
use crate::{Error, filter};

/// A query, understood.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) plan: Plan,
    pub(crate) filters: Vec<FilterTerms>,
    /// The plain words that were recognised.
    pub(crate) chips: Vec<Chip>,
    /// Tells this search from others, whatever the page; a cursor carries it.
    pub(crate) fingerprint: u64,
}

/// One filter, as places to look at.
#[derive(Clone)]
pub(crate) struct FilterTerms {
    pub(crate) field: FilterField,
    pub(crate) include: Vec<Value>,
    pub(crate) exclude: Vec<Value>,
}

/// One value of a filter.
#[derive(Clone)]
pub(crate) enum Value {
    Term(Vec<u8>),
    Span(Span),
    /// What meets another search: a live list.
    Search(Box<Question>),
}

impl Question {
    /// Makes a question of a query whose box was read with all its marks.
    pub(crate) fn read(
        snapshot: &Snapshot,
        partition: Partition,
        (query, reading): (&SearchQuery, &Reading),
        care: Care,
    ) -> Result<Self, Error> {
        let plan = Plan::of(snapshot, partition, &reading.node, care)?;
        let mut filters = Vec::with_capacity(query.filters.len());
        for filter in &query.filters {
            let mut terms = filter_terms(partition, filter)?;
            if filter.field == FilterField::List {
                live(snapshot, partition, query, (&filter.include, &mut terms.include))?;
                live(snapshot, partition, query, (&filter.exclude, &mut terms.exclude))?;
            }
            filters.push(terms);
        }
        let fingerprint = fingerprint(partition, query);
        Ok(Self { plan, filters, chips: reading.chips.clone(), fingerprint })
    }

    /// Reads a text without marks.
    pub(crate) fn words(
        snapshot: &Snapshot,
        partition: Partition,
        text: &str,
        care: Care,
    ) -> Result<Self, Error> {
        let plan = Plan::of_words(snapshot, partition, text, care)?;
        Ok(Self { plan, filters: Vec::new(), chips: Vec::new(), fingerprint: 0 })
    }

    /// The same question to the fields of this class and better ones alone.
    pub(crate) fn within(&self, class: Class) -> Self {
        Self { plan: self.plan.within(class), ..self.clone() }
    }
}

fn filter_terms(partition: Partition, filter: &Filter) -> Result<FilterTerms, Error> {
    let field = filter.field;
    let read = |text: &String| {
        if FilterField::DATES.contains(&field) {
            let span = Span::parse(text).map_err(|message| Error::Filter { field, message })?;
            return Ok(Value::Span(span));
        }
        let value = filter::value(field, text)?;
        Ok(Value::Term(term(partition, Kind::Filter(field), value.as_bytes())))
    };
    let all = |values: &[String]| values.iter().map(read).collect::<Result<Vec<_>, Error>>();
    Ok(FilterTerms { field, include: all(&filter.include)?, exclude: all(&filter.exclude)? })
}

/// Puts the searches of live lists in the place of their ids.
fn live(
    snapshot: &Snapshot,
    partition: Partition,
    query: &SearchQuery,
    (ids, values): (&[String], &mut [Value]),
) -> Result<(), Error> {
    for (id, value) in ids.iter().zip(values) {
        let search = id.parse().ok().and_then(|id: ListId| query.lists.get(&id));
        if let Some(search) = search {
            *value = Value::Search(Box::new(settled(snapshot, partition, search)?));
        }
    }
    Ok(())
}

/// Of everything that decides which contacts are found and in which order.
fn fingerprint(partition: Partition, query: &SearchQuery) -> u64 {
    let mut hasher = DefaultHasher::new();
    partition.owner().uuid().hash(&mut hasher);
    query.text.hash(&mut hasher);
    query.verbatim.hash(&mut hasher);
    query.filters.hash(&mut hasher);
    query.sort.hash(&mut hasher);
    query.lists.hash(&mut hasher);
    hasher.finish()
}
