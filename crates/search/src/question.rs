//! A query, understood: the places of the index to look at.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::Partition;
use domain::id::TypedId;
use domain::search::{Filter, FilterField, SearchQuery};

use crate::class::Class;
use crate::lookup::{Lookup, lookups};
use crate::snapshot::Snapshot;
use crate::term::{Kind, term};
use crate::token::Token;
use crate::{Error, filter};

/// A query, understood.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) tokens: Vec<Token>,
    /// For each token where its contacts stand.
    pub(crate) lookups: Vec<Vec<Lookup>>,
    pub(crate) filters: Vec<FilterTerms>,
    /// Tells this search from others, whatever the page; a cursor carries it.
    pub(crate) fingerprint: u64,
}

/// One filter as terms.
#[derive(Clone)]
pub(crate) struct FilterTerms {
    pub(crate) field: FilterField,
    pub(crate) include: Vec<Vec<u8>>,
    pub(crate) exclude: Vec<Vec<u8>>,
}

impl Question {
    pub(crate) fn read(
        snapshot: &Snapshot,
        partition: Partition,
        query: &SearchQuery,
    ) -> Result<Self, Error> {
        let tokens = Token::read(&query.text);
        let mut places = Vec::with_capacity(tokens.len());
        for token in &tokens {
            places.push(places_of(snapshot, partition, token)?);
        }
        let filters = query.filters.iter().map(|filter| filter_terms(partition, filter));
        Ok(Self {
            tokens,
            lookups: places,
            filters: filters.collect::<Result<_, _>>()?,
            fingerprint: fingerprint(partition, query),
        })
    }

    /// The same question to the fields of this class and better ones alone.
    pub(crate) fn within(&self, class: Class) -> Self {
        let within = |places: &Vec<Lookup>| {
            places.iter().filter(|place| place.tier.class() <= class as u8).cloned().collect()
        };
        Self { lookups: self.lookups.iter().map(within).collect(), ..self.clone() }
    }
}

/// Where to look for a token. An e-mail address that somebody has is meant as it stands;
/// any other may be unfinished.
fn places_of(
    snapshot: &Snapshot,
    partition: Partition,
    token: &Token,
) -> Result<Vec<Lookup>, Error> {
    let mut places = lookups(partition, token);
    let exact = places.last().filter(|_| matches!(token, Token::Address(_)));
    if let Some(exact) = exact
        && anybody(snapshot, &exact.term)?
    {
        places.drain(..places.len() - 1);
    }
    Ok(places)
}

fn anybody(snapshot: &Snapshot, term: &[u8]) -> Result<bool, Error> {
    for segment in &snapshot.segments {
        let Some(mut postings) = segment.postings(term)? else { continue };
        while !postings.docs().is_empty() {
            if postings.docs().iter().any(|&doc| segment.is_alive(doc)) {
                return Ok(true);
            }
            postings.advance();
        }
    }
    Ok(false)
}

fn filter_terms(partition: Partition, filter: &Filter) -> Result<FilterTerms, Error> {
    let field = filter.field;
    let terms = |values: &[String]| {
        let term = |value: &String| {
            Ok(term(partition, Kind::Filter(field), filter::value(field, value)?.as_bytes()))
        };
        values.iter().map(term).collect::<Result<Vec<_>, Error>>()
    };
    Ok(FilterTerms { field, include: terms(&filter.include)?, exclude: terms(&filter.exclude)? })
}

/// Of everything that decides which contacts are found and in which order.
fn fingerprint(partition: Partition, query: &SearchQuery) -> u64 {
    let mut hasher = DefaultHasher::new();
    partition.owner().uuid().hash(&mut hasher);
    query.text.hash(&mut hasher);
    query.filters.hash(&mut hasher);
    hasher.finish()
}
