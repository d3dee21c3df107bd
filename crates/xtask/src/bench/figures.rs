//! Arithmetic on what was measured.

use std::time::Duration;

/// Rows in a second.
pub(super) fn rate(rows: usize, took: Duration) -> f64 {
    let rows = u32::try_from(rows).map_or(f64::INFINITY, f64::from);
    rows / took.as_secs_f64().max(f64::EPSILON)
}

/// The value that `percent` of the values do not exceed (nearest rank).
pub(super) fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or(f64::NAN)
}

/// The milliseconds of one entry of a `Server-Timing` header.
pub(super) fn server_timing(header: &str, entry: &str) -> Option<f64> {
    header
        .split(',')
        .map(|part| part.split(';').map(str::trim))
        .find_map(|mut words| {
            (words.next() == Some(entry)).then_some(())?;
            words.find_map(|word| word.strip_prefix("dur="))
        })?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::{percentile, server_timing};

    #[test]
    fn percentile_is_a_measured_value() {
        let mut values: Vec<_> = (1..=200).rev().map(f64::from).collect();
        assert!((percentile(&mut values, 50) - 100.0).abs() < f64::EPSILON);
        assert!((percentile(&mut values, 99) - 198.0).abs() < f64::EPSILON);
        assert!(percentile(&mut [], 50).is_nan());
    }

    #[test]
    fn reads_one_entry_of_a_header() {
        let header = "db;dur=2.5, search;desc=\"find\";dur=0.125";
        assert_eq!(server_timing(header, "search"), Some(0.125));
        assert_eq!(server_timing(header, "index"), None);
    }
}
