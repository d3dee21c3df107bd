use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells the loops of a process to end. They look between two steps, so a step is never cut.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks everyone to end.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether the end was asked for.
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
