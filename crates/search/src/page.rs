//! The hits of one page, out of all segments.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use domain::Partition;
use domain::id::TypedId;
use tantivy::DocId;

use crate::Error;
use crate::cursor::Cursor;
use crate::key;
use crate::matching::Matches;
use crate::segment::Segment;

/// One hit with its place in the order.
pub(crate) struct Placed<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) doc: DocId,
    pub(crate) rank: u32,
    pub(crate) key: Vec<u8>,
}

impl Placed<'_> {
    /// Where the next page begins if this hit ends one.
    pub(crate) fn cursor(&self) -> Cursor {
        Cursor { rank: self.rank, place: self.key.get(key::OWNER..).unwrap_or_default().to_vec() }
    }
}

/// The first `limit` hits behind the cursor, best first.
pub(crate) fn page<'a>(
    partition: Partition,
    found: &[Matches<'a>],
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Vec<Placed<'a>>, Error> {
    let mut queues = Vec::with_capacity(found.len());
    for matches in found {
        queues.push(best_of(partition, matches, after, limit)?.into_iter());
    }
    // Keys are read one by one as the merge needs them: reading is the cost.
    let mut heads = BinaryHeap::with_capacity(queues.len());
    let head = |at: usize, queues: &mut Vec<std::vec::IntoIter<(u32, DocId)>>| {
        let Some((rank, doc)) = queues[at].next() else { return Ok::<_, Error>(None) };
        Ok(Some(Reverse((rank, found[at].segment.key(doc)?, at, doc))))
    };
    for at in 0..queues.len() {
        heads.extend(head(at, &mut queues)?);
    }
    let mut page = Vec::with_capacity(limit);
    while page.len() < limit
        && let Some(Reverse((rank, key, at, doc))) = heads.pop()
    {
        page.push(Placed { segment: found[at].segment, doc, rank, key });
        heads.extend(head(at, &mut queues)?);
    }
    Ok(page)
}

/// The first `limit` hits of a segment behind the cursor. Documents stand in the order of
/// their keys, so the number of the document breaks ties.
fn best_of(
    partition: Partition,
    matches: &Matches<'_>,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Vec<(u32, DocId)>, Error> {
    let best = matches.best_rank();
    let (rank_after, place_after) = match after {
        None => (0, 0),
        Some(cursor) => {
            let mut key = partition.owner().uuid().as_bytes().to_vec();
            key.extend_from_slice(&cursor.place);
            // The very next key in the order of bytes.
            key.push(0);
            (cursor.rank, matches.segment.first_from(&key)?)
        }
    };
    // Nobody that is still to come is better than this.
    let floor = best.max(rank_after);
    if matches.is_level() {
        let from = match rank_after.cmp(&best) {
            Ordering::Less => 0,
            Ordering::Equal => place_after,
            Ordering::Greater => return Ok(Vec::new()),
        };
        return Ok(matches.all.iter_from(from).take(limit).map(|doc| (best, doc)).collect());
    }
    let mut kept: BinaryHeap<(u32, DocId)> = BinaryHeap::with_capacity(limit + 1);
    for doc in matches.all.iter() {
        let rank = matches.rank(doc);
        if rank < rank_after || rank == rank_after && doc < place_after {
            continue;
        }
        if kept.len() >= limit {
            let worst = kept.peek().map_or(0, |(rank, _)| *rank);
            if worst <= floor {
                break;
            }
            if rank >= worst {
                continue;
            }
            kept.pop();
        }
        kept.push((rank, doc));
    }
    Ok(kept.into_sorted_vec())
}
