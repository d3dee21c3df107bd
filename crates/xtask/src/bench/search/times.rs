//! The times of one class of queries.

use anyhow::Result;

use super::super::figures::{percentile, server_timing};
use crate::http::Answer;

/// In milliseconds: inside the server, which is understanding, finding, counting and saying why, for the few hits
/// that a box shows while one types and for a whole page; and the whole round trip of the page, with the
/// contacts' rows.
#[derive(Default)]
pub(super) struct Times {
    typed: Vec<f64>,
    server: Vec<f64>,
    trip: Vec<f64>,
}

impl Times {
    pub(super) fn add(&mut self, answer: &Answer) -> Result<()> {
        self.server.push(inside(answer)?);
        self.trip.push(answer.took.as_secs_f64() * 1000.0);
        Ok(())
    }

    /// An answer with ten hits and no facets.
    pub(super) fn add_typed(&mut self, answer: &Answer) -> Result<()> {
        self.typed.push(inside(answer)?);
        Ok(())
    }

    pub(super) fn print_head() {
        println!(
            "    {:<26} {:>9} {:>6} {:>10} {:>8} {:>9} {:>7} {:>6}",
            "milliseconds", "typed p50", "p99", "search p50", "p99", "HTTP p50", "p99", "CPU"
        );
    }

    /// `cpu`: seconds that the server worked for all of them.
    pub(super) fn print(&mut self, class: &str, cpu: f64) {
        let of = |values: &mut [f64]| (percentile(values, 50), percentile(values, 99));
        let (typed, server) = (of(&mut self.typed), of(&mut self.server));
        let trip = of(&mut self.trip);
        let count = u32::try_from(self.trip.len()).map_or(f64::NAN, f64::from);
        println!(
            "    {class:<26} {:>9} {:>6} {:>10} {:>8} {:>9.2} {:>7.2} {:>6.2}",
            told(typed.0),
            told(typed.1),
            told(server.0),
            told(server.1),
            trip.0,
            trip.1,
            cpu * 1000.0 / count
        );
    }
}

/// Milliseconds in the index, where the server told them.
fn inside(answer: &Answer) -> Result<f64> {
    let body = answer.json(200)?;
    let header = answer.server_timing.as_deref();
    let exact = header.and_then(|header| server_timing(header, "search"));
    Ok(exact.or_else(|| body["took_ms"].as_f64()).unwrap_or(f64::NAN))
}

/// A time, where the server told it.
fn told(value: f64) -> String {
    if value.is_nan() { "-".to_owned() } else { format!("{value:.2}") }
}
