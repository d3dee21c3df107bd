use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Tells the loops of a process to end. They look between two steps, so a step is never cut.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Asks everyone to end.
    pub fn ask(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }

    /// Whether the end was asked for.
    pub fn asked(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits so long, or until the end is asked for.
    pub fn wait(&self, patience: Duration) {
        let asked = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.0.1.wait_timeout_while(asked, patience, |asked| !*asked));
    }
}
