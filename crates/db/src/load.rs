use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How the connections of a process are used at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Connections there may be.
    pub most: u32,
    pub open: u32,
    /// Open ones that nobody uses.
    pub idle: u32,
    /// Threads that wait for one.
    pub waiting: u64,
    /// How often none came free in time, since the process began.
    pub timeouts: u64,
}

/// Counts those who wait for a connection.
#[derive(Clone, Default)]
pub(crate) struct Waits(Arc<(AtomicU64, AtomicU64)>);

impl Waits {
    /// Waits, counted.
    pub(crate) fn during<T, E>(&self, wait: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let (waiting, timeouts) = &*self.0;
        waiting.fetch_add(1, Ordering::Relaxed);
        let outcome = wait();
        waiting.fetch_sub(1, Ordering::Relaxed);
        if outcome.is_err() {
            timeouts.fetch_add(1, Ordering::Relaxed);
        }
        outcome
    }

    /// Those who wait, and those who waited in vain.
    pub(crate) fn counts(&self) -> (u64, u64) {
        (self.0.0.load(Ordering::Relaxed), self.0.1.load(Ordering::Relaxed))
    }
}
