//! The contacts of one segment that meet one part of the box.

use std::cmp::Reverse;
use std::io;

use tantivy::DocId;
use tantivy::postings::{BlockSegmentPostings, TermInfo};

use crate::Error;
use crate::asked::Asked;
use crate::bits::{Bits, Span};
use crate::check::Check;
use crate::class::{Class, Tier, Way};
use crate::compare::is_far;
use crate::lookup::{Lookup, Reach};
use crate::number::Number;
use crate::plan::Leaf;
use crate::segment::Segment;
use crate::term::HEAD;

/// Candidates up to which a long posting list is searched for each instead of read.
const FEW: usize = 256;
/// How many times longer than the candidates a list must be for that: it is kept in blocks of
/// 128, and a search reads one.
const LONGER: usize = 64;

/// Where the contacts of one part stand in a segment, worst first.
pub(crate) struct Places(Vec<Standing>);

struct Standing {
    tier: Tier,
    info: TermInfo,
    is_sure: bool,
}

impl Places {
    pub(crate) fn of(segment: &Segment, leaf: &Leaf) -> io::Result<Self> {
        let mut places = Vec::new();
        // By class how many contacts have the very word, dead ones included.
        let mut own = [0; Class::ALL.len()];
        // From the best to the worst, because the very word comes first then.
        for lookup in leaf.lookups.iter().rev() {
            let class = lookup.tier.class() as usize;
            if lookup.reach != Reach::One {
                spread(segment, leaf, lookup, &mut places)?;
            } else if let Some(info) = segment.term(&lookup.term)? {
                if lookup.tier.is_exact() {
                    own[class] = info.doc_freq;
                }
                // As many as have the very word: nobody else stands there.
                if !lookup.itself || own[class] != info.doc_freq {
                    places.push(Standing { tier: lookup.tier, info, is_sure: lookup.is_sure });
                }
            }
        }
        places.sort_by_key(|place| Reverse(place.tier));
        Ok(Self(places))
    }

    /// How many contacts stand there, those in several places more than once.
    pub(crate) fn contacts(&self) -> u64 {
        self.0.iter().map(|place| u64::from(place.info.doc_freq)).sum()
    }
}

/// Adds all places that a lookup of several terms finds.
fn spread(
    segment: &Segment,
    leaf: &Leaf,
    lookup: &Lookup,
    places: &mut Vec<Standing>,
) -> io::Result<()> {
    segment.terms_from(&lookup.term, |term, info| {
        let text = std::str::from_utf8(term.get(HEAD..).unwrap_or_default()).unwrap_or_default();
        let way = match &lookup.reach {
            Reach::One | Reach::Open => Some(lookup.tier.way()),
            Reach::End(typed) => Some(Number::way(*typed, text.len())),
            Reach::Far(word) => is_far(word, text).then_some(Way::Far),
            Reach::Values => match &leaf.asked {
                Asked::Value(value) => value.meets(text),
                _ => None,
            },
        };
        let Some(way) = way else { return };
        let class = Class::ALL[lookup.tier.class() as usize];
        let tier = Tier::new(way, class);
        places.push(Standing { tier, info: info.clone(), is_sure: lookup.is_sure });
    })
}

/// The contacts that meet one part, with the tier of each.
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
    /// Those of the candidates that meet the part.
    pub(crate) fn among(
        segment: &Segment,
        span: Span,
        candidates: &Bits,
        places: &Places,
        leaf: &Leaf,
    ) -> Result<Self, Error> {
        let mut matches = Self {
            docs: Bits::empty(span),
            start: span.start,
            tiers: vec![0; (span.end - span.start) as usize],
            best: Tier::WORST,
            worst: Tier::BEST,
        };
        let few: Vec<DocId> = candidates.iter().take(FEW + 1).collect();
        // Better places come later and write over worse ones.
        for Standing { tier, info, .. } in places.0.iter().filter(|place| place.is_sure) {
            matches.add(segment.postings_of(info)?, info, (candidates, &few), *tier);
        }
        if places.0.iter().any(|place| !place.is_sure) {
            matches.look(segment, span, (candidates, &few), (places, leaf))?;
        }
        Ok(matches)
    }

    /// Adds those who may meet the part and do, by their words.
    fn look(
        &mut self,
        segment: &Segment,
        span: Span,
        candidates: (&Bits, &[DocId]),
        (places, leaf): (&Places, &Leaf),
    ) -> Result<(), Error> {
        let mut maybe = Self { docs: Bits::empty(span), tiers: vec![0; self.tiers.len()], ..*self };
        for Standing { tier, info, .. } in places.0.iter().filter(|place| !place.is_sure) {
            maybe.add(segment.postings_of(info)?, info, candidates, *tier);
        }
        maybe.docs.and_not(&self.docs);
        let mut check = Check::new(segment, leaf);
        for doc in maybe.docs.iter() {
            if let Some(tier) = check.tier(doc)? {
                self.take(doc, tier);
            }
        }
        Ok(())
    }

    fn add(
        &mut self,
        mut postings: BlockSegmentPostings,
        info: &TermInfo,
        (candidates, few): (&Bits, &[DocId]),
        tier: Tier,
    ) {
        if few.len() <= FEW && few.len() * LONGER < info.doc_freq as usize {
            self.search(&mut postings, few, tier);
        } else {
            self.read(&mut postings, candidates, tier);
        }
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
