//! Sets of contacts in one segment. What they cost grows with what is in them: in blocks of 65,536 contacts a
//! few are a list, many are bits, neighbours are runs (<https://roaringbitmap.org>).

use roaring::RoaringBitmap;
use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;

/// Contacts that are handed out at a time.
const BLOCK: usize = 256;

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

    pub(crate) const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }
}

/// A set of documents of a segment.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bits(RoaringBitmap);

impl Bits {
    /// Every document of the span but the dead ones.
    pub(crate) fn full(span: Span, dead: &Self) -> Self {
        let mut bits = RoaringBitmap::new();
        bits.insert_range(span.start..span.end);
        bits -= &dead.0;
        Self(bits)
    }

    /// Every document of a posting list, dead ones too.
    pub(crate) fn of(postings: &mut BlockSegmentPostings) -> Self {
        let mut bits = RoaringBitmap::new();
        while !postings.docs().is_empty() {
            // A posting list rises from block to block.
            let _ = bits.append(postings.docs().iter().copied());
            postings.advance();
        }
        Self(bits)
    }

    /// Documents that rise from one to the next.
    pub(crate) fn rising(documents: impl IntoIterator<Item = DocId>) -> Self {
        let mut bits = RoaringBitmap::new();
        let _ = bits.append(documents);
        Self(bits)
    }

    pub(crate) fn insert(&mut self, doc: DocId) {
        self.0.insert(doc);
    }

    pub(crate) fn contains(&self, doc: DocId) -> bool {
        self.0.contains(doc)
    }

    pub(crate) fn and(&mut self, other: &Self) {
        self.0 &= &other.0;
    }

    pub(crate) fn or(&mut self, other: &Self) {
        self.0 |= &other.0;
    }

    pub(crate) fn and_not(&mut self, other: &Self) {
        self.0 -= &other.0;
    }

    /// Those that are in the other set too.
    pub(crate) fn within(&self, other: &Self) -> Self {
        Self(&self.0 & &other.0)
    }

    /// Those that are not in the other set.
    pub(crate) fn without(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// How many are in the other set too.
    pub(crate) fn count_within(&self, other: &Self) -> u64 {
        self.0.intersection_len(&other.0)
    }

    pub(crate) fn count(&self) -> usize {
        usize::try_from(self.0.len()).unwrap_or(usize::MAX)
    }

    /// What the set takes, about.
    pub(crate) fn bytes(&self) -> u64 {
        self.0.serialized_size() as u64
    }

    /// Whether nobody is in the other set too.
    pub(crate) fn is_apart(&self, other: &Self) -> bool {
        self.0.is_disjoint(&other.0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The document that so many others come before.
    pub(crate) fn nth(&self, place: usize) -> Option<DocId> {
        self.0.select(u32::try_from(place).ok()?)
    }

    /// The documents in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        self.0.iter()
    }

    /// The documents from `start` on, in their order.
    pub(crate) fn iter_from(&self, start: DocId) -> impl Iterator<Item = DocId> + '_ {
        self.0.range(start..)
    }

    /// Calls `visit` with all documents in their order, some at a time.
    pub(crate) fn blocks(&self, mut visit: impl FnMut(&[DocId])) {
        let mut block = [0; BLOCK];
        let mut documents = self.0.iter();
        loop {
            let next = documents.next_many(&mut block);
            if next.is_empty() {
                return;
            }
            visit(next);
        }
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
            let set = |docs: &BTreeSet<u32>| Bits::rising(docs.iter().copied());
            let mut both = set(&a);
            both.and(&set(&b));
            prop_assert!(both.iter().eq(a.intersection(&b).copied()));
            prop_assert_eq!(&both, &set(&a).within(&set(&b)));
            prop_assert_eq!(both.is_empty(), set(&a).is_apart(&set(&b)));
            prop_assert_eq!(both.count() as u64, set(&a).count_within(&set(&b)));
            let alive = Bits::full(Span { start, end: start + len }, &set(&a));
            prop_assert!(alive.iter().eq((start..start + len).filter(|doc| !a.contains(doc))));
            prop_assert!(set(&a).iter_from(from).eq(a.range(from..).copied()));
            prop_assert!((0..500).all(|doc| set(&a).contains(doc) == a.contains(&doc)));
            prop_assert_eq!(set(&a).nth(from as usize), a.iter().nth(from as usize).copied());
            let mut seen = Vec::new();
            alive.blocks(|block| seen.extend_from_slice(block));
            prop_assert!(alive.iter().eq(seen));
        }
    }
}
