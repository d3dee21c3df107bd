//! What was found out about a segment and is asked again: it never changes.

use std::collections::HashMap;
use std::hash::Hash;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::postings::TermInfo;

use crate::bits::{Bits, Span};
use crate::lookup::Source;
use crate::word::Places;

/// Contacts from which on a list is kept as a set: shorter ones are read as quickly.
const FREQUENT: u32 = 1_024;
/// Bytes of sets that are kept for each contact of the segment.
const BYTES: u64 = 12;
/// Spans that are kept.
const SPANS: usize = 4_096;
/// Words whose places are kept.
const WORDS: usize = 4_096;
/// Places of a word up to which they are kept, of 48 bytes each: with their keys some 14 MB of all words at most.
const PLACES: usize = 48;

pub(crate) struct Known {
    /// By owner where their contacts lie.
    spans: Mutex<HashMap<[u8; 16], Span>>,
    sets: Mutex<Sets>,
    words: Mutex<HashMap<Source, Arc<Places>>>,
}

/// By place of the posting list, with the number of its last use.
struct Sets {
    used: u64,
    known: HashMap<usize, (u64, Arc<Bits>)>,
    /// Bytes that they may still take.
    room: u64,
}

impl Known {
    /// Of a segment with so many contacts.
    pub(crate) fn new(documents: u32) -> Self {
        let sets = Sets { used: 0, known: HashMap::new(), room: BYTES * u64::from(documents) };
        Self { spans: Mutex::default(), sets: Mutex::new(sets), words: Mutex::default() }
    }

    pub(crate) fn span(&self, owner: [u8; 16]) -> Option<Span> {
        self.spans.lock().unwrap_or_else(PoisonError::into_inner).get(&owner).copied()
    }

    pub(crate) fn keep_span(&self, owner: [u8; 16], span: Span) {
        let mut spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        keep(&mut spans, SPANS, owner, span);
    }

    /// The contacts of a posting list, kept if it is long.
    pub(crate) fn standing(
        &self,
        info: &TermInfo,
        read: impl FnOnce() -> io::Result<Bits>,
    ) -> io::Result<Arc<Bits>> {
        if info.doc_freq < FREQUENT {
            return read().map(Arc::new);
        }
        let place = info.postings_range.start;
        if let Some(set) = self.sets().get(place) {
            return Ok(set);
        }
        // Not under the lock: other searches do not wait for this one to read.
        let set = Arc::new(read()?);
        self.sets().keep(place, &set);
        Ok(set)
    }

    /// The places of a word, kept where they are few.
    pub(crate) fn places(
        &self,
        word: &Source,
        look_up: impl FnOnce() -> io::Result<Places>,
    ) -> io::Result<Arc<Places>> {
        if let Some(places) = self.words().get(word) {
            return Ok(Arc::clone(places));
        }
        let places = Arc::new(look_up()?);
        if places.len() <= PLACES {
            keep(&mut self.words(), WORDS, word.clone(), Arc::clone(&places));
        }
        Ok(places)
    }

    fn words(&self) -> MutexGuard<'_, HashMap<Source, Arc<Places>>> {
        self.words.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sets(&self) -> MutexGuard<'_, Sets> {
        self.sets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps one more; where there are as many as may be, it begins anew.
fn keep<K: Eq + Hash, V>(known: &mut HashMap<K, V>, most: usize, key: K, value: V) {
    if known.len() >= most {
        known.clear();
    }
    known.insert(key, value);
}

impl Sets {
    fn get(&mut self, place: usize) -> Option<Arc<Bits>> {
        self.used += 1;
        let (used, set) = self.known.get_mut(&place)?;
        *used = self.used;
        Some(Arc::clone(set))
    }

    /// Keeps a set, instead of those that were not used for the longest time.
    fn keep(&mut self, place: usize, set: &Arc<Bits>) {
        let bytes = set.bytes();
        while self.room < bytes
            && let Some(oldest) = self.known.iter().min_by_key(|(_, (used, _))| *used)
        {
            let oldest = *oldest.0;
            let (_, gone) = self.known.remove(&oldest).unwrap_or_default();
            self.room += gone.bytes();
        }
        if self.room >= bytes && self.known.insert(place, (self.used, Arc::clone(set))).is_none() {
            self.room -= bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::OrganizationId;
    use domain::id::TypedId as _;
    use uuid::Uuid;

    use super::*;
    use crate::class::Class;
    use crate::token::{Care, Token};

    fn info(place: usize, doc_freq: u32) -> TermInfo {
        TermInfo { doc_freq, postings_range: place..place + 1, positions_range: 0..0 }
    }

    #[test]
    fn long_lists_are_read_once_and_short_ones_each_time() {
        let known = Known::new(1);
        let mut reads = Vec::new();
        for (place, doc_freq) in
            [(1, FREQUENT), (2, FREQUENT - 1), (1, FREQUENT), (2, FREQUENT - 1)]
        {
            let read = || {
                reads.push(place);
                Ok(Bits::default())
            };
            known.standing(&info(place, doc_freq), read).unwrap();
        }
        assert_eq!(reads, [1, 2, 2]);
    }

    #[test]
    fn the_places_of_a_word_are_looked_up_once_for_each_owner_and_way_of_asking() {
        let word = |owner: u128, last, care, within| Source {
            owner: OrganizationId::from_uuid(Uuid::from_u128(owner)),
            token: Token::Word { text: "ada".to_owned(), after_dot: false, last },
            field: None,
            care,
            within,
        };
        let known = Known::new(1);
        let mut looked_up = 0;
        for (owner, last, care, within) in [
            (1, true, Care::Usual, Class::Address),
            (2, true, Care::Usual, Class::Address),
            (1, false, Care::Usual, Class::Address),
            (1, true, Care::Exact, Class::Address),
            (1, true, Care::Usual, Class::Name),
            (1, true, Care::Usual, Class::Address),
            (2, true, Care::Usual, Class::Address),
        ] {
            let look_up = || {
                looked_up += 1;
                Ok(Places::default())
            };
            known.places(&word(owner, last, care, within), look_up).unwrap();
        }
        assert_eq!(looked_up, 5);
    }

    #[test]
    fn what_is_not_used_makes_room() {
        let set = || Bits::rising((0..1_000).map(|doc| doc * 100));
        let room = u64::from(u32::try_from(2 * set().bytes() / BYTES + 1).unwrap());
        let known = Known::new(u32::try_from(room).unwrap());
        let mut reads = Vec::new();
        // There is room for two; the first is used again, so the second goes.
        for place in [1, 2, 1, 3, 1, 2] {
            let read = || {
                reads.push(place);
                Ok(set())
            };
            known.standing(&info(place, FREQUENT), read).unwrap();
        }
        assert_eq!(reads, [1, 2, 3, 2]);
    }
}
