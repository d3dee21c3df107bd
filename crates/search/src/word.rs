//! The contacts of one segment that meet one part of the box.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::postings::TermInfo;

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
use crate::sought::Stands;
use crate::term::HEAD;
use crate::token::{Candidate, Care};

/// Candidates up to which a long posting list is searched for each instead of read.
const FEW: usize = 256;
/// How many times longer than the candidates a list must be for that: it is kept in blocks of
/// 128, and a search reads one.
const LONGER: usize = 64;

/// Where the contacts of one part stand in a segment, worst first.
#[derive(Default)]
pub(crate) struct Places(Vec<Standing>);

struct Standing {
    tier: Tier,
    info: TermInfo,
    is_sure: bool,
}

impl Places {
    /// Those of a word are remembered: while somebody types, the words in front of the last are asked for with
    /// each key.
    pub(crate) fn of(segment: &Segment, leaf: &Leaf) -> io::Result<Arc<Self>> {
        let look = || Self::look_up(segment, leaf);
        match leaf.lookups.word() {
            Some(source) => segment.places(source, look),
            None => look().map(Arc::new),
        }
    }

    fn look_up(segment: &Segment, leaf: &Leaf) -> io::Result<Self> {
        let mut places = Vec::new();
        // By class how many contacts have the very word, dead ones included.
        let mut own = [0; Class::ALL.len()];
        // From the best to the worst, because the very word comes first then.
        for lookup in leaf.lookups.all().iter().rev() {
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

    /// Whether everybody who stands in one of them meets the part.
    pub(crate) fn are_sure(&self) -> bool {
        self.0.iter().all(|place| place.is_sure)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    fn best_first(&self) -> impl Iterator<Item = &Standing> {
        self.0.iter().rev()
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
            Reach::Near => match &leaf.asked {
                Asked::Token(token) => {
                    let met = token.meets(Candidate::Word(text), Care::Usual);
                    met.filter(|way| *way == Way::Typo)
                }
                _ => None,
            },
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

/// How contacts meet one part. Also of contacts that were not asked of, and of dead ones: whoever reads it looks
/// for hits alone.
#[derive(Default)]
pub(crate) struct WordMatches {
    /// Those of each tier, the best first; nobody is in two.
    pub(crate) tiers: BTreeMap<Tier, Arc<Bits>>,
}

/// All contacts of a segment that meet a word, dead ones included.
pub(crate) struct Whole {
    docs: Arc<Bits>,
    matches: Arc<WordMatches>,
}

impl Whole {
    /// How many they are.
    pub(crate) fn contacts(&self) -> u64 {
        self.docs.count() as u64
    }

    /// What it takes, about.
    pub(crate) fn bytes(&self) -> u64 {
        let own: u64 = self.matches.tiers.values().map(|docs| docs.bytes()).sum();
        // A single tier is all of them.
        if self.matches.tiers.len() == 1 { own } else { own + self.docs.bytes() }
    }
}

/// Whom a part is asked of.
pub(crate) struct Candidates<'a> {
    all: &'a Bits,
    /// The same, where they are few.
    few: Option<Vec<DocId>>,
    /// Whether they are all contacts of the owner, and none is dead: then so are those of any place.
    is_everyone: bool,
}

impl<'a> Candidates<'a> {
    /// Some of the contacts of a span.
    pub(crate) fn of(all: &'a Bits, span: Span) -> Self {
        let count = all.count();
        let few = (count <= FEW).then(|| all.iter().collect());
        Self { all, few, is_everyone: count == span.len() }
    }

    /// Those of a set.
    fn within(&self, docs: Arc<Bits>) -> Arc<Bits> {
        if self.is_everyone { docs } else { Arc::new(docs.within(self.all)) }
    }

    /// Who they are, where each of them is sought in lists that are so long.
    fn few_to_seek(&self, contacts: u64) -> Option<&[DocId]> {
        self.few.as_deref().filter(|few| ((few.len() * LONGER) as u64) < contacts)
    }

    /// Those who stand in a place.
    fn at(&self, segment: &Segment, info: &TermInfo) -> io::Result<Arc<Bits>> {
        let Some(few) = self.few_to_seek(info.doc_freq.into()) else {
            return Ok(self.within(segment.standing(info)?));
        };
        let mut postings = segment.postings_of(info)?;
        let stands = |doc: &DocId| {
            let at = postings.seek(*doc);
            postings.docs().get(at) == Some(doc)
        };
        Ok(Arc::new(Bits::rising(few.iter().copied().filter(stands))))
    }
}

impl WordMatches {
    /// Those of the candidates that meet the part, and how.
    pub(crate) fn among(
        segment: &Segment,
        candidates: &Candidates<'_>,
        stands: &Stands,
        leaf: &Leaf,
    ) -> Result<(Bits, Arc<Self>), Error> {
        let of_whole =
            |whole: &Whole| (candidates.all.within(&whole.docs), Arc::clone(&whole.matches));
        let places = match stands {
            Stands::Known(whole) => return Ok(of_whole(whole)),
            Stands::At(places) => places,
        };
        if let Some(whole) = Self::whole(segment, candidates, places, leaf)? {
            return Ok(of_whole(&whole));
        }
        let (mut all, mut matches) = (Bits::default(), Self::default());
        matches.take_sure(places, &mut all, |info| candidates.at(segment, info))?;
        // Of the others the words are looked at.
        let mut maybe = Bits::default();
        for Standing { info, .. } in places.0.iter().filter(|place| !place.is_sure) {
            maybe.or(&*candidates.at(segment, info)?);
        }
        maybe.and_not(&all);
        if !maybe.is_empty() {
            for (tier, docs) in Check::new(segment, leaf).tiers(&maybe)? {
                matches.take(tier, Arc::new(docs), &mut all);
            }
        }
        Ok((all, Arc::new(matches)))
    }

    /// All who meet a word, remembered: the next search for it has one set to look into instead of one for each of
    /// its beginnings and typos. `None` where words have to be looked at, where it costs less to seek the
    /// candidates, and where there is nobody, which takes nothing to find out.
    fn whole(
        segment: &Segment,
        candidates: &Candidates<'_>,
        places: &Places,
        leaf: &Leaf,
    ) -> io::Result<Option<Arc<Whole>>> {
        let Some(word) = leaf.lookups.word().filter(|_| places.are_sure()) else {
            return Ok(None);
        };
        if places.contacts() == 0 || candidates.few_to_seek(places.contacts()).is_some() {
            return Ok(None);
        }
        let (mut docs, mut matches) = (Bits::default(), Self::default());
        matches.take_sure(places, &mut docs, |info| segment.standing(info))?;
        // What was made by leaving others out holds room for them; a copy holds its own alone.
        for docs in matches.tiers.values_mut().filter(|docs| Arc::strong_count(docs) == 1) {
            *docs = Arc::new(Bits::clone(docs));
        }
        let only = matches.tiers.values().next().filter(|_| matches.tiers.len() == 1);
        let docs = only.map_or_else(|| Arc::new(docs), Arc::clone);
        let whole = Arc::new(Whole { docs, matches: Arc::new(matches) });
        segment.keep_meeting(word, &whole);
        Ok(Some(whole))
    }

    /// Adds those who stand where it is sure that they meet the part.
    fn take_sure(
        &mut self,
        places: &Places,
        all: &mut Bits,
        at: impl Fn(&TermInfo) -> io::Result<Arc<Bits>>,
    ) -> io::Result<()> {
        // Whoever stands in a better place gains nothing from a worse one.
        for Standing { tier, info, .. } in places.best_first().filter(|place| place.is_sure) {
            self.take(*tier, at(info)?, all);
        }
        Ok(())
    }

    /// Adds those who are in no better tier; `all` are those who are in one.
    fn take(&mut self, tier: Tier, docs: Arc<Bits>, all: &mut Bits) {
        let docs = if all.is_empty() { docs } else { Arc::new(docs.without(all)) };
        if docs.is_empty() {
            return;
        }
        all.or(&docs);
        match self.tiers.entry(tier) {
            Entry::Vacant(place) => drop(place.insert(docs)),
            Entry::Occupied(mut place) => Arc::make_mut(place.get_mut()).or(&docs),
        }
    }

    pub(crate) fn tier(&self, doc: DocId) -> Tier {
        let own = self.tiers.iter().find(|(_, docs)| docs.contains(doc));
        own.map_or(Tier::WORST, |(tier, _)| *tier)
    }
}
