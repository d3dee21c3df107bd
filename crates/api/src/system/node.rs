use std::sync::atomic::{AtomicBool, Ordering};

use db::Db;
use domain::Sources;
use search::Index;
use tokio::sync::watch;

/// A process as its operator sees it: what stands behind `/healthz` and `/readyz`.
pub struct Node {
    pub(super) db: Db,
    pub(crate) sources: Sources,
    /// None where there is no index, because nobody searches here.
    pub(super) index: Option<Followed>,
    ending: AtomicBool,
}

/// A search index and how far it has followed the outbox (see the worker's follower).
pub struct Followed {
    pub index: Index,
    /// -1 while it is being built.
    pub progress: watch::Receiver<i64>,
}

impl Node {
    /// A process that has just begun.
    pub fn new(db: Db, sources: Sources, index: Option<Followed>) -> Self {
        Self { db, sources, index, ending: AtomicBool::new(false) }
    }

    /// From now on the process says that it is not ready, because it is about to end.
    pub fn end(&self) {
        self.ending.store(true, Ordering::Release);
    }

    pub(super) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Acquire)
    }
}
