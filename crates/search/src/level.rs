//! Which of two contacts that match equally well comes first: the one of whom more is known, then the one
//! that was verified later.

use std::collections::BTreeMap;

use tantivy::DocId;

use crate::bits::Bits;
use crate::segment::Figures;

/// Percent of completeness from which on a contact is of a better level: less than half, half, three
/// quarters, nearly all.
const STEPS: [u64; 3] = [50, 75, 90];
/// Seconds of half a year: what was verified within the same one counts as equally fresh.
const HALF_YEAR: u64 = 15_778_800;
/// Half years from 1970 to 2015, when no contact was verified here yet.
const FIRST: u64 = 90;
/// Half years that are told apart, 32 years of them.
const HALF_YEARS: u64 = 63;

/// The levels of the contacts of a segment.
pub(crate) struct Levels {
    /// By document, 0 for the best.
    of: Vec<u8>,
    /// Each level that somebody has, the best first, with those who have it.
    pub(crate) sets: Vec<(u8, Bits)>,
}

impl Levels {
    pub(crate) fn of(completeness: &Figures, verified: &Figures, documents: u32) -> Self {
        let mut sets: BTreeMap<u8, Bits> = BTreeMap::new();
        let mut of = Vec::with_capacity(documents as usize);
        for doc in 0..documents {
            let level = level(completeness.get_val(doc), verified.get_val(doc));
            sets.entry(level).or_default().insert(doc);
            of.push(level);
        }
        Self { of, sets: sets.into_iter().collect() }
    }

    /// The level of a contact, 0 for the best.
    pub(crate) fn level(&self, doc: DocId) -> u8 {
        self.of.get(doc as usize).copied().unwrap_or(u8::MAX)
    }
}

/// The level of a contact, 0 for the best; `verified` in seconds since 1970.
fn level(completeness: u64, verified: u64) -> u8 {
    let step = STEPS.iter().filter(|step| completeness >= **step).count() as u64;
    let fresh = (verified / HALF_YEAR).saturating_sub(FIRST).min(HALF_YEARS - 1);
    u8::try_from(u64::from(u8::MAX) - (step * HALF_YEARS + fresh)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complete_contacts_come_first_then_fresh_ones() {
        let (before, now) = (1_700_000_000, 1_790_000_000);
        let order = [(100, now), (90, before), (90, 0), (75, now), (50, 0), (49, now), (0, 0)];
        let levels: Vec<u8> = order.iter().map(|(known, at)| level(*known, *at)).collect();
        assert!(levels.is_sorted_by(|a, b| a < b), "{levels:?}");
        assert_eq!(level(0, u64::MAX), level(0, 5_000_000_000));
    }
}
