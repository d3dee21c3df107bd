//! The heartbeat: while a job runs, a thread beside it renews the lease, so that a step may take
//! longer than that; and tells the run when there is nothing to go on for.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use db::job::{self, Claim};

use crate::Worker;
use crate::outcome::Fault;

/// A job at work, as its own code sees it.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub(crate) worker: &'a Worker,
    pub(crate) claim: &'a Claim,
    signal: &'a Signal,
}

impl Task<'_> {
    /// To be asked between two steps.
    ///
    /// # Errors
    /// Why the run has to end: the process stops, the lease is lost, or an operator asked for it.
    pub(crate) fn go_on(&self) -> Result<(), Fault> {
        match self.signal.news.load(Ordering::Acquire) {
            LOST => Err(Fault::Gone),
            CANCELLED => Err(Fault::Cancelled),
            _ if self.worker.stop.asked() => Err(Fault::Stopped),
            _ => Ok(()),
        }
    }
}

const LOST: u8 = 1;
const CANCELLED: u8 = 2;

/// What the heartbeat and the run tell each other.
#[derive(Default)]
struct Signal {
    news: AtomicU8,
    has_ended: Mutex<bool>,
    end: Condvar,
}

/// Runs the work of a job beside its heartbeat, a quarter of the lease apart.
pub(crate) fn beside<T>(worker: &Worker, claim: &Claim, work: impl FnOnce(&Task<'_>) -> T) -> T {
    let signal = Signal::default();
    std::thread::scope(|threads| {
        let beat = || signal.beat(worker, claim);
        let thread = std::thread::Builder::new().name("heartbeat".to_owned());
        if let Err(error) = thread.spawn_scoped(threads, beat) {
            // Every write renews the lease, too; only a step that takes longer than it is lost.
            tracing::warn!(error = %error, "job.no_heartbeat");
        }
        // Ends the heartbeat also when the work panics, or the scope would wait for ever.
        let _ended = Ended(&signal);
        work(&Task { worker, claim, signal: &signal })
    })
}

impl Signal {
    fn beat(&self, worker: &Worker, claim: &Claim) {
        let pause = Duration::from_millis(u64::try_from(claim.lease_seconds * 250).unwrap_or(250));
        while !self.waits(pause) {
            match worker.db.write_now(|c| job::hold(c, claim)) {
                Ok(()) => {}
                Err(db::Error::LeaseLost) => {
                    // The last write of a job ends its lease, and so does losing it.
                    return self.news.store(LOST, Ordering::Release);
                }
                Err(db::Error::JobCancelled) => {
                    self.news.store(CANCELLED, Ordering::Release);
                }
                Err(error) => {
                    tracing::warn!(job.id = %claim.id, error = %error, "job.heartbeat_failed");
                }
            }
        }
    }

    /// Waits that long; answers whether the run ended meanwhile.
    fn waits(&self, pause: Duration) -> bool {
        let ended = self.has_ended.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.end.wait_timeout_while(ended, pause, |ended| !*ended);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

struct Ended<'a>(&'a Signal);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        *self.0.has_ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.end.notify_all();
    }
}
