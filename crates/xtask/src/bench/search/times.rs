//! The times of one class of queries.

use anyhow::Result;

use super::super::figures::{percentile, server_timing};
use crate::http::Answer;

/// In milliseconds: inside the server, which is understanding, finding, counting and saying why, and the
/// whole round trip, with the contacts' rows.
#[derive(Default)]
pub(super) struct Times {
    server: Vec<f64>,
    trip: Vec<f64>,
}

impl Times {
    pub(super) fn add(&mut self, answer: &Answer) -> Result<()> {
        let body = answer.json(200)?;
        let header = answer.server_timing.as_deref();
        let exact = header.and_then(|header| server_timing(header, "search"));
        let server = exact.or_else(|| body["took_ms"].as_f64());
        self.server.push(server.unwrap_or(f64::NAN));
        self.trip.push(answer.took.as_secs_f64() * 1000.0);
        Ok(())
    }

    pub(super) fn print_head() {
        println!(
            "    {:<26} {:>10} {:>8} {:>10} {:>8} {:>10}",
            "milliseconds", "search p50", "p99", "HTTP p50", "p99", "CPU"
        );
    }

    /// `cpu`: seconds that the server worked for all of them.
    pub(super) fn print(&mut self, class: &str, cpu: f64) {
        let of = |values: &mut [f64]| (percentile(values, 50), percentile(values, 99));
        let (server, trip) = (of(&mut self.server), of(&mut self.trip));
        let count = u32::try_from(self.trip.len()).map_or(f64::NAN, f64::from);
        println!(
            "    {class:<26} {:>10} {:>8} {:>10.2} {:>8.2} {:>10.2}",
            told(server.0),
            told(server.1),
            trip.0,
            trip.1,
            cpu * 1000.0 / count
        );
    }
}

/// A time, where the server told it.
fn told(value: f64) -> String {
    if value.is_nan() { "-".to_owned() } else { format!("{value:.2}") }
}
