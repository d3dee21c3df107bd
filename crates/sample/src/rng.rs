//! A small generator of pseudo-random numbers; its stream is part of the crate's promise that one
//! seed always gives the same contacts, so it is our own and never changes with a library.

/// `SplitMix64`: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
/// Not for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Rng {
    state: u64,
}

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `bound`; 0 where the bound is 0. The product of the
    /// upper half with the bound is uniform to within 2⁻³² of a table of this size.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).min(u64::from(u32::MAX));
        usize::try_from(((self.next() >> 32) * bound) >> 32).unwrap_or_default()
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One entry, each as likely as the next. The table must not be empty.
    pub(crate) fn pick<'a, T>(&mut self, table: &'a [T]) -> &'a T {
        &table[self.below(table.len())]
    }

    /// One entry of a table that is sorted from common to rare, as names are: the first come
    /// more often, none dominates.
    pub(crate) fn pick_common<'a, T>(&mut self, table: &'a [T]) -> &'a T {
        &table[self.rank(table.len(), 8)]
    }

    /// One entry of a table that is sorted by size, as cities are: the first few lead by far.
    pub(crate) fn pick_leading<'a, T>(&mut self, table: &'a [T]) -> &'a T {
        &table[self.rank(table.len(), 2)]
    }

    /// One entry by the weight it carries.
    pub(crate) fn pick_weighted<'a, T>(
        &mut self,
        table: &'a [T],
        weight: impl Fn(&T) -> usize,
    ) -> &'a T {
        let total = table.iter().map(&weight).sum();
        let mut left = self.below(total);
        for entry in table {
            if left < weight(entry) {
                return entry;
            }
            left -= weight(entry);
        }
        &table[0]
    }

    /// A rank below `count` after the Zipf–Mandelbrot law, `P(rank) ~ 1 / (rank + offset)`, in
    /// whole numbers: first an octave, each as likely as the next, then a place in it; what falls
    /// beyond the table is drawn again. The offset is a power of two.
    fn rank(&mut self, count: usize, offset: usize) -> usize {
        let end = count + offset;
        let octaves = usize::try_from((end - 1).ilog2() - offset.ilog2()).unwrap_or_default() + 1;
        loop {
            let first = offset << self.below(octaves);
            let place = first + self.below(first);
            if place < end {
                return place - offset;
            }
        }
    }

    /// A text after a pattern: `#` is any digit, `%` is 1 to 9, `@` a letter that cannot be
    /// misread; all else stands for itself.
    pub(crate) fn fill(&mut self, pattern: &str) -> String {
        const LETTERS: &[char] = &['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'R'];
        let digit = |number: usize| char::from(b"0123456789"[number]);
        pattern
            .chars()
            .map(|c| match c {
                '#' => digit(self.below(10)),
                '%' => digit(self.below(9) + 1),
                '@' => *self.pick(LETTERS),
                other => other,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_the_paper() {
        // The first values of the reference implementation for the seed 1234567.
        let mut rng = Rng::new(1_234_567);
        assert_eq!(rng.next(), 6_457_827_717_110_365_317);
        assert_eq!(rng.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn common_entries_come_more_often_and_rare_ones_still_come() {
        let mut rng = Rng::new(1);
        let mut counts = |offset| {
            let mut counts = [0_usize; 100];
            for _ in 0..100_000 {
                counts[rng.rank(100, offset)] += 1;
            }
            counts
        };
        let (common, leading) = (counts(8), counts(2));
        let sum = |slice: &[usize]| slice.iter().sum::<usize>();
        assert!(sum(&common[..10]) > 2 * sum(&common[90..]));
        assert!(sum(&leading[..2]) > 2 * sum(&common[..2]));
        assert!(common.iter().chain(&leading).all(|&count| count > 50));
    }

    #[test]
    fn bounds_hold() {
        let mut rng = Rng::new(7);
        assert!((0..1_000).all(|_| rng.below(3) < 3));
        assert_eq!(rng.below(0), 0);
        assert_eq!((0..1_000).filter(|_| rng.chance(0)).count(), 0);
        assert_eq!((0..1_000).filter(|_| rng.chance(100)).count(), 1_000);
        assert!(!rng.fill("%##@").contains(['#', '%', '@']));
    }
}
