use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Rung after every writing transaction of this process, so that the worker and the follower of
/// the outbox need not poll for what happens next door; and by searches that wait for what another
/// node wrote, which the follower alone hears.
#[derive(Default)]
pub struct Bell {
    rung: Mutex<Rung>,
    waiting: Condvar,
}

/// How often a bell has rung.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rung {
    writes: u64,
    searches: u64,
}

impl Bell {
    pub(crate) fn ring(&self) {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner).writes += 1;
        self.waiting.notify_all();
    }

    /// Says that a search waits for the follower.
    pub fn ring_for_search(&self) {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner).searches += 1;
        self.waiting.notify_all();
    }

    /// How often it has rung after a write; look before reading, so that a ring meanwhile is not
    /// missed.
    pub fn count(&self) -> u64 {
        self.rung().writes
    }

    /// How often it has rung for whatever reason.
    pub fn rung(&self) -> Rung {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it has rung after more than `seen` writes, at most for `patience`.
    pub fn wait(&self, seen: u64, patience: Duration) {
        self.wait_while(patience, |rung| rung.writes == seen);
    }

    /// Waits until it has rung since, for whatever reason, at most for `patience`.
    pub fn wait_for_any(&self, seen: Rung, patience: Duration) {
        self.wait_while(patience, |rung| *rung == seen);
    }

    fn wait_while(&self, patience: Duration, quiet: impl Fn(&Rung) -> bool) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.waiting.wait_timeout_while(rung, patience, |rung| quiet(rung)));
    }
}
