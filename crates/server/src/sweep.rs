//! Sweeps what uploads left behind that were cut off.

use std::time::Duration;

use worker::{Worker, sweep_uploads};

/// Seconds between two sweeps.
const EVERY: u32 = 3_600;

/// Sweeps now and every hour, until the end is asked for.
pub(crate) fn run(worker: &Worker) {
    let Worker { db, store, sources, stop, .. } = worker;
    while !stop.asked() {
        match sweep_uploads(db, store, sources.now()) {
            Ok(0) => {}
            Ok(files) => tracing::info!(upload.files = files, "uploads.swept"),
            Err(error) => tracing::warn!(error = %error, "uploads.not_swept"),
        }
        for _ in 0..EVERY {
            if stop.asked() {
                return;
            }
            std::thread::sleep(Duration::from_secs(1));
        }
    }
}
