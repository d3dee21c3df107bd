use std::sync::atomic::{AtomicBool, Ordering};

use db::Db;
use domain::{Sources, Timestamp};
use prometheus_client::registry::Registry;
use search::{Following, Index};
use tokio::sync::{Mutex, watch};

use super::checks::Told;
use super::figures::Figures;
use super::metrics::MetricsReaders;
use super::readings::Readings;

/// How the names of our own figures begin.
pub(super) const PREFIX: &str = "contacts";

/// A process as its operator sees it: what stands behind `/healthz`, `/readyz` and `/metrics`.
pub struct Node {
    pub(super) db: Db,
    pub(crate) sources: Sources,
    /// None where there is no index, because nobody searches here.
    pub(super) index: Option<Followed>,
    ending: AtomicBool,
    pub(crate) figures: Figures,
    pub(super) readings: Readings,
    /// What the database answered `/readyz` last, and when.
    pub(super) told: Mutex<Option<(Timestamp, Told)>>,
    pub(super) registry: Registry,
    pub(super) metrics: MetricsReaders,
}

/// A search index and how far it has followed the outbox (see the worker's follower).
pub struct Followed {
    pub index: Index,
    pub progress: watch::Receiver<Following>,
}

impl Node {
    /// A process that has just begun. `registry` may have figures of others in it already.
    pub fn new(
        db: Db,
        sources: Sources,
        index: Option<Followed>,
        mut registry: Registry,
        metrics: MetricsReaders,
    ) -> Self {
        let figures = Figures::new(registry.sub_registry_with_prefix(PREFIX));
        let readings = Readings::new(&mut registry, index.is_some(), sources.now());
        let ending = AtomicBool::new(false);
        let told = Mutex::default();
        Self { db, sources, index, ending, figures, readings, told, registry, metrics }
    }

    /// From now on the process says that it is not ready, because it is about to end.
    pub fn end(&self) {
        self.ending.store(true, Ordering::Release);
    }

    pub(super) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Acquire)
    }
}
