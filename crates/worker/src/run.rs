use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use connect::letters::Links;
use connect::mail::Mailer;
use db::Db;
use db::audit::Pen;
use db::job::{self, Claim, MOST_LAPSES, Taker};
use db::suppression::Suppressor;
use domain::Sources;
use domain::import::UndoAction;
use domain::job::Job;
use files::Store;

use crate::figures::Figures;
use crate::heartbeat::{Task, beside};
use crate::outcome::Fault;
use crate::push::{self, Pushes};
use crate::stop::Stop;
use crate::{end, erase_organization, import, merge_keys, send_mail};

/// Claims jobs and runs them, one at a time, on a thread of its own.
#[derive(Clone)]
pub struct Worker {
    pub db: Db,
    pub sources: Sources,
    pub store: Store,
    /// What seals the audit log.
    pub pen: Pen,
    /// What hashes suppressed identifiers.
    pub suppressor: Suppressor,
    pub post: Arc<Post>,
    /// How pushes speak with the CRM; none where the installation knows none.
    pub pushes: Option<Pushes>,
    /// Whose turn it is, shared by the threads that take the same jobs.
    pub taker: Taker,
    pub stop: Stop,
    pub figures: Figures,
}

/// How mails are written and sent.
pub struct Post {
    pub mailer: Mailer,
    pub links: Links,
}

/// How long an idle worker waits before it looks for jobs that other nodes enqueued, and before it
/// asks a database that is away again.
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
        let Some(claim) = job::claim(&self.db, &self.taker)? else {
            return Ok(false);
        };
        if claim.lapses > MOST_LAPSES {
            end::give_up_lapsed(self, &claim)?;
            return Ok(true);
        }
        let started = self.sources.now();
        let outcome = self.attempt(&claim);
        let seconds = self.sources.now().seconds_since(started);
        self.figures.ran(claim.job.kind(), &outcome, seconds);
        tracing::info!(
            job.id = %claim.id,
            job.kind = claim.job.kind(),
            job.attempt = claim.attempt,
            job.seconds = seconds,
            job.outcome = outcome.as_ref().err().map_or_else(|| "done".to_owned(), ToString::to_string),
            "job.ran",
        );
        // A database that is away for less than the lease lasts costs no attempt and no wait. It
        // ends at the latest when the lease has run out.
        while let Err(error) = end::close(self, &claim, &outcome) {
            if self.stop.asked() {
                return Err(error);
            }
            tracing::warn!(job.id = %claim.id, error = %error, "job.not_closed");
            std::thread::sleep(PATIENCE);
        }
        Ok(true)
    }

    fn attempt(&self, claim: &Claim) -> Result<(), Fault> {
        if claim.cancel_asked {
            return Err(Fault::Cancelled);
        }
        let work = |task: &Task<'_>| match claim.job {
            Job::StageImport { import: id } => import::stage::run(task, id),
            Job::ReviseImport { import: id } => import::revise::run(task, id),
            Job::CommitImport { import: id } => import::commit::run(task, id),
            Job::UndoImport { import: id } => import::undo::run(task, id, UndoAction::Undo),
            Job::RestoreImport { import: id } => import::undo::run(task, id, UndoAction::Restore),
            Job::MergeKeys => merge_keys::run(task),
            Job::PlanPush { push } => push::plan(task, push),
            Job::PushContacts { push } => push::push(task, push),
            Job::SendMail { mail } => send_mail::run(task, mail),
            Job::EraseOrganization { organization } => erase_organization::run(task, organization),
        };
        // A defect that one file brings to light must not take the other jobs' worker away.
        catch_unwind(AssertUnwindSafe(|| beside(self, claim, work)))
            .unwrap_or_else(|_| Err(Fault::Retry("The program failed at it.".to_owned())))
    }
}
