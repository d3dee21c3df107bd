//! The queue as an operator sees it: all organizations' jobs, none of their records.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use domain::job::{
    Job, JobFigures, JobOrganization, JobProgress, JobRecord, JobState, KindFigures, Priority,
    Queue,
};
use domain::{JobId, OrganizationId};

use super::now;
use crate::conn::{Conn, on};
use crate::schema::{jobs, organizations};
use crate::types::{DbTime, Json, Key, Moment};
use crate::{Error, Result, dialect};

/// Which jobs are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub state: Option<JobState>,
    /// A kind, as in [`Job::KINDS`].
    pub kind: Option<String>,
    pub organization: Option<OrganizationId>,
    /// Older than this one.
    pub before: Option<JobId>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = jobs)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Row {
    id: Key<JobId>,
    organization_id: Key<OrganizationId>,
    payload: Json<Job>,
    state: String,
    queue: String,
    priority: i64,
    attempts: i64,
    lapses: i64,
    created_at: Moment,
    run_at: Moment,
    started_at: Option<Moment>,
    lease_until: Option<Moment>,
    finished_at: Option<Moment>,
    worker: Option<String>,
    error: Option<String>,
    cancel_asked_at: Option<Moment>,
    done: Option<i64>,
    expected: Option<i64>,
}

/// Jobs that fit, newest first.
pub fn list(conn: &mut Conn, filter: &Filter, limit: i64) -> Result<Vec<JobRecord>> {
    let rows: Vec<(Row, String)> = on!(conn, |c| {
        let mut query = jobs::table
            .inner_join(organizations::table.on(organizations::id.eq(jobs::organization_id)))
            .order(jobs::id.desc())
            .limit(limit)
            .select((Row::as_select(), organizations::name))
            .into_boxed();
        if let Some(state) = filter.state {
            query = query.filter(jobs::state.eq(state.as_str()));
        }
        if let Some(kind) = &filter.kind {
            query = query.filter(jobs::kind.eq(kind));
        }
        if let Some(organization) = filter.organization {
            query = query.filter(jobs::organization_id.eq(Key(organization)));
        }
        if let Some(before) = filter.before {
            query = query.filter(jobs::id.lt(Key(before)));
        }
        query.load(c)
    })?;
    rows.into_iter().map(|(row, name)| row.record(name)).collect()
}

/// One job.
pub fn find(conn: &mut Conn, id: JobId) -> Result<Option<JobRecord>> {
    let row: Option<(Row, String)> = on!(conn, |c| jobs::table
        .inner_join(organizations::table.on(organizations::id.eq(jobs::organization_id)))
        .filter(jobs::id.eq(Key(id)))
        .select((Row::as_select(), organizations::name))
        .get_result(c)
        .optional())?;
    row.map(|(row, name)| row.record(name)).transpose()
}

impl Row {
    fn record(self, organization: String) -> Result<JobRecord> {
        let state = JobState::from_word(&self.state).ok_or(Error::Corrupt("jobs.state"))?;
        let (job, cancel_asked) = (self.payload.0, self.cancel_asked_at.is_some());
        let at_work = matches!(state, JobState::Queued | JobState::Running);
        let id = self.organization_id.0;
        let is_tenant = id != domain::partition::directory();
        Ok(JobRecord {
            id: self.id.0,
            kind: job.kind().to_owned(),
            queue: Queue::from_word(&self.queue).ok_or(Error::Corrupt("jobs.queue"))?,
            priority: Priority::from_rank(self.priority).ok_or(Error::Corrupt("jobs.priority"))?,
            state,
            organization: is_tenant.then_some(JobOrganization { id, name: organization }),
            attempt: self.attempts,
            lapses: self.lapses,
            max_attempts: job.max_attempts(),
            created_at: self.created_at.0,
            run_at: self.run_at.0,
            started_at: self.started_at.map(|moment| moment.0),
            lease_until: self.lease_until.map(|moment| moment.0),
            finished_at: self.finished_at.map(|moment| moment.0),
            worker: self.worker,
            error: self.error,
            progress: self.done.zip(self.expected).map(|(done, expected)| JobProgress {
                done: unsigned(done),
                expected: unsigned(expected),
            }),
            cancel_asked,
            may_retry: state == JobState::Failed,
            may_cancel: at_work && !cancel_asked && job.may_be_cancelled(),
        })
    }
}

/// What waits, runs, has failed and was done lately, for every kind. Reads indexes alone, however
/// many jobs are kept.
pub fn figures(conn: &mut Conn) -> Result<JobFigures> {
    let at = now(conn)?;
    let mut kinds: Vec<KindFigures> = Job::KINDS
        .iter()
        .map(|&kind| KindFigures { kind: kind.to_owned(), ..KindFigures::default() })
        .collect();
    let queued = format!(
        "SELECT kind, 'queued' AS state, count(*) AS jobs, \
         min(CASE WHEN run_at <= {now} THEN run_at END) AS oldest \
         FROM jobs WHERE state = 'queued' GROUP BY kind",
        now = dialect::clock(conn, 0),
    );
    let others = "SELECT kind, state, count(*) AS jobs, min(run_at) AS oldest \
                  FROM jobs WHERE state IN ('running', 'failed') GROUP BY kind, state";
    let done = format!(
        "SELECT kind, state, count(*) AS jobs, min(finished_at) AS oldest \
         FROM jobs WHERE finished_at > {hour} AND state = 'done' GROUP BY kind, state",
        hour = dialect::clock(conn, -3_600),
    );
    for sql in [queued.as_str(), others, done.as_str()] {
        let rows: Vec<Count> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
        for row in rows {
            let Some(kind) = kinds.iter_mut().find(|kind| kind.kind == row.kind) else { continue };
            let count = unsigned(row.jobs);
            match row.state.as_str() {
                "queued" => {
                    kind.queued = count;
                    kind.oldest_wait_seconds = row.oldest.map(|oldest| at.seconds_since(oldest.0));
                }
                "running" => kind.running = count,
                "failed" => kind.failed = count,
                _ => kind.done_last_hour = count,
            }
        }
    }
    Ok(JobFigures { kinds, at })
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = BigInt)]
    jobs: i64,
    #[diesel(sql_type = Nullable<DbTime>)]
    oldest: Option<Moment>,
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
