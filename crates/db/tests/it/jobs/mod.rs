mod leases;
mod plans;
mod steer;
mod turns;

use db::job::{self, LEASE_SECONDS, Taker};
use db::{Db, Scope};
use domain::job::{Job, Queue};
use domain::{JobId, Sources};

/// Somebody who takes jobs of every queue.
fn taker() -> Taker {
    Taker::new("test:1".to_owned(), Queue::ALL, LEASE_SECONDS)
}

fn put(db: &Db, scope: &Scope, sources: &Sources, job: &Job) -> JobId {
    let id = sources.id();
    db.write_now(|c| job::enqueue(c, scope, id, job)).unwrap();
    id
}

fn enqueue(db: &Db, scope: &Scope, sources: &Sources) -> JobId {
    put(db, scope, sources, &Job::StageImport { import: sources.id() })
}
