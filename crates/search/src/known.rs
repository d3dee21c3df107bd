//! What was found out about a segment and is asked again: it never changes.

use std::collections::HashMap;
use std::hash::Hash;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::postings::TermInfo;

use crate::bits::{Bits, Span};
use crate::lookup::Source;
use crate::word::{Places, Whole};

/// Contacts from which on a list is kept as a set: shorter ones are read as quickly.
const FREQUENT: u32 = 1_024;
/// Bytes of lists that are kept as sets for each contact of the segment.
const LIST_BYTES: u64 = 12;
/// Bytes of sets of those who meet a word that are kept for each contact of the segment.
const WORD_BYTES: u64 = 36;
/// Sets that are kept of lists, and as many of words, so that to look for old ones among them stays short.
const SETS: usize = 16_384;
/// Bytes that a set takes beside its contacts, about.
const EACH: u64 = 256;
/// Spans that are kept.
const SPANS: usize = 4_096;
/// Words whose places are kept.
const WORDS: usize = 4_096;
/// Places of a word up to which they are kept, of 48 bytes each: with their keys some 14 MB of all words at most.
const PLACES: usize = 48;

pub(crate) struct Known {
    /// By owner where their contacts lie.
    spans: Mutex<HashMap<[u8; 16], Span>>,
    /// By the place of a posting list who stands in it.
    lists: Mutex<Sets<usize, Bits>>,
    words: Mutex<HashMap<Source, Arc<Places>>>,
    /// By word all who meet it.
    met: Mutex<Sets<Source, Whole>>,
}

/// Sets that are kept in so many bytes.
struct Sets<K, V> {
    /// How often one was asked for.
    asked: u64,
    known: HashMap<K, Kept<V>>,
    /// Bytes that they may still take.
    room: u64,
}

struct Kept<V> {
    /// When it was asked for last.
    asked: u64,
    bytes: u64,
    set: Arc<V>,
}

impl Known {
    /// Of a segment with so many contacts.
    pub(crate) fn new(documents: u32) -> Self {
        let documents = u64::from(documents);
        Self {
            spans: Mutex::default(),
            lists: Mutex::new(Sets::new(LIST_BYTES * documents)),
            words: Mutex::default(),
            met: Mutex::new(Sets::new(WORD_BYTES * documents)),
        }
    }

    pub(crate) fn span(&self, owner: [u8; 16]) -> Option<Span> {
        lock(&self.spans).get(&owner).copied()
    }

    pub(crate) fn keep_span(&self, owner: [u8; 16], span: Span) {
        keep(&mut lock(&self.spans), SPANS, owner, span);
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
        if let Some(set) = lock(&self.lists).get(&place) {
            return Ok(set);
        }
        // Not under the lock: other searches do not wait for this one to read.
        let set = Arc::new(read()?);
        lock(&self.lists).keep(place, &set, set.bytes());
        Ok(set)
    }

    /// All who meet a word, if they are known.
    pub(crate) fn meeting(&self, word: &Source) -> Option<Arc<Whole>> {
        lock(&self.met).get(word)
    }

    /// Keeps all who meet a word.
    pub(crate) fn keep_meeting(&self, word: Source, whole: &Arc<Whole>) {
        lock(&self.met).keep(word, whole, whole.bytes());
    }

    /// The places of a word, kept where they are few.
    pub(crate) fn places(
        &self,
        word: &Source,
        look_up: impl FnOnce() -> io::Result<Places>,
    ) -> io::Result<Arc<Places>> {
        if let Some(places) = lock(&self.words).get(word) {
            return Ok(Arc::clone(places));
        }
        let places = Arc::new(look_up()?);
        if places.len() <= PLACES {
            keep(&mut lock(&self.words), WORDS, word.clone(), Arc::clone(&places));
        }
        Ok(places)
    }
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps one more; where there are as many as may be, it begins anew.
fn keep<K: Eq + Hash, V>(known: &mut HashMap<K, V>, most: usize, key: K, value: V) {
    if known.len() >= most {
        known.clear();
    }
    known.insert(key, value);
}

impl<K: Eq + Hash, V> Sets<K, V> {
    fn new(room: u64) -> Self {
        Self { asked: 0, known: HashMap::new(), room }
    }

