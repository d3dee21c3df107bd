//! How a long run slows down: the time of its first part beside that of its last.

use std::time::{Duration, Instant};

use super::figures::rate;

/// Rows in a part.
const PART: usize = 100_000;

/// When how many rows were done.
pub(super) struct Progress {
    begun: Instant,
    seen: Vec<(usize, Duration)>,
}

impl Progress {
    pub(super) fn of(begun: Instant) -> Self {
        Self { begun, seen: vec![(0, Duration::ZERO)] }
    }

    /// So many rows are done now.
    pub(super) fn note(&mut self, rows: usize) {
        if self.seen.last().is_none_or(|(before, _)| rows > *before) {
            self.seen.push((rows, self.begun.elapsed()));
        }
    }

    /// Prints the speed of the first and of the last 100,000 rows, to the exactness of the polls.
    pub(super) fn print(&self) {
        let rows = self.seen.last().map_or(0, |(rows, _)| *rows);
        if rows >= 2 * PART {
            let (first, last) = (self.between(0, PART), self.between(rows - PART, rows));
            println!(
                "    {:<22} first {PART}: {first:.0} rows/s, last {PART}: {last:.0} rows/s",
                ""
            );
        }
    }

    fn between(&self, from: usize, to: usize) -> f64 {
        let at = |rows| self.seen.iter().find(|(seen, _)| *seen >= rows).copied();
        match (at(from), at(to)) {
            (Some((before, begun)), Some((after, ended))) => {
                rate(after - before, ended.saturating_sub(begun))
            }
            _ => f64::NAN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Instant, Progress};

    #[test]
    fn compares_the_first_part_with_the_last() {
        let seen = [(0, 0), (100_000, 10), (150_000, 12), (250_000, 32)];
        let seen = seen.map(|(rows, seconds)| (rows, Duration::from_secs(seconds))).into();
        let progress = Progress { begun: Instant::now(), seen };
        assert!((progress.between(0, 100_000) - 10_000.0).abs() < 1e-6);
        assert!((progress.between(150_000, 250_000) - 5_000.0).abs() < 1e-6);
    }
}
