//! A search from the query to the page.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Partition;
use domain::search::language::Reading;
use domain::search::{Relation, SearchQuery, Total};

use crate::counts::Counted;
use crate::cursor::Cursor;
use crate::matching::Matches;
use crate::order::Order;
use crate::page::{Start, page};
use crate::question::Question;
use crate::snapshot::{Shared, Snapshot};
use crate::token::Care;
use crate::why::why;
use crate::{Error, Every, Found, FoundHit, facet};

/// One page of the contacts that match.
pub(crate) fn find(
    shared: &Shared,
    partition: Partition,
    query: &SearchQuery,
) -> Result<Found, Error> {
    let snapshot = shared.current();
    let asking = Asking::read(&snapshot, partition, query)?;
    let Answered { question, found, is_far } = asking.answered()?;
    let total: usize = found.iter().map(|matches| matches.all.count()).sum();
    let facets = if query.facets {
        let asked = Counted {
            snapshot: snapshot.number,
            partition,
            fingerprint: question.fingerprint,
            is_far,
        };
        shared.counts.get(asked, total, || facet::facets(&found, question, &shared.values))
    } else {
        Arc::default()
    };
    let order = Order::of(query.sort, question.plan.has_words());
    // One more than asked for tells whether there is a next page.
    let start = asking.after.as_ref().map_or(Start::Skip(query.offset), Start::After);
    let mut hits = page(partition, &found, (order, start), query.limit + 1)?;
    let more = hits.len() > query.limit;
    hits.truncate(query.limit);
    let last = hits.last().filter(|_| more);
    let cursor = last.map(|hit| hit.cursor(is_far)).transpose()?;
    let cursor = cursor.map(|cursor| cursor.to_text(question.fingerprint));
    let mut told = Vec::with_capacity(hits.len());
    for hit in &hits {
        let contact = hit.matches.segment.contact(hit.doc);
        told.push(FoundHit { contact, why: why(hit.matches, hit.doc)? });
    }
    Ok(Found {
        total: Total { value: total as u64, relation: Relation::Eq },
        facets: BTreeMap::clone(&facets),
        chips: question.chips.clone(),
        next_cursor: cursor,
        hits: told,
    })
}

/// See [`crate::Index::every`].
pub(crate) fn every(
    shared: &Shared,
    partition: Partition,
    query: &SearchQuery,
    most: usize,
) -> Result<Every, Error> {
    let snapshot = shared.current();
    let asking = Asking::read(&snapshot, partition, query)?;
    let Answered { found, .. } = asking.answered()?;
    let total: usize = found.iter().map(|matches| matches.all.count()).sum();
    if total > most {
        return Ok(Every { total: total as u64, contacts: None });
    }
    let mut contacts = Vec::with_capacity(total);
    for matches in &found {
        contacts.extend(matches.all.iter().map(|doc| matches.segment.contact(doc)));
    }
    Ok(Every { total: total as u64, contacts: Some(contacts) })
}

/// A query that is answered with what is forgiven only where nobody meets its box otherwise. A page behind
/// another is answered as that one was.
pub(crate) struct Asking<'a> {
    snapshot: &'a Snapshot,
    partition: Partition,
    query: &'a SearchQuery,
    /// The box, which is read once.
    pub(crate) reading: Reading,
    usual: Question,
    far: OnceCell<Question>,
    after: Option<Cursor>,
}

/// The question that is answered, and what matches it.
pub(crate) struct Answered<'a> {
    pub(crate) question: &'a Question,
    pub(crate) found: Vec<Matches<'a>>,
    pub(crate) is_far: bool,
}

impl<'a> Asking<'a> {
    pub(crate) fn read(
        snapshot: &'a Snapshot,
        partition: Partition,
        query: &'a SearchQuery,
    ) -> Result<Self, Error> {
        let reading = Reading::of(&query.text, &query.verbatim);
        let usual = Question::read(snapshot, partition, (query, &reading), Care::Usual)?;
        let cursor = query.cursor.as_deref();
        let after = cursor.map(|text| Cursor::parse(text, usual.fingerprint)).transpose()?;
        Ok(Self { snapshot, partition, query, reading, usual, far: OnceCell::new(), after })
    }

    pub(crate) fn answered(&'a self) -> Result<Answered<'a>, Error> {
        let known = self.after.as_ref().map(|cursor| cursor.is_far);
        if known != Some(true) {
            let found = matches(self.snapshot, self.partition, &self.usual)?;
            let is_met = found.iter().any(Matches::is_met);
            if known == Some(false) || is_met || !self.usual.plan.forgives() {
                return Ok(Answered { question: &self.usual, found, is_far: false });
            }
        }
        let read = (self.query, &self.reading);
        let far = Question::read(self.snapshot, self.partition, read, Care::Far)?;
        let question = self.far.get_or_init(|| far);
        let found = matches(self.snapshot, self.partition, question)?;
        Ok(Answered { question, found, is_far: true })
    }
}

/// The question that a search answers, for one that stands in another: with what is forgiven only where
/// nobody meets its box otherwise.
pub(crate) fn settled(
    snapshot: &Snapshot,
    partition: Partition,
    query: &SearchQuery,
) -> Result<Question, Error> {
    let asking = Asking::read(snapshot, partition, query)?;
    if asking.usual.plan.forgives() {
        asking.answered()?;
    }
    Ok(asking.far.into_inner().unwrap_or(asking.usual))
}

/// What matches, segment by segment.
pub(crate) fn matches<'a>(
    snapshot: &'a Snapshot,
    partition: Partition,
    question: &'a Question,
) -> Result<Vec<Matches<'a>>, Error> {
    let mut found = Vec::with_capacity(snapshot.segments.len());
    for segment in &snapshot.segments {
        found.extend(Matches::of(segment, partition, question)?);
    }
    Ok(found)
}
