//! The hits of one page, out of all segments.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;

use domain::Partition;
use domain::id::TypedId;
use tantivy::DocId;

use crate::Error;
use crate::bits::Bits;
use crate::cursor::Cursor;
use crate::grade::{Grade, grades};
use crate::jump::{Ranked, cut};
use crate::key;
use crate::matching::Matches;
use crate::order::{Numbers, Order};
use crate::segment::Segment;

/// One hit with its place in the order.
pub(crate) struct Placed<'a> {
    pub(crate) matches: &'a Matches<'a>,
    pub(crate) doc: DocId,
    order: Order,
    number: u64,
}

impl Placed<'_> {
    /// Where the next page begins if this hit ends one.
    pub(crate) fn cursor(&self, is_far: bool) -> Result<Cursor, Error> {
        let key = self.key()?;
        let order = Numbers::of(self.order, self.matches).bytes(self.number, &key)?;
        let place = key.get(key::OWNER..).unwrap_or_default().to_vec();
        Ok(Cursor { is_far, order, place })
    }

    pub(crate) fn key(&self) -> io::Result<Vec<u8>> {
        self.matches.segment.key(self.doc)
    }
}

/// Where a page begins.
#[derive(Clone, Copy)]
pub(crate) enum Start<'a> {
    After(&'a Cursor),
    /// Behind so many hits; 0 for the first page.
    Skip(usize),
}

/// The first `limit` hits from there on, best first.
pub(crate) fn page<'a>(
    partition: Partition,
    found: &'a [Matches<'a>],
    (order, start): (Order, Start<'_>),
    limit: usize,
) -> Result<Vec<Placed<'a>>, Error> {
    let numbers: Vec<Numbers<'_>> =
        found.iter().map(|matches| Numbers::of(order, matches)).collect();
    let mut queues = queues(partition, (found, &numbers), start, limit)?;
    let placed = |at: usize, (number, doc)| Placed { matches: &found[at], doc, order, number };
    let mut filled =
        queues.iter().enumerate().filter(|(_, queue)| queue.len() > 0).map(|(at, _)| at);
    // Hits of one segment are in order; of several, keys are read one by one as the merge needs them.
    if let (Some(only), None) = (filled.next(), filled.next()) {
        return Ok(queues[only].by_ref().take(limit).map(|hit| placed(only, hit)).collect());
    }
    let mut heads = BinaryHeap::with_capacity(queues.len());
    let head = |at: usize, queues: &mut Vec<Queue>| {
        let Some((number, doc)) = queues[at].next() else { return Ok::<_, Error>(None) };
        let key = found[at].segment.key(doc)?;
        Ok(Some(Reverse((numbers[at].bytes(number, &key)?, key, at, (number, doc)))))
    };
    for at in 0..queues.len() {
        heads.extend(head(at, &mut queues)?);
    }
    let mut page = Vec::with_capacity(limit);
    while page.len() < limit
        && let Some(Reverse((_, _, at, hit))) = heads.pop()
    {
        page.push(placed(at, hit));
        heads.extend(head(at, &mut queues)?);
    }
    Ok(page)
}

/// Hits up to which each is ranked by itself at once.
const AT_ONCE: usize = 256;
/// Hits up to which each is ranked by itself when the best ranks did not fill the page, and those of one rank up
/// to which the level of each is looked at.
const EACH: usize = 4_096;
/// Ranks that somebody has which are gone through before: as a rule the page is full then.
const BEST: usize = 4;

type Queue = std::vec::IntoIter<(u64, DocId)>;

/// The hits of each segment among which those of the page are.
fn queues<'a>(
    partition: Partition,
    (found, numbers): (&'a [Matches<'a>], &[Numbers<'_>]),
    start: Start<'_>,
    limit: usize,
) -> Result<Vec<Queue>, Error> {
    let each = found.iter().zip(numbers);
    match start {
        Start::Skip(0) => {
            Ok(each.map(|(all, own)| best_of(all, own, (0, 0), limit).into_iter()).collect())
        }
        Start::After(cursor) => each
            .map(|(all, own)| {
                let after = behind(partition, all, own, cursor)?;
                Ok(best_of(all, own, after, limit).into_iter())
            })
            .collect(),
        Start::Skip(skip) => {
            let ranked: Vec<Ranked<'_>> = each.map(|(all, own)| Ranked::of(all, own)).collect();
            let cuts = cut(found, numbers, &ranked, skip)?;
            let pages =
                ranked.iter().zip(cuts).map(|(hits, from)| hits.page(from, limit).into_iter());
            Ok(pages.collect())
        }
    }
}

