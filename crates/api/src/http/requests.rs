use std::sync::{Mutex, PoisonError};

use db::Db;
use db::request::Noted;

/// Requests that wait to be written; more are dropped, because answering goes before noting.
const WAITING: usize = 20_000;

/// The request log's way into the database: noted in memory, written together.
#[derive(Default)]
pub(crate) struct RequestLog(Mutex<Vec<Noted>>);

impl RequestLog {
    /// Notes a request.
    pub(super) fn note(&self, request: Noted) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < WAITING {
            waiting.push(request);
        }
    }

    /// Writes what waits. What cannot be written is lost.
    pub(crate) fn flush(&self, db: &Db) -> db::Result<()> {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if waiting.is_empty() {
            return Ok(());
        }
        db.write_now(|c| db::request::create(c, &waiting))
    }
}
