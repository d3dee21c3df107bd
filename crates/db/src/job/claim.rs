//! Which job is next. Organizations take turns, in the order of their ids, so that ten thousand
//! jobs of one delay another one's single job by one job at most; those that no worker is busy
//! for come first. Within an organization: priority, then time.
//!
//! No step reads more than a few index entries, however many jobs wait or were done.

use std::sync::{Arc, Mutex, PoisonError};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use domain::job::{Job, Priority, Queue};
use domain::{ApiKeyId, JobId, OrganizationId, UserId};

use super::after;
use crate::conn::{Conn, on};
use crate::schema::jobs;
use crate::types::{DbUuid, Json, Key};
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
        for _ in 0..LOOKS {
            let Some(next) = db.read_now(|conn| choose(conn, queue, taker.last()))? else { break };
            if let Some(claim) = db.write_now(|conn| take(conn, queue, next, taker))? {
                if matches!(next, Next::Of(_)) {
                    taker.served(claim.scope.organization());
                }
                return Ok(Some(claim));
            }
        }
    }
    Ok(None)
}

/// What to take.
#[derive(Clone, Copy)]
enum Next {
    /// A job whose lease ran out.
    Lapsed,
    /// The first job of an organization.
    Of(OrganizationId),
}

fn choose(conn: &mut Conn, queue: Queue, last: Option<OrganizationId>) -> Result<Option<Next>> {
    let sql = glance_sql(conn);
    let Glance { waits, lapsed } =
        on!(conn, |c| diesel::sql_query(sql).bind::<Text, _>(queue.as_str()).get_result(c))?;
    if lapsed {
        return Ok(Some(Next::Lapsed));
    }
    if !waits {
        return Ok(None);
    }
    let mut found = match last {
        Some(_) => next_idle(conn, queue, last)?,
        None => None,
    };
    if found.is_none() {
        found = next_idle(conn, queue, None)?;
    }
    if found.is_some() {
        return Ok(found.map(Next::Of));
    }
    // Whoever waits is being served already: fewest jobs at work first, then by turn.
    let mut busy = busy(conn, queue)?;
    busy.sort_by_key(|(organization, running)| {
        (*running, last.is_some_and(|last| *organization <= last), *organization)
    });
    for (organization, _) in busy {
        for &priority in Priority::ALL {
            if first_of(conn, queue, organization, priority, "")?.is_some() {
                return Ok(Some(Next::Of(organization)));
            }
        }
    }
    Ok(None)
}

/// The one query of an idle worker, who looks after every write of the process.
pub(super) fn glance_sql(conn: &Conn) -> String {
    format!(
        "SELECT EXISTS (SELECT 1 FROM jobs WHERE state = 'queued' AND queue = $1) AS waits, \
         EXISTS (SELECT 1 FROM jobs WHERE state = 'running' AND queue = $1 \
           AND lease_until < {now}) AS lapsed",
        now = dialect::clock(conn, 0),
    )
}

/// The next organization behind `last` (the first, if none is given) that has a job to run and
/// none at work. Steps from one organization to the next by the index, however many jobs each has.
fn next_idle(
    conn: &mut Conn,
    queue: Queue,
    last: Option<OrganizationId>,
) -> Result<Option<OrganizationId>> {
    let sql = next_idle_sql(conn, last.is_some());
    let query = diesel::sql_query(sql).bind::<Text, _>(queue.as_str());
    let found: Vec<Found<OrganizationId>> = on!(conn, |c| match last {
        Some(last) => query.bind::<DbUuid, _>(Key(last)).load(c),
        None => query.load(c),
    })?;
    Ok(found.into_iter().next().map(|found| found.id.0))
}

