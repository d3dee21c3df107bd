//! Completions of what is being typed.

use std::cmp::Reverse;
use std::io;

use domain::Partition;
use domain::id::TypedId;
use domain::search::{FilterField, Suggestion, SuggestionKind};
use domain::value::words;

use crate::asked::Asked;
use crate::class::Class;
use crate::facet::{Grouped, count, grouped, place};
use crate::find::matches;
use crate::matching::Matches;
use crate::order::Order;
use crate::page::{Placed, Start, page};
use crate::question::Question;
use crate::snapshot::{Shared, Snapshot};
use crate::token::{Candidate, Care, Token};
use crate::{Error, key};

/// Of the people that match, how many of the best are looked at for frequent names.
const PEOPLE: usize = 200;
/// Of the values that people who match have, how many of the most frequent are looked at.
const VALUES: usize = 2_000;

/// The facets that are suggested, and as what.
const KINDS: &[(FilterField, SuggestionKind)] = &[
    (FilterField::Company, SuggestionKind::Company),
    (FilterField::Title, SuggestionKind::Title),
    (FilterField::City, SuggestionKind::City),
];

/// See [`crate::Index::suggest`].
pub(crate) fn suggest(
    shared: &Shared,
    partition: Partition,
    text: &str,
    limit: usize,
) -> Result<Vec<Suggestion>, Error> {
    let snapshot = shared.current();
    let mut suggestions = Vec::new();
    for care in [Care::Usual, Care::Far] {
        let question = Question::words(&snapshot, partition, text, care)?;
        suggestions = with(shared, &snapshot, partition, (&question, care), limit)?;
        if !suggestions.is_empty() || !question.plan.forgives() {
            break;
        }
    }
    Ok(suggestions)
}

fn with(
    shared: &Shared,
    snapshot: &Snapshot,
    partition: Partition,
    (question, care): (&Question, Care),
    limit: usize,
) -> Result<Vec<Suggestion>, Error> {
    let asked = question.plan.leaves();
    let tokens: Vec<&Token> = asked
        .iter()
        .filter_map(|leaf| match &leaf.asked {
            Asked::Token(token @ Token::Word { .. }) => Some(token),
            _ => None,
        })
        .collect();
    if tokens.is_empty() || tokens.len() < asked.len() || limit == 0 {
        return Ok(Vec::new());
    }
    let names = question.within(Class::Name);
    let mut lists = vec![people(snapshot, partition, &names, limit)?];
    let question = question.within(Class::Other);
    let found = matches(snapshot, partition, &question)?;
    for (field, kind) in KINDS {
        lists.push(values(shared, &found, (&tokens, care), (*field, *kind), limit));
    }
    Ok(fair(lists, limit))
}

/// The most frequent full names among the people that match best.
fn people(
    snapshot: &Snapshot,
    partition: Partition,
    question: &Question,
    limit: usize,
) -> Result<Vec<Suggestion>, Error> {
    let found = matches(snapshot, partition, question)?;
    let hits = page(partition, &found, (Order::Relevance, Start::Skip(0)), PEOPLE)?;
    let keys = hits.iter().map(Placed::key).collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<(usize, usize)> = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let name = key::name(key);
        match names.iter_mut().find(|(first, _)| key::name(&keys[*first]) == name) {
            Some((_, count)) => *count += 1,
            None => names.push((at, 1)),
        }
    }
    names.sort_by_key(|(_, count)| Reverse(*count));
    names.truncate(limit);
    let mut people = Vec::with_capacity(names.len());
    for (first, _) in names {
        let hit = &hits[first];
        let text = hit.matches.segment.card(hit.doc)?.name;
        let count = namesakes(&found, partition, key::name(&keys[first]))?;
        // A first name alone stands in no list of full names.
        if !text.is_empty() {
            people.push(Suggestion { kind: SuggestionKind::Person, text, count });
        }
    }
    people.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    Ok(people)
}

/// How many of the people have exactly this folded name: they lie together.
fn namesakes(found: &[Matches<'_>], partition: Partition, name: &[u8]) -> io::Result<u64> {
    let mut first = partition.owner().uuid().as_bytes().to_vec();
    first.extend_from_slice(name);
    let mut next = first.clone();
    first.push(0);
    next.push(1);
    let mut count = 0;
    for matches in found {
        let end = matches.segment.first_from(&next)?;
        let docs = matches.all.iter_from(matches.segment.first_from(&first)?);
        count += docs.take_while(|doc| *doc < end).count() as u64;
    }
    Ok(count)
}

/// The most frequent values of a facet that meet every token themselves.
fn values(
    shared: &Shared,
    found: &[Matches<'_>],
    (tokens, care): (&[&Token], Care),
    (field, kind): (FilterField, SuggestionKind),
    limit: usize,
) -> Vec<Suggestion> {
    let Some(at) = place(field) else { return Vec::new() };
    let sets = found.iter().map(|found| (&found.segment.body.facets[at], &found.all));
    let counts = count(sets, &shared.values[at]);
    let known = shared.values[at].known();
    let values: Vec<(u64, &str)> = grouped(counts, &known, VALUES)
        .into_iter()
        .map(|Grouped { count, usual, .. }| (count, known.shown(usual)))
        .filter(|(_, text)| meets_all(tokens, care, text))
        .take(limit)
        .collect();
    let suggestion = |(count, text): (u64, &str)| Suggestion { kind, text: text.to_owned(), count };
    values.into_iter().map(suggestion).collect()
}

fn meets_all(tokens: &[&Token], care: Care, text: &str) -> bool {
    let words = words(text);
    let met = |token: &&Token| {
        words.iter().any(|word| token.meets(Candidate::Word(word), care).is_some())
    };
    tokens.iter().all(met)
}

/// The lists as one, most frequent first. Each list has an equal share before any has more, so
/// that common titles do not push the people out.
fn fair(lists: Vec<Vec<Suggestion>>, limit: usize) -> Vec<Suggestion> {
    let mut lists: Vec<_> = lists.into_iter().map(Vec::into_iter).collect();
    let mut chosen = Vec::with_capacity(limit);
    while chosen.len() < limit {
        let round: Vec<_> = lists.iter_mut().filter_map(Iterator::next).collect();
        if round.is_empty() {
            break;
        }
        chosen.extend(round);
    }
    chosen.truncate(limit);
    chosen.sort_by(|a, b| {
        b.count.cmp(&a.count).then(a.kind.cmp(&b.kind)).then_with(|| a.text.cmp(&b.text))
    });
    chosen
}
