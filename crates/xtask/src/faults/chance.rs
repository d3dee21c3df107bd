//! Random moments that come again for the same seed.

use std::hash::BuildHasher as _;
use std::time::Duration;

/// xorshift64* (Vigna 2016): small, and good enough to choose moments.
#[derive(Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// The same seed gives the same numbers.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A seed for a run that names none.
    pub(super) fn seed() -> u64 {
        std::hash::RandomState::new().hash_one("seed") % 1_000_000
    }

    /// A number from `low` to below `high`.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16;
        low + number % (high - low).max(1)
    }

    /// A time from `low` to below `high`, in milliseconds.
    pub(super) fn millis(&mut self, low: u64, high: u64) -> Duration {
        Duration::from_millis(self.between(low, high))
    }
}

/// A word of twelve letters that no other pair of numbers gives, and that no typo turns into
/// another one: searches forgive typos.
pub(super) fn word(kind: u64, number: u64) -> String {
    let mut chance = Chance::new(kind.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (number << 1));
    for _ in 0..4 {
        chance.between(0, 2);
    }
    let letters = (0..12).map(|_| chance.between(0, 26));
    letters.map(|letter| char::from(b'a' + u8::try_from(letter).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn words_are_far_from_each_other() {
        let words: Vec<String> =
            (0..40).flat_map(|kind| (0..50).map(move |n| word(kind, n))).collect();
        assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len());
        for (at, one) in words.iter().enumerate() {
            for other in &words[at + 1..] {
                let different = one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count();
                assert!(different > 3, "{one} {other}");
            }
        }
    }
}
