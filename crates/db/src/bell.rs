use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Rung after every writing transaction of this process, so that the worker and the follower of
/// the outbox need not poll for what happens next door.
#[derive(Default)]
pub struct Bell {
    rung: Mutex<u64>,
    waiting: Condvar,
}

impl Bell {
    pub(crate) fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.waiting.notify_all();
    }

    /// How often it has rung; look before reading, so that a ring meanwhile is not missed.
    pub fn count(&self) -> u64 {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it has rung more often than `seen`, at most for `patience`.
    pub fn wait(&self, seen: u64, patience: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.waiting.wait_timeout_while(rung, patience, |rung| *rung == seen));
    }
}
