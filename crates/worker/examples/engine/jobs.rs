use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use db::Db;
use db::job::{self, Taker};
use domain::MailId;
use domain::job::{Job, Queue};

use crate::bulk::rate;
use crate::{Failure, sources, tenant};

/// Enqueued in one transaction.
const CHUNK: usize = 500;

/// Prints how many jobs a second are enqueued, and claimed and finished by one and by four workers.
pub(crate) fn measure(db: &Db, jobs: usize) -> Result<(), Failure> {
    let sources = sources();
    let scope = tenant(db, &sources)?;
    for workers in [1, 4] {
        let begun = Instant::now();
        for start in (0..jobs).step_by(CHUNK) {
            let ids: Vec<(_, MailId)> =
                (start..jobs.min(start + CHUNK)).map(|_| (sources.id(), sources.id())).collect();
            db.write_now(|c| {
                for &(id, mail) in &ids {
                    job::enqueue(c, &scope, id, &Job::SendMail { mail })?;
                }
                Ok::<_, db::Error>(())
            })?;
        }
        let enqueued = begun.elapsed();
        let taker = Taker::new("bench:1".to_owned(), &[Queue::Small], job::LEASE_SECONDS);
        let done = AtomicUsize::new(0);
        let begun = Instant::now();
        let outcome = std::thread::scope(|threads| {
            let runners: Vec<_> = (0..workers)
                .map(|_| {
                    threads.spawn(|| {
                        while let Some(claim) = job::claim(db, &taker)? {
                            db.write_now(|c| job::finish(c, &claim))?;
                            done.fetch_add(1, Ordering::Relaxed);
                        }
                        Ok::<_, db::Error>(())
                    })
                })
                .collect();
            runners
                .into_iter()
                .map(|runner| runner.join().map_err(|_| "a worker panicked"))
                .collect::<Result<Vec<_>, _>>()
        })?;
        outcome.into_iter().collect::<Result<Vec<()>, _>>()?;
        let took = begun.elapsed();
        let done = done.into_inner();
        println!(
            "{workers} workers: {done} jobs, enqueued {:.0}/s, claimed and finished {:.0}/s",
            rate(jobs, enqueued),
            rate(done, took)
        );
    }
    Ok(())
}
