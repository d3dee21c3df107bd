//! The place in the order that has a given number of hits before it, for whoever drags a scroll bar.
//!
//! The hits of each segment are a sorted list; where the lists are cut so that the pieces in front hold
//! the wanted number is found by halving the longest list again and again (selection in several sorted
//! lists), so keys are read some hundred times at any depth.

use std::cmp::Ordering;

use tantivy::DocId;

use crate::Error;
use crate::bits::Bits;
use crate::matching::Matches;
use crate::order::Numbers;

/// The hits of one segment in their order.
pub(crate) enum Ranked<'a> {
    /// By their documents.
    Docs(&'a Bits, usize),
    Sorted(Vec<(u64, DocId)>),
}

impl<'a> Ranked<'a> {
    pub(crate) fn of(matches: &'a Matches<'a>, numbers: &Numbers<'_>) -> Self {
        if matches!(numbers, Numbers::Name) {
            return Self::Docs(&matches.all, matches.all.count());
        }
        let mut hits: Vec<(u64, DocId)> = numbers.of_hits(&matches.all).collect();
        hits.sort_unstable();
        Self::Sorted(hits)
    }

    fn len(&self) -> usize {
        match self {
            Self::Docs(_, count) => *count,
            Self::Sorted(hits) => hits.len(),
        }
    }

    fn at(&self, place: usize) -> Option<(u64, DocId)> {
        match self {
            Self::Docs(docs, _) => docs.nth(place).map(|doc| (0, doc)),
            Self::Sorted(hits) => hits.get(place).copied(),
        }
    }

    /// The first `limit` from a place on.
    pub(crate) fn page(&self, from: usize, limit: usize) -> Vec<(u64, DocId)> {
        match self {
            Self::Docs(docs, _) => {
                let Some(first) = docs.nth(from) else { return Vec::new() };
                docs.iter_from(first).take(limit).map(|doc| (0, doc)).collect()
            }
            Self::Sorted(hits) => hits.iter().skip(from).take(limit).copied().collect(),
        }
    }
}

/// How many hits of each segment are among the first `skip` of all.
pub(crate) fn cut(
    found: &[Matches<'_>],
    numbers: &[Numbers<'_>],
    ranked: &[Ranked<'_>],
    skip: usize,
) -> Result<Vec<usize>, Error> {
    // Among all, bytes and then keys order the hits, as where pages are merged.
    let lists: Vec<usize> = ranked.iter().map(Ranked::len).collect();
    select(&lists, skip, |list, place| {
        let (number, doc) = ranked[list].at(place).unwrap_or_default();
        let key = found[list].segment.key(doc)?;
        Ok((numbers[list].bytes(number, &key)?, key))
    })
}

/// Cuts sorted lists of these lengths so that `skip` elements, the smallest, are in front of the cuts.
fn select<T: Ord>(
    lists: &[usize],
    skip: usize,
    element: impl Fn(usize, usize) -> Result<T, Error>,
) -> Result<Vec<usize>, Error> {
    let (mut low, mut high) = (vec![0; lists.len()], lists.to_vec());
    if skip >= high.iter().sum() {
        return Ok(high);
    }
    while low.iter().sum::<usize>() < skip {
        let open = |list: &usize| high[*list] - low[*list];
        let Some(longest) = (0..lists.len()).max_by_key(open) else { break };
        let middle = low[longest] + open(&longest) / 2;
        let pivot = element(longest, middle)?;
        let mut before = Vec::with_capacity(lists.len());
        for list in 0..lists.len() {
            let (mut from, mut to) = (low[list], high[list]);
            if list == longest {
                (from, to) = (middle, middle);
            }
            while from < to {
                let between = from + (to - from) / 2;
                if element(list, between)? < pivot {
                    from = between + 1;
                } else {
                    to = between;
                }
            }
            before.push(from);
        }
        match before.iter().sum::<usize>().cmp(&skip) {
            Ordering::Greater => high = before,
            Ordering::Equal => return Ok(before),
            Ordering::Less => {
                // The pivot itself is among the smallest.
                before[longest] += 1;
                low = before;
            }
        }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_smallest_are_in_front_of_the_cuts(
            mut lists in proptest::collection::vec(proptest::collection::btree_set(0..400u32, 0..40), 0..5),
            skip in 0..150usize,
        ) {
            // No element is in two lists, as no contact is in two segments.
            for at in 1..lists.len() {
                let others: Vec<u32> = lists[..at].iter().flatten().copied().collect();
                lists[at].retain(|element| !others.contains(element));
            }
            let lists: Vec<Vec<u32>> = lists.into_iter().map(|list| list.into_iter().collect()).collect();
            let lengths: Vec<usize> = lists.iter().map(Vec::len).collect();
            let cuts = select(&lengths, skip, |list, place| {
                Ok(lists[list][place])
            }).unwrap();
            let mut front: Vec<u32> =
                lists.iter().zip(&cuts).flat_map(|(list, cut)| &list[..*cut]).copied().collect();
            front.sort_unstable();
            let mut all: Vec<u32> = lists.concat();
            all.sort_unstable();
            all.truncate(skip);
            prop_assert_eq!(front, all);
        }
    }
}
