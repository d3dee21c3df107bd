use std::sync::Arc;
use std::time::Duration;

use connect::letters::Links;
use connect::mail::Mailer;
use db::Db;
use db::audit::{By, Pen};
use db::job::{self, Claim};
use domain::Sources;
use domain::audit::{Action, Event, Outcome};
use domain::job::Job;
use files::Store;

use crate::outcome::Fault;
use crate::stop::Stop;
use crate::{commit_import, erase_organization, send_mail, stage_import};

/// Claims jobs and runs them, one at a time, on a thread of its own.
#[derive(Clone)]
pub struct Worker {
    pub db: Db,
    pub sources: Sources,
    pub store: Store,
    /// What seals the audit log.
    pub pen: Pen,
    pub post: Arc<Post>,
    /// The kinds of jobs that it takes, by their tags; all if there is none.
    pub kinds: &'static [&'static str],
    pub stop: Stop,
}

/// How mails are written and sent.
pub struct Post {
    pub mailer: Mailer,
    pub links: Links,
}

/// How long an idle worker waits before it looks for jobs that other nodes enqueued.
const PATIENCE: Duration = Duration::from_millis(500);

impl Worker {
    /// Works until it is told to stop. A database that is away is waited for.
    pub fn run(&self) {
        while !self.stop.asked() {
            let heard = self.db.bell().count();
            match self.run_next() {
                Ok(true) => {}
                Ok(false) => self.db.bell().wait(heard, PATIENCE),
                Err(error) => {
                    tracing::error!(error = %error, "job.claim_failed");
                    std::thread::sleep(PATIENCE);
                }
            }
        }
    }

    /// Runs the next job, if one waits; answers whether one did.
    ///
    /// # Errors
    /// The database could not be asked. Faults of the job itself are written into its row.
    pub fn run_next(&self) -> db::Result<bool> {
        let Some(claim) = job::claim(&self.db, self.kinds, self.sources.now())? else {
            return Ok(false);
        };
        let started = self.sources.now();
        let outcome = match claim.job {
            Job::StageImport { import } => stage_import::run(self, &claim, import),
            Job::CommitImport { import } => commit_import::run(self, &claim, import),
            Job::SendMail { mail } => send_mail::run(self, &claim, mail),
            Job::EraseOrganization { organization } => {
                erase_organization::run(self, &claim, organization)
            }
        };
        tracing::info!(
            job.id = %claim.id,
            job.kind = claim.job.kind(),
            job.attempt = claim.attempt,
            job.seconds = self.sources.now().seconds_since(started),
            job.outcome = outcome.as_ref().err().map_or_else(|| "done".to_owned(), ToString::to_string),
            "job.ran",
        );
        self.close(&claim, outcome)?;
        Ok(true)
    }

    fn close(&self, claim: &Claim, outcome: Result<(), Fault>) -> db::Result<()> {
        let now = self.sources.now();
        let outcome = outcome.map_err(|fault| match fault {
            Fault::Database(error) => Fault::Retry(error.to_string()),
            other => other,
        });
        let closed = match outcome {
            Ok(()) => Ok(()),
            Err(Fault::Gone) => self.db.write_now(|c| job::finish(c, claim, now)),
            Err(Fault::Stopped) => self.db.write_now(|c| job::release(c, claim, now)),
            Err(Fault::Retry(error)) if claim.attempt < job::max_attempts(&claim.job) => {
                let run_at = now.plus_seconds(backoff(claim.attempt, self.sources.bytes()));
                self.db.write_now(|c| job::retry(c, claim, &error, run_at, now))
            }
            Err(Fault::Retry(error) | Fault::Fail(error)) => self.give_up(claim, &error),
            Err(Fault::Database(error)) => Err(error),
        };
        match closed {
            Err(db::Error::LeaseLost) => Ok(()),
            other => other,
        }
    }

    /// Fails the job and, in the same transaction, what it worked on.
    fn give_up(&self, claim: &Claim, error: &str) -> db::Result<()> {
        let now = self.sources.now();
        self.db.write_for_now(claim.scope.organization(), |c| {
            claim.scope.enter(c)?;
            job::fail(c, claim, error, now)?;
            match claim.job {
                Job::StageImport { import } | Job::CommitImport { import } => {
                    let event = Event::new(Action::ImportFailed).on(import).ended(Outcome::Failed);
                    db::audit::append(c, &self.pen, &By::job(&claim.scope), event, now)?;
                    db::import::fail(c, &claim.scope, import, error, now)
                }
                // A mail that cannot be sent is not kept: it would only hold an address.
                Job::SendMail { mail } => db::mail::delete(c, mail),
                Job::EraseOrganization { .. } => Ok(()),
            }
        })
    }
}

/// Seconds until the next attempt: 2, 4, 8 … and up to as much again by chance, so that jobs
/// that failed together do not come back together.
fn backoff(attempt: i64, [chance]: [u8; 1]) -> i64 {
    let base = 1_i64 << attempt.clamp(1, 8);
    base + base * i64::from(chance) / 256
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_grow_apart_and_stay_bounded() {
        assert_eq!(backoff(1, [0]), 2);
        assert_eq!(backoff(3, [128]), 12);
        assert!((256..512).contains(&backoff(60, [255])));
    }
}
