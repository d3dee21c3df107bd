//! How well contacts meet a plan.

use tantivy::DocId;

use crate::bits::Bits;
use crate::matching::Met;

/// How well each of these contacts meets the plan, 0 for best, in their order; only for those who do. Sets are
/// gone through beside the contacts, which costs less than to look for each of them in every set.
pub(crate) fn ranks(met: &Met<'_>, all: &Bits) -> Vec<u64> {
    let docs: Vec<DocId> = all.iter().collect();
    let mut ranks = vec![0; docs.len()];
    add(met, all, &docs, &mut ranks);
    ranks
}

/// `docs` are those of `all`.
fn add(met: &Met<'_>, all: &Bits, docs: &[DocId], ranks: &mut [u64]) {
    match met {
        Met::Plain => {}
        Met::Leaf(word, _) => {
            // Nobody is in two tiers.
            for (tier, own) in &word.tiers {
                let rank = tier.rank();
                each_of(&own.within(all), docs, |at| ranks[at] += rank);
            }
        }
        Met::All(parts) => parts.iter().for_each(|part| add(part, all, docs, ranks)),
        Met::Any(parts, _) => {
            let mut best = vec![None::<u64>; docs.len()];
            for (own, part) in parts {
                let own = own.within(all);
                let mut own_ranks = self::ranks(part, &own).into_iter();
                each_of(&own, docs, |at| {
                    let rank = own_ranks.next().unwrap_or_default();
                    best[at] = Some(best[at].map_or(rank, |known| known.min(rank)));
                });
            }
            for (rank, best) in ranks.iter_mut().zip(best) {
                *rank += best.unwrap_or_default();
            }
        }
    }
}

/// Calls `visit` with the place in `docs` of each document of a set, all of which are there.
fn each_of(set: &Bits, docs: &[DocId], mut visit: impl FnMut(usize)) {
    let mut from = 0;
    set.blocks(|own| {
        for doc in own {
            // The next one is near, or the set is small.
            let mut step = 1;
            while docs.get(from + step).is_some_and(|next| next <= doc) {
                from += step;
                step *= 2;
            }
            let to = docs.len().min(from + step);
            from += docs[from..to].partition_point(|known| known < doc);
            if docs.get(from) == Some(doc) {
                visit(from);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_document_is_found_at_its_place(
            docs in proptest::collection::btree_set(0..5_000_u32, 0..800),
            every in 1..40_usize,
            skip in 0..40_usize,
        ) {
            let docs: Vec<DocId> = docs.into_iter().collect();
            let places: Vec<usize> = (0..docs.len()).skip(skip).step_by(every).collect();
            let set = Bits::rising(places.iter().map(|at| docs[*at]));
            let mut seen = Vec::new();
            each_of(&set, &docs, |at| seen.push(at));
            prop_assert_eq!(seen, places);
        }
    }
}
