//! The contacts of one segment that meet one word of the box.

use std::io;

use tantivy::DocId;
use tantivy::postings::{BlockSegmentPostings, TermInfo};

use crate::bits::{Bits, Span};
use crate::class::{Class, Tier};
use crate::lookup::Lookup;
use crate::segment::Segment;

/// Candidates up to which a long posting list is searched for each instead of read.
const FEW: usize = 256;
/// How many times longer than the candidates a list must be for that: it is kept in blocks of
/// 128, and a search reads one.
const LONGER: usize = 64;

/// Where the contacts of one word stand in a segment, worst first.
pub(crate) struct Places(Vec<(Tier, TermInfo)>);

impl Places {
    pub(crate) fn of(segment: &Segment, lookups: &[Lookup]) -> io::Result<Self> {
        let mut places = Vec::new();
        // By class how many contacts have the very word, dead ones included.
        let mut own = [0; Class::ALL.len()];
        // From the best to the worst, because the very word comes first then.
        for lookup in lookups.iter().rev() {
            let class = lookup.tier.class() as usize;
            if lookup.open {
                segment
                    .terms_from(&lookup.term, |info| places.push((lookup.tier, info.clone())))?;
            } else if let Some(info) = segment.term(&lookup.term)? {
                if lookup.tier.is_exact() {
                    own[class] = info.doc_freq;
                }
                // As many as have the very word: nobody else stands there.
                if !lookup.itself || own[class] != info.doc_freq {
                    places.push((lookup.tier, info));
                }
            }
        }
        places.reverse();
        Ok(Self(places))
    }

    /// How many contacts stand there, those in several places more than once.
    pub(crate) fn contacts(&self) -> u64 {
        self.0.iter().map(|(_, info)| u64::from(info.doc_freq)).sum()
    }
}

/// The contacts that meet one word, with the tier of each.
pub(crate) struct WordMatches {
    pub(crate) docs: Bits,
    start: DocId,
    /// By document of the span; of meaning only for those in `docs`.
    tiers: Vec<u8>,
    /// The best tier that anybody stands in.
    pub(crate) best: Tier,
    /// The worst one.
    pub(crate) worst: Tier,
}

impl WordMatches {
    /// Those of the candidates that meet the word.
    pub(crate) fn among(
        segment: &Segment,
        span: Span,
        candidates: &Bits,
        places: &Places,
    ) -> io::Result<Self> {
        let mut matches = Self {
            docs: Bits::empty(span),
            start: span.start,
            tiers: vec![0; (span.end - span.start) as usize],
            best: Tier::WORST,
            worst: Tier::BEST,
        };
        let few: Vec<DocId> = candidates.iter().take(FEW + 1).collect();
        // Better places come later and write over worse ones.
        for (tier, info) in &places.0 {
            let mut postings = segment.postings_of(info)?;
            if few.len() <= FEW && few.len() * LONGER < info.doc_freq as usize {
                matches.search(&mut postings, &few, *tier);
            } else {
                matches.read(&mut postings, candidates, *tier);
            }
        }
        Ok(matches)
    }

    fn read(&mut self, postings: &mut BlockSegmentPostings, candidates: &Bits, tier: Tier) {
        while !postings.docs().is_empty() {
            for &doc in postings.docs() {
                if candidates.contains(doc) {
                    self.take(doc, tier);
                }
            }
            postings.advance();
        }
    }

    fn search(&mut self, postings: &mut BlockSegmentPostings, candidates: &[DocId], tier: Tier) {
        for &doc in candidates {
            let at = postings.seek(doc);
            if postings.docs().get(at) == Some(&doc) {
                self.take(doc, tier);
            }
        }
    }

    fn take(&mut self, doc: DocId, tier: Tier) {
        self.best = self.best.min(tier);
        self.worst = self.worst.max(tier);
        self.docs.insert(doc);
        if let Some(known) = self.tiers.get_mut(doc.wrapping_sub(self.start) as usize) {
            *known = tier.byte();
        }
    }

    pub(crate) fn tier(&self, doc: DocId) -> Tier {
        let tier = self.tiers.get(doc.wrapping_sub(self.start) as usize);
        tier.map_or(Tier::WORST, |&byte| Tier::from_byte(byte))
    }
}
