//! A worker takes a job; which one, `turns` decides.

use std::sync::{Arc, Mutex, PoisonError};

use diesel::prelude::*;
use domain::job::{Job, Priority, Queue};
use domain::{ApiKeyId, JobId, OrganizationId, UserId};

use super::after;
use super::turns::{Next, choose, first_of, lapsed};
use crate::conn::{Conn, on};
use crate::schema::jobs;
use crate::types::{Json, Key};
use crate::{Db, Result, Scope, dialect};

/// A job in the hands of a worker.
#[derive(Debug, Clone)]
pub struct Claim {
    pub id: JobId,
    pub scope: Scope,
    pub job: Job,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    /// How many of the attempts ended because the lease ran out.
    pub lapses: i64,
    /// An operator asked for its end before it was claimed.
    pub cancel_asked: bool,
    /// Seconds for which each renewal lasts.
    pub lease_seconds: i64,
    pub(super) fence: i64,
}

impl Claim {
    /// How many times it was taken before without that being an attempt of the job.
    pub const fn uncounted(&self) -> i64 {
        self.fence - self.attempt
    }
}

/// Who takes jobs: the threads of a process that share what they took last.
#[derive(Debug, Clone)]
pub struct Taker {
    name: String,
    queues: &'static [Queue],
    lease_seconds: i64,
    last: Arc<Mutex<Option<OrganizationId>>>,
}

impl Taker {
    /// `name` is what operators see, host and process; the first of `queues` comes first.
    pub fn new(name: String, queues: &'static [Queue], lease_seconds: i64) -> Self {
        Self { name, queues, lease_seconds, last: Arc::default() }
    }

    /// Seconds for which a claimed job is its own, unless renewed.
    pub const fn lease_seconds(&self) -> i64 {
        self.lease_seconds
    }

    fn last(&self) -> Option<OrganizationId> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn served(&self, organization: OrganizationId) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(organization);
    }
}

/// Looks that another worker was faster at, before this one goes back to waiting.
const LOOKS: usize = 8;

/// Takes the next job that may run, or one whose worker let its lease run out.
///
/// Looks before it writes: every writing transaction wakes all workers of the process, so two that
/// look for work by writing would keep each other awake for ever.
pub fn claim(db: &Db, taker: &Taker) -> Result<Option<Claim>> {
    for &queue in taker.queues {
        // A worker that stands still inside a transaction keeps its job's row: nobody can take that
        // job yet, and nobody may wait for it.
        let mut may_be_lapsed = true;
        for _ in 0..LOOKS {
            let last = taker.last();
            let next = db.read_now(|conn| choose(conn, queue, last, may_be_lapsed))?;
            let Some(next) = next else { break };
            if let Some(claim) = db.write_now(|conn| take(conn, queue, next, taker))? {
                if matches!(next, Next::Of(_)) {
                    taker.served(claim.scope.organization());
                }
                return Ok(Some(claim));
            }
            may_be_lapsed &= !matches!(next, Next::Lapsed);
        }
    }
    Ok(None)
}

/// Takes what was chosen, unless others were faster.
fn take(conn: &mut Conn, queue: Queue, next: Next, taker: &Taker) -> Result<Option<Claim>> {
    let lock = dialect::skip_locked(conn);
    match next {
        Next::Lapsed => match lapsed(conn, queue, lock)? {
            Some(id) => Ok(Some(mark(conn, id, true, taker)?)),
            None => Ok(None),
        },
        Next::Of(organization) => {
            for &priority in Priority::ALL {
                if let Some(id) = first_of(conn, queue, organization, priority, lock)? {
                    return Ok(Some(mark(conn, id, false, taker)?));
                }
            }
            Ok(None)
        }
    }
}

fn mark(conn: &mut Conn, id: JobId, has_lapsed: bool, taker: &Taker) -> Result<Claim> {
    type Row =
        (Key<OrganizationId>, Key<UserId>, Option<Key<ApiKeyId>>, Json<Job>, i64, i64, i64, bool);
    let (now, lease_until) = (after(conn, 0), after(conn, taker.lease_seconds));
    let why = has_lapsed.then(|| jobs::error.eq("The worker before was cut off."));
    let row: Row = on!(conn, |c| diesel::update(jobs::table.find(Key(id)))
        .set((
            jobs::state.eq("running"),
            jobs::started_at.eq(now.nullable()),
            jobs::lease_until.eq(lease_until.nullable()),
            jobs::worker.eq(&taker.name),
            jobs::fence.eq(jobs::fence + 1),
            jobs::attempts.eq(jobs::attempts + 1),
            jobs::lapses.eq(jobs::lapses + i64::from(has_lapsed)),
            why,
        ))
        .returning((
            jobs::organization_id,
            jobs::user_id,
            jobs::api_key_id,
            jobs::payload,
            jobs::attempts,
            jobs::lapses,
            jobs::fence,
            jobs::cancel_asked_at.is_not_null(),
        ))
        .get_result(c))?;
    let (Key(organization), Key(user), key, Json(job), attempt, lapses, fence, cancel_asked) = row;
    let scope = Scope::of_key(organization, user, key.map(|Key(key)| key));
    let lease_seconds = taker.lease_seconds;
    Ok(Claim { id, scope, job, attempt, lapses, cancel_asked, lease_seconds, fence })
}
