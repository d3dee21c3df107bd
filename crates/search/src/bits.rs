//! Sets of contacts of one owner in one segment.

use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;

const WORD: u32 = u64::BITS;

/// The contacts of one owner in a segment: they lie together, because the index is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: DocId,
    pub(crate) end: DocId,
}

impl Span {
    pub(crate) fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The words of a set over this span, counted from document 0.
    fn words(self) -> std::ops::Range<usize> {
        let first = self.start / WORD;
        first as usize..(self.end.div_ceil(WORD)).max(first) as usize
    }
}

/// A set of documents of a span, one bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    /// The document of the first bit, a multiple of 64.
    base: DocId,
    words: Vec<u64>,
}

impl Bits {
    pub(crate) fn empty(span: Span) -> Self {
        let words = span.words();
        Self { base: span.start / WORD * WORD, words: vec![0; words.len()] }
    }

    /// Every document of the span that is in `alive`, a set over the whole segment; `None`
    /// stands for all.
    pub(crate) fn full(span: Span, alive: Option<&[u64]>) -> Self {
        let words = span.words();
        let mut bits = Self {
            base: span.start / WORD * WORD,
            words: match alive {
                Some(alive) => alive[words].to_vec(),
                None => vec![u64::MAX; words.len()],
            },
        };
        if let Some(first) = bits.words.first_mut() {
            *first &= u64::MAX << (span.start % WORD);
        }
        if let Some(last) = bits.words.last_mut().filter(|_| !span.end.is_multiple_of(WORD)) {
            *last &= u64::MAX >> (WORD - span.end % WORD);
        }
        bits
    }

    pub(crate) fn insert(&mut self, doc: DocId) {
        let at = doc.wrapping_sub(self.base);
        if let Some(word) = self.words.get_mut((at / WORD) as usize) {
            *word |= 1 << (at % WORD);
        }
    }

    pub(crate) fn contains(&self, doc: DocId) -> bool {
        let at = doc.wrapping_sub(self.base);
        self.words.get((at / WORD) as usize).is_some_and(|word| word & (1 << (at % WORD)) != 0)
    }

    /// Adds every document of a posting list.
    pub(crate) fn insert_all(&mut self, postings: &mut BlockSegmentPostings) {
        while !postings.docs().is_empty() {
            postings.docs().iter().for_each(|&doc| self.insert(doc));
            postings.advance();
        }
    }

    pub(crate) fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    pub(crate) fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    pub(crate) fn and_not(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Those that are in `level` too, a set over the whole segment.
    pub(crate) fn within(&self, level: &[u64]) -> Self {
        let first = (self.base / WORD) as usize;
        let level = level.get(first..).unwrap_or_default();
        let words = self.words.iter().zip(level).map(|(a, b)| a & b);
        Self { base: self.base, words: words.collect() }
    }

    /// The document that so many others come before.
    pub(crate) fn nth(&self, place: usize) -> Option<DocId> {
        let mut before = 0;
        let mut base = self.base;
        for &word in &self.words {
            let count = word.count_ones() as usize;
            if before + count > place {
                let mut rest = word;
                for _ in before..place {
                    rest &= rest - 1;
                }
                return Some(base + rest.trailing_zeros());
            }
            before += count;
            base += WORD;
        }
        None
    }

    /// The documents in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        self.iter_from(0)
    }

    /// The documents from `start` on, in their order.
    pub(crate) fn iter_from(&self, start: DocId) -> impl Iterator<Item = DocId> + '_ {
        let skip = start.saturating_sub(self.base);
        let first = (skip / WORD) as usize;
        let mask = u64::MAX << (skip % WORD);
        let mut base = self.base + skip / WORD * WORD;
        let words = self.words.get(first..).unwrap_or_default();
        words.iter().enumerate().flat_map(move |(at, &word)| {
            let mut rest = if at == 0 { word & mask } else { word };
            let here = base;
            base += WORD;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(here + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn sets_behave_like_sets(
            start in 0..200u32,
            len in 0..300u32,
            a in proptest::collection::btree_set(0..500u32, 0..60),
            b in proptest::collection::btree_set(0..500u32, 0..60),
            from in 0..500u32,
        ) {
            let span = Span { start, end: start + len };
            let within = |docs: &BTreeSet<u32>| -> BTreeSet<u32> {
                docs.iter().copied().filter(|doc| (span.start..span.end).contains(doc)).collect()
            };
            let (a, b) = (within(&a), within(&b));
            let set = |docs: &BTreeSet<u32>| {
                let mut bits = Bits::empty(span);
                for &doc in docs {
                    bits.insert(doc);
                }
                bits
            };
            let mut both = set(&a);
            both.and(&set(&b));
            prop_assert!(both.iter().eq(a.intersection(&b).copied()));
            let mut rest = Bits::full(span, None);
            rest.and_not(&set(&a));
            prop_assert!(rest.iter().eq((span.start..span.end).filter(|doc| !a.contains(doc))));
            prop_assert!(set(&a).iter_from(from).eq(a.range(from..).copied()));
            prop_assert!((0..500).all(|doc| set(&a).contains(doc) == a.contains(&doc)));
            prop_assert_eq!(set(&a).count(), a.len());
        }
    }
}
