//! Values of one filter that begin as it is typed, with counts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::contact::{Department, Seniority};
use domain::search::{FacetCount, FilterField, SearchQuery};
use domain::value::{Country, fold};
use domain::{Layer, Partition};

use crate::Error;
use crate::bits::Bits;
use crate::facet::{count, place, top};
use crate::find::{Answered, Asking};
use crate::matching::Matches;
use crate::snapshot::Shared;
use crate::term::{HEAD, Kind, term};

/// See [`crate::Index::facet_values`].
pub(crate) fn facet_values(
    shared: &Shared,
    partition: Partition,
    query: &SearchQuery,
    (field, typed): (FilterField, &str),
    limit: usize,
) -> Result<Vec<FacetCount>, Error> {
    if FilterField::DATES.contains(&field) {
        let message = "Moments are not counted; filter by a span of them.".to_owned();
        return Err(Error::Filter { field, message });
    }
    if field == FilterField::List {
        let message = "Lists are not counted here; there is a list of them.".to_owned();
        return Err(Error::Filter { field, message });
    }
    let snapshot = shared.current();
    let asking = Asking::read(&snapshot, partition, query)?;
    let Answered { found, .. } = asking.answered()?;
    let sets: Vec<Arc<Bits>> = found.iter().map(|matches| matches.without(field)).collect();
    let typed = fold(typed);
    if let Some(at) = place(field) {
        let columns = found.iter().map(|matches| &matches.segment.body.facets[at]);
        let mut counts = count(columns.zip(&sets), &shared.values[at]);
        let known = shared.values[at].known();
        counts.retain(|(id, _)| begins(field, known.shown(*id), &typed));
        return Ok(top(counts, &known, limit));
    }
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for value in named(&found, partition, field, &typed)? {
        let term = term(partition, Kind::Filter(field), value.as_bytes());
        let mut count = 0;
        for (matches, set) in found.iter().zip(&sets) {
            let Some(info) = matches.segment.term(&term)? else { continue };
            count += set.count_within(&*matches.segment.standing(&info)?);
        }
        counts.insert(value, count);
    }
    let mut values: Vec<FacetCount> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(value, count)| FacetCount { value, count })
        .collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    values.truncate(limit);
    Ok(values)
}

/// The values of a filter that begin as it was typed. In the directory only domains of companies are named:
/// those of addresses are hidden.
fn named(
    found: &[Matches<'_>],
    partition: Partition,
    field: FilterField,
    typed: &str,
) -> Result<BTreeSet<String>, Error> {
    let is_hidden = field == FilterField::Domain && partition.layer() == Layer::Directory;
    let kind = if is_hidden { Kind::CompanyDomain } else { Kind::Filter(field) };
    let first = term(partition, kind, &[]);
    let mut named = BTreeSet::new();
    for matches in found {
        matches.segment.terms_from(&first, |term, _| {
            let value = String::from_utf8_lossy(term.get(HEAD..).unwrap_or_default());
            if begins(field, &value, typed) {
                named.insert(value.into_owned());
            }
        })?;
    }
    Ok(named)
}

/// Whether a value, or a word of it, begins as it was typed; coded ones also by their names.
fn begins(field: FilterField, value: &str, typed: &str) -> bool {
    let label = match field {
        FilterField::Country => {
            Country::all().find(|(code, _)| *code == value).map(|(_, name)| name)
        }
        FilterField::Seniority => Seniority::from_word(value).map(Seniority::label),
        FilterField::Department => Department::from_word(value).map(Department::label),
        _ => None,
    };
    let own = |text: &str| {
        let folded = fold(text);
        let mut starts = folded.match_indices(' ').map(|(at, _)| at + 1);
        folded.starts_with(typed) || starts.any(|at| folded[at..].starts_with(typed))
    };
    own(value) || label.is_some_and(own)
}
