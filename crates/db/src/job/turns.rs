//! Which job is next. Organizations take turns, in the order of their ids, so that ten thousand
//! jobs of one delay another one's single job by one job at most; those that no worker is busy
//! for come first. Within an organization: priority, then time.
//!
//! No step reads more than a few index entries, however many jobs wait or were done.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use domain::job::{Priority, Queue};
use domain::{JobId, OrganizationId};

use crate::conn::{Conn, on};
use crate::types::{DbUuid, Key};
use crate::{Result, dialect};

/// What to take.
#[derive(Clone, Copy)]
pub(super) enum Next {
    /// A job whose lease ran out.
    Lapsed,
    /// The first job of an organization.
    Of(OrganizationId),
}

/// Looks for the next job, behind the organization that was served last; without those whose lease
/// ran out, unless `may_be_lapsed`.
pub(super) fn choose(
    conn: &mut Conn,
    queue: Queue,
    last: Option<OrganizationId>,
    may_be_lapsed: bool,
) -> Result<Option<Next>> {
    let sql = glance_sql(conn);
    let Glance { waits, lapsed } =
        on!(conn, |c| diesel::sql_query(sql).bind::<Text, _>(queue.as_str()).get_result(c))?;
    if lapsed && may_be_lapsed {
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

/// The one query of an idle worker, who looks after every write of the process. The order makes it
/// the index that is looked at, where EXISTS alone may read the table until a row fits.
pub(super) fn glance_sql(conn: &Conn) -> String {
    format!(
        "SELECT (SELECT organization_id FROM jobs WHERE state = 'queued' AND queue = $1 \
           ORDER BY organization_id LIMIT 1) IS NOT NULL AS waits, \
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
pub(super) fn first_of(
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
pub(super) fn lapsed(conn: &mut Conn, queue: Queue, lock: &str) -> Result<Option<JobId>> {
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

/// Whether a job waits that a push of this organization holds up: any but other pushes of its own, which
/// wait for the same CRM.
pub fn others_wait(conn: &mut Conn, scope: &crate::Scope, queue: Queue) -> Result<bool> {
    use crate::schema::jobs;
    let own = scope.organization();
    let now = super::after(conn, 0);
    let waiting = jobs::table
        .filter(jobs::queue.eq(queue.as_str()))
        .filter(jobs::state.eq("queued"))
        .filter(jobs::run_at.le(now))
        .filter(
            jobs::organization_id
                .ne(Key(own))
                .or(jobs::kind.ne_all(["plan_push", "push_contacts"])),
        );
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(waiting)).get_result(c))?)
}
