//! Which segments become one. A word that is typed is looked up in every segment, with all its typos, so a
//! search wants few of them; but every merge writes its contacts anew.

use std::cmp::Reverse;

use tantivy::index::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// Contacts up to which a segment is small: those of some commits are merged among themselves.
const SMALL: u32 = 10_000;
/// So many small segments are merged.
const SMALL_FROM: usize = 4;
/// The larger segments are merged into one when those beside the largest hold this part of it: one by one,
/// a growing index writes every contact some five times.
const PART: u32 = 4;
/// So many larger segments beside the largest are merged into one in any case.
const BESIDE: usize = 4;
/// Segments of about one size that are merged while a long run of changes goes on: those of more than a
/// million contacts, so that as a rule nothing is merged twice. When the run is over, all are merged.
const IN_RUN: usize = 64;

/// The policy in a long run of changes, or at rest.
pub(crate) fn policy(is_run: bool) -> Box<dyn MergePolicy> {
    if !is_run {
        return Box::new(AtRest);
    }
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(IN_RUN);
    Box::new(policy)
}

/// Whether segments are to be merged at rest.
pub(crate) fn is_due(segments: &[SegmentMeta]) -> bool {
    !AtRest.compute_merge_candidates(segments).is_empty()
}

#[derive(Debug)]
struct AtRest;

impl MergePolicy for AtRest {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let sizes: Vec<u32> = segments.iter().map(SegmentMeta::num_docs).collect();
        let named =
            |at: Vec<usize>| MergeCandidate(at.into_iter().map(|at| segments[at].id()).collect());
        merged(&sizes).into_iter().map(named).collect()
    }
}

/// The segments of these sizes that become one, group by group.
fn merged(sizes: &[u32]) -> Vec<Vec<usize>> {
    let (small, mut large): (Vec<usize>, Vec<usize>) =
        (0..sizes.len()).partition(|at| sizes[*at] < SMALL);
    large.sort_by_key(|at| Reverse(sizes[*at]));
    let mut groups = Vec::new();
    if let Some((&largest, beside)) = large.split_first() {
        let size: u32 = beside.iter().map(|at| sizes[*at]).sum();
        if size > sizes[largest] / PART {
            groups.push(large);
        } else if beside.len() >= BESIDE {
            groups.push(beside.to_vec());
        }
    }
    if small.len() >= SMALL_FROM {
        groups.push(small);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_ones_are_merged_among_themselves() {
        assert_eq!(merged(&[9, 1_000_000, 800, 1, 3]), [[0, 2, 3, 4]]);
        assert_eq!(merged(&[9, 800, 1]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn the_largest_is_written_anew_when_much_came_beside_it() {
        let large = 1_000_000;
        assert_eq!(merged(&[20_000, large, 100_000, 130_001]), [[1, 3, 2, 0]]);
        assert_eq!(merged(&[20_000, large, 100_000, 130_000]), Vec::<Vec<usize>>::new());
        assert_eq!(merged(&[20_000, large, 20_001, 20_002, 20_003]), [[4, 3, 2, 0]]);
    }

    proptest! {
        #[test]
        fn few_are_left(commits in proptest::collection::vec(1..40_000_u32, 0..300)) {
            let mut sizes: Vec<u32> = Vec::new();
            for commit in commits {
                sizes.push(commit);
                // What a merge makes is looked at again.
                loop {
                    let groups = merged(&sizes);
                    if groups.is_empty() {
                        break;
                    }
                    let sums: Vec<u32> =
                        groups.iter().map(|group| group.iter().map(|at| sizes[*at]).sum()).collect();
                    let gone = groups.concat();
                    let rest = (0..sizes.len()).filter(|at| !gone.contains(at)).map(|at| sizes[at]);
                    sizes = rest.chain(sums).collect();
                }
                prop_assert!(sizes.len() <= 7, "{:?}", sizes);
            }
        }
    }
}
