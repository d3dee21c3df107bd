use std::sync::Arc;

use db::Db;
use domain::Sources;
use files::Store;
use search::Index;
use tokio::sync::{Semaphore, watch};

use crate::access::{Keys, Passwords};

/// What a client may send, at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of an uploaded file.
    pub upload_bytes: u64,
    /// Searches at work at once; more wait, and far more are turned away.
    pub searches: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { upload_bytes: 1 << 30, searches: 64 }
    }
}

/// What the handlers are built from.
pub struct Settings {
    pub db: Db,
    pub sources: Sources,
    pub store: Store,
    pub index: Index,
    /// How far the index has followed the outbox (see the worker's follower).
    pub progress: watch::Receiver<i64>,
    pub keys: Keys,
    /// Whether browsers reach the service by https; decides the form of the refresh cookie.
    pub https: bool,
    pub limits: Limits,
}

/// The state that all handlers share.
pub struct App {
    pub(crate) db: Db,
    pub(crate) sources: Sources,
    pub(crate) store: Store,
    pub(crate) index: Index,
    pub(crate) progress: watch::Receiver<i64>,
    pub(crate) keys: Keys,
    pub(crate) passwords: Passwords,
    pub(crate) https: bool,
    pub(crate) limits: Limits,
    pub(crate) searches: Arc<Semaphore>,
}

impl App {
    /// The state for a process.
    pub fn new(settings: Settings) -> Self {
        Self {
            passwords: Passwords::new(settings.sources.clone()),
            searches: Arc::new(Semaphore::new(settings.limits.searches)),
            db: settings.db,
            sources: settings.sources,
            store: settings.store,
            index: settings.index,
            progress: settings.progress,
            keys: settings.keys,
            https: settings.https,
            limits: settings.limits,
        }
    }
}
