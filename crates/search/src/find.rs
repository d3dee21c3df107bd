//! A search from the query to the page.

use std::collections::BTreeMap;

use domain::Partition;
use domain::search::{Relation, SearchQuery, Total, Why};

use crate::cursor::Cursor;
use crate::matching::Matches;
use crate::page::{Placed, page};
use crate::question::Question;
use crate::snapshot::Shared;
use crate::{Error, Found, FoundHit, facet, key};

/// One page of the contacts that match.
pub(crate) fn find(
    shared: &Shared,
    partition: Partition,
    query: &SearchQuery,
) -> Result<Found, Error> {
    let snapshot = shared.current();
    let question = Question::read(&snapshot, partition, query)?;
    let after = query.cursor.as_deref();
    let after = after.map(|text| Cursor::parse(text, question.fingerprint)).transpose()?;

    let mut found = Vec::with_capacity(snapshot.segments.len());
    for segment in &snapshot.segments {
        found.extend(Matches::of(segment, partition, &question)?);
    }
    let total: usize = found.iter().map(|matches| matches.all.count()).sum();
    let facets = if query.facets {
        facet::facets(&found, &question, &shared.values)
    } else {
        BTreeMap::new()
    };
    // One more than asked for tells whether there is a next page.
    let mut hits = page(partition, &found, after.as_ref(), query.limit + 1)?;
    let more = hits.len() > query.limit;
    hits.truncate(query.limit);
    let last = hits.last().filter(|_| more);
    Ok(Found {
        total: Total { value: total as u64, relation: Relation::Eq },
        facets,
        next_cursor: last.map(|hit| hit.cursor().to_text(question.fingerprint)),
        hits: hits.iter().map(|hit| told(hit, &question)).collect::<Result<_, _>>()?,
    })
}

/// A hit with the reasons for it.
fn told(hit: &Placed<'_>, question: &Question) -> Result<FoundHit, Error> {
    let contact = key::contact(&hit.key).ok_or(Error::Key)?;
    let why: Vec<Why> = if question.tokens.is_empty() {
        Vec::new()
    } else {
        let card = hit.segment.card(hit.doc)?;
        question.tokens.iter().filter_map(|token| card.why(token)).collect()
    };
    Ok(FoundHit { contact, why })
}