/// The number and the document with which the hits of a segment behind a cursor begin.
fn behind(
    partition: Partition,
    matches: &Matches<'_>,
    numbers: &Numbers<'_>,
    cursor: &Cursor,
) -> Result<(u64, DocId), Error> {
    let mut key = partition.owner().uuid().as_bytes().to_vec();
    key.extend_from_slice(&cursor.place);
    let first = matches.segment.first_from(&key)?;
    // The very next key in the order of bytes.
    key.push(0);
    numbers.behind(&cursor.order, (first, matches.segment.first_from(&key)?))
}

/// The first `limit` hits of a segment from a number and a document on. Documents stand in the order of
/// their keys, so the number of the document breaks ties.
fn best_of(
    matches: &Matches<'_>,
    numbers: &Numbers<'_>,
    after: (u64, DocId),
    limit: usize,
) -> Vec<(u64, DocId)> {
    let all = &matches.all;
    match numbers {
        Numbers::Name => all.iter_from(after.1).take(limit).map(|doc| (0, doc)).collect(),
        Numbers::Relevance(segment, met) => {
            let mut kept = Kept::new(limit, after);
            let is_large = all.count() > AT_ONCE;
            match is_large.then(|| grades(met, all)).flatten() {
                Some(grades) => {
                    let rest = best_grades(all, segment, &grades, &mut kept);
                    kept.add(numbers.of_hits(&rest));
                }
                None => kept.add(numbers.of_hits(all)),
            }
            kept.hits.into_sorted_vec()
        }
        _ => {
            let mut kept = Kept::new(limit, after);
            kept.add(numbers.of_hits(all));
            kept.hits.into_sorted_vec()
        }
    }
}

/// Adds hits rank by rank, and of a large rank level by level, until no better ones can come. Answers those that
/// are to be ranked by themselves.
fn best_grades(all: &Bits, segment: &Segment, grades: &[Grade<'_>], kept: &mut Kept) -> Bits {
    let mut rest = all.clone();
    // Several grades may have one rank: all of them together are ordered by their levels.
    let mut tried = 0;
    for grades in grades.chunk_by(|a, b| a.rank == b.rank) {
        if tried >= BEST && rest.count() <= EACH {
            return rest;
        }
        let Some(rank) = grades.first().map(|grade| grade.rank) else { continue };
        let mut own = Bits::default();
        grades.iter().filter_map(|grade| grade.among(&rest)).for_each(|set| own.or(&set));
        tried += usize::from(!own.is_empty());
        rest.and_not(&own);
        let levels = &segment.body.levels;
        if own.count() <= EACH {
            kept.add(own.iter().map(|doc| (rank << 8 | u64::from(levels.level(doc)), doc)));
        } else {
            for (level, docs) in &levels.sets {
                let number = rank << 8 | u64::from(*level);
                kept.level(&own.within(docs), number);
                if kept.is_done(number) {
                    return Bits::default();
                }
            }
        }
        if kept.is_done((rank + 1) << 8) {
            return Bits::default();
        }
    }
    Bits::default()
}

/// The best hits so far.
struct Kept {
    hits: BinaryHeap<(u64, DocId)>,
    limit: usize,
    /// Where they begin.
    after: (u64, DocId),
}

impl Kept {
    fn new(limit: usize, after: (u64, DocId)) -> Self {
        Self { hits: BinaryHeap::with_capacity(limit + 1), limit, after }
    }

    fn worst(&self) -> u64 {
        self.hits.peek().map_or(0, |(number, _)| *number)
    }

    /// Whether nobody is better who comes with this number or a greater one.
    fn is_done(&self, number: u64) -> bool {
        self.hits.len() >= self.limit && self.worst() <= number
    }

    /// Adds hits that have all the same number.
    fn level(&mut self, docs: &Bits, number: u64) {
        let from = match number.cmp(&self.after.0) {
            std::cmp::Ordering::Less => return,
            std::cmp::Ordering::Equal => self.after.1,
            std::cmp::Ordering::Greater => 0,
        };
        let room = self.limit.saturating_sub(self.hits.len());
        self.hits.extend(docs.iter_from(from).take(room).map(|doc| (number, doc)));
    }

    /// Adds hits.
    fn add(&mut self, hits: impl IntoIterator<Item = (u64, DocId)>) {
        for place in hits {
            if place < self.after {
                continue;
            }
            if self.hits.len() >= self.limit {
                if place >= self.hits.peek().copied().unwrap_or_default() {
                    continue;
                }
                self.hits.pop();
            }
            self.hits.push(place);
        }
    }
}