    fn get(&mut self, key: &K) -> Option<Arc<V>> {
        self.asked += 1;
        let kept = self.known.get_mut(key)?;
        kept.asked = self.asked;
        Some(Arc::clone(&kept.set))
    }

    /// Keeps a set of so many bytes, instead of those that were not asked for longest.
    fn keep(&mut self, key: K, set: &Arc<V>, bytes: u64) {
        let bytes = bytes + EACH;
        while (self.room < bytes || self.known.len() >= SETS) && !self.known.is_empty() {
            self.forget();
        }
        let kept = Kept { asked: self.asked, bytes, set: Arc::clone(set) };
        if self.room >= bytes {
            let before = self.known.insert(key, kept).map_or(0, |before| before.bytes);
            self.room = self.room + before - bytes;
        }
    }

    /// Forgets the half that was not asked for longest, so that the search for it is paid for by many.
    fn forget(&mut self) {
        let mut asked: Vec<u64> = self.known.values().map(|kept| kept.asked).collect();
        let middle = asked.len().saturating_sub(1) / 2;
        let middle = *asked.select_nth_unstable(middle).1;
        for (_, gone) in self.known.extract_if(|_, kept| kept.asked <= middle) {
            self.room += gone.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::id::TypedId as _;
    use domain::{OrganizationId, Partition};
    use uuid::Uuid;

    use super::*;
    use crate::class::Class;
    use crate::token::{Care, Token};

    fn info(place: usize, doc_freq: u32) -> TermInfo {
        TermInfo { doc_freq, postings_range: place..place + 1, positions_range: 0..0 }
    }

    #[test]
    fn long_lists_are_read_once_and_short_ones_each_time() {
        let known = Known::new(1_000);
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

    #[expect(clippy::disallowed_methods, reason = "tests have no session to take a partition from")]
    fn word(owner: u128, last: bool, care: Care, within: Class) -> Source {
        let partition = Partition::of(OrganizationId::from_uuid(Uuid::from_u128(owner)));
        let token = Token::Word { text: "ada".to_owned(), after_dot: false, last };
        Source { partition, token, field: None, care, within }
    }

    #[test]
    fn the_places_of_a_word_are_looked_up_once_for_each_owner_and_way_of_asking() {
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
    fn where_as_many_are_known_as_may_be_it_begins_anew() {
        let mut known = HashMap::new();
        for key in [1, 2, 3] {
            keep(&mut known, 2, key, key);
        }
        assert_eq!(known, HashMap::from([(3, 3)]));
    }

    #[test]
    fn those_that_were_not_asked_for_longest_are_forgotten_together() {
        let mut sets = Sets::new(4 * (EACH + 1));
        let keep = |sets: &mut Sets<i32, i32>, key| sets.keep(key, &Arc::new(key), 1);
        for key in 1..=4 {
            sets.asked += 1;
            keep(&mut sets, key);
        }
        assert!(sets.get(&1).is_some());
        keep(&mut sets, 5);
        let mut known: Vec<i32> = sets.known.keys().copied().collect();
        known.sort_unstable();
        assert_eq!(known, [1, 4, 5]);
        assert_eq!(sets.room, EACH + 1);
        // What is larger than all that may be kept is not, and nothing is lost by keeping one anew.
        sets.keep(6, &Arc::new(6), 9 * EACH);
        keep(&mut sets, 7);
        keep(&mut sets, 7);
        assert_eq!((sets.known.len(), sets.room), (1, 3 * (EACH + 1)));
    }

    #[test]
    fn what_is_not_used_makes_room() {
        let set = || Bits::rising((0..1_000).map(|doc| doc * 100));
        let room = 2 * (set().bytes() + EACH) / LIST_BYTES + 1;
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