pub(super) fn next_idle_sql(conn: &Conn, is_behind: bool) -> String {
    let behind = if is_behind { "AND organization_id > $2" } else { "" };
    format!(
        "WITH RECURSIVE waiting (organization_id) AS ( \
           SELECT * FROM (SELECT organization_id FROM jobs \
             WHERE state = 'queued' AND queue = $1 {behind} \
             ORDER BY organization_id LIMIT 1) AS head \
           UNION ALL \
           SELECT (SELECT j.organization_id FROM jobs j \
             WHERE j.state = 'queued' AND j.queue = $1 AND j.organization_id > w.organization_id \
             ORDER BY j.organization_id LIMIT 1) \
           FROM waiting w WHERE w.organization_id IS NOT NULL) \
         SELECT w.organization_id AS id FROM waiting w WHERE w.organization_id IS NOT NULL \
           AND NOT EXISTS (SELECT 1 FROM jobs r WHERE r.state = 'running' AND r.queue = $1 \
             AND r.organization_id = w.organization_id) \
           AND EXISTS (SELECT 1 FROM jobs d WHERE d.state = 'queued' AND d.queue = $1 \
             AND d.organization_id = w.organization_id AND d.priority IN (0, 1, 2) \
             AND d.run_at <= {now}) \
         LIMIT 1",
        now = dialect::clock(conn, 0),
    )
}

/// Organizations that workers are busy for, with how many jobs. As many rows as there are workers.
fn busy(conn: &mut Conn, queue: Queue) -> Result<Vec<(OrganizationId, i64)>> {
    let rows: Vec<Busy> =
        on!(conn, |c| diesel::sql_query(BUSY_SQL).bind::<Text, _>(queue.as_str()).load(c))?;
    Ok(rows.into_iter().map(|row| (row.id.0, row.running)).collect())
}

pub(super) const BUSY_SQL: &str = "SELECT organization_id AS id, count(*) AS running FROM jobs \
    WHERE state = 'running' AND queue = $1 GROUP BY organization_id";

/// The first job of an organization, of one priority, whose time has come.
fn first_of(
    conn: &mut Conn,
    queue: Queue,
    organization: OrganizationId,
    priority: Priority,
    lock: &str,
) -> Result<Option<JobId>> {
    let sql = first_of_sql(conn, priority, lock);
    let found: Vec<Found<JobId>> = on!(conn, |c| diesel::sql_query(sql)
        .bind::<Text, _>(queue.as_str())
        .bind::<DbUuid, _>(Key(organization))
        .load(c))?;
    Ok(found.into_iter().next().map(|found| found.id.0))
}

pub(super) fn first_of_sql(conn: &Conn, priority: Priority, lock: &str) -> String {
    format!(
        "SELECT id FROM jobs WHERE state = 'queued' AND queue = $1 AND organization_id = $2 \
         AND priority = {rank} AND run_at <= {now} ORDER BY run_at, id LIMIT 1{lock}",
        rank = priority.rank(),
        now = dialect::clock(conn, 0),
    )
}

/// A job whose lease ran out.
fn lapsed(conn: &mut Conn, queue: Queue, lock: &str) -> Result<Option<JobId>> {
    let sql = lapsed_sql(conn, lock);
    let found: Vec<Found<JobId>> =
        on!(conn, |c| diesel::sql_query(sql).bind::<Text, _>(queue.as_str()).load(c))?;
    Ok(found.into_iter().next().map(|found| found.id.0))
}

pub(super) fn lapsed_sql(conn: &Conn, lock: &str) -> String {
    format!(
        "SELECT id FROM jobs WHERE state = 'running' AND queue = $1 AND lease_until < {now} \
         ORDER BY lease_until LIMIT 1{lock}",
        now = dialect::clock(conn, 0),
    )
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

#[derive(QueryableByName)]
struct Found<I: domain::id::TypedId + std::fmt::Debug + 'static> {
    #[diesel(sql_type = DbUuid)]
    id: Key<I>,
}

#[derive(QueryableByName)]
struct Glance {
    #[diesel(sql_type = Bool)]
    waits: bool,
    #[diesel(sql_type = Bool)]
    lapsed: bool,
}

#[derive(QueryableByName)]
struct Busy {
    #[diesel(sql_type = DbUuid)]
    id: Key<OrganizationId>,
    #[diesel(sql_type = BigInt)]
    running: i64,
}
