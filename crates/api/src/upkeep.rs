//! What a process does now and then: writes the request log, and forgets what has had its time.

use db::Db;
use domain::notice::NOTICE_DAYS;
use domain::saved_search::RESTORE_DAYS;

use crate::App;
use crate::access::MEMORY;
use crate::http::KEPT_SECONDS;

const DAY: i64 = 24 * 3_600;

/// Jobs that are forgotten in one transaction.
const JOBS: i64 = 5_000;

impl App {
    /// Writes the requests that were noted since the last time.
    ///
    /// # Errors
    /// The database failed; those requests are lost.
    pub fn write_requests(&self) -> db::Result<()> {
        self.requests.flush(&self.db)
    }

    /// Forgets allowances that are whole again, old requests, answers of `Idempotency-Key`s, failed
    /// sign-ins and jobs; also sessions, invitations, links and unsent mails that were over a month
    /// ago, saved searches and lists that were deleted then; and notices of three months ago.
    ///
    /// # Errors
    /// The database failed; the next time makes up for it.
    pub fn forget(&self) -> db::Result<()> {
        let now = self.sources.now();
        let db: &Db = &self.db;
        let days = domain::request::REQUEST_DAYS * DAY;
        db.write_now(|c| db::request::prune(c, now.plus_seconds(-days)))?;
        db.write_now(|c| db::idempotency::prune(c, now.plus_seconds(-KEPT_SECONDS)))?;
        db.write_now(|c| db::failure::prune(c, now.plus_seconds(-MEMORY)))?;
        db.write_now(db::allowance::prune)?;
        db.write_now(|c| db::crm::state::prune(c, now))?;
        let month = now.plus_seconds(-30 * DAY);
        db.write_now(|c| db::session::prune(c, month))?;
        db.write_now(|c| db::invitation::prune(c, month))?;
        db.write_now(|c| db::link::prune(c, month))?;
        db.write_now(|c| db::crm::hook::prune(c, month))?;
        let deleted = now.plus_seconds(-RESTORE_DAYS * DAY);
        db.write_now(|c| db::saved_search::prune(c, deleted))?;
        db.write_now(|c| db::list::prune(c, deleted))?;
        let noticed = now.plus_seconds(-NOTICE_DAYS * DAY);
        db.write_now(|c| db::notice::prune(c, noticed))?;
        // Their jobs are kept for thirty days at most.
        db.write_now(|c| db::mail::prune(c, now.plus_seconds(-32 * DAY)))?;
        while db.write_now(|c| db::job::prune(c, JOBS))? > 0 {}
        Ok(())
    }
}
