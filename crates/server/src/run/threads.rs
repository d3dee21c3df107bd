//! The threads beside the HTTP server.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use ::api::App;
use ::worker::{Figures, Follower, Post, Progress, Pushes, Stop, Watch, Worker, sweep_uploads};
use actix_web::web;
use crm::Switchboard;
use db::Db;
use db::audit::Pen;
use db::job::Taker;
use db::suppression::Suppressor;
use domain::Sources;
use domain::job::Queue;
use domain::search::language::Reading;
use files::Store;
use search::{Index, Place};

use crate::config::Jobs;

/// Whose turn it is among the threads of this process that take jobs of a queue.
fn taker(queues: &'static [Queue], lease_seconds: i64) -> Taker {
    Taker::new(worker_name(), queues, lease_seconds)
}

/// Host and process, as operators see who works at a job.
fn worker_name() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = host.trim();
    let host = if host.is_empty() { "localhost" } else { host };
    format!("{host}:{}", std::process::id())
}

const HOUR: Duration = Duration::from_hours(1);

/// The running threads, and what tells them to end.
#[derive(Default)]
pub(super) struct Threads {
    running: Vec<JoinHandle<()>>,
    /// For jobs: they end at their next step, as soon as the process is told to end.
    pub(super) jobs: Stop,
    /// For the index and upkeep, which requests at work still need.
    pub(super) rest: Stop,
    /// What they count.
    pub(super) figures: Figures,
}

impl Threads {
    /// Those that run jobs: so many as wanted for jobs on records, and one for mails and other small things,
    /// which need not wait behind them.
    pub(super) fn work(
        &mut self,
        jobs: Jobs,
        (db, store, sources): (&Db, &Store, &Sources),
        (pen, suppressor, post): (Pen, Suppressor, Post),
        crm: Option<Switchboard>,
    ) -> anyhow::Result<()> {
        let records = Worker {
            db: db.clone(),
            sources: sources.clone(),
            store: store.clone(),
            pen,
            suppressor,
            post: Arc::new(post),
            pushes: crm.map(Pushes::new).transpose()?,
            taker: taker(&[Queue::Records], jobs.lease_seconds),
            stop: self.jobs.clone(),
            figures: self.figures.clone(),
        };
        let small = Worker { taker: taker(&[Queue::Small], jobs.lease_seconds), ..records.clone() };
        self.spawn("small-worker", move || small.run())?;
        for number in 1..=jobs.workers {
            let records = records.clone();
            self.spawn(&format!("worker-{number}"), move || records.run())?;
        }
        Ok(())
    }

    /// The one that keeps the index in step.
    pub(super) fn follow(
        &mut self,
        db: &Db,
        sources: &Sources,
        index: (Index, Place),
    ) -> anyhow::Result<Progress> {
        let stop = self.rest.clone();
        let (follower, progress) = Follower::new(db.clone(), sources.clone(), index, stop);
        let follower = follower.counting(self.figures.clone());
        self.spawn("follower", move || follower.run())?;
        Ok(progress)
    }

    /// The one that reads the tables of words, so that the first search need not.
    pub(super) fn prepare(&mut self) -> anyhow::Result<()> {
        self.spawn("words", Reading::prepare)
    }

    /// The one that looks at the searches that people follow, beside an index.
    pub(super) fn watch(
        &mut self,
        db: &Db,
        sources: &Sources,
        index: &Index,
        period_seconds: i64,
    ) -> anyhow::Result<()> {
        let (db, sources, index) = (db.clone(), sources.clone(), index.clone());
        let watch = Watch { db, sources, index, period_seconds, stop: self.jobs.clone() };
        self.spawn("watch", move || watch.run())
    }

    /// The one that sweeps, now and every hour, what uploads left behind that were cut off, and what is needed no
    /// more behind a commit.
    pub(super) fn sweep(
        &mut self,
        db: &Db,
        store: &Store,
        sources: &Sources,
    ) -> anyhow::Result<()> {
        let (db, store, sources) = (db.clone(), store.clone(), sources.clone());
        let stop = self.rest.clone();
        self.spawn("sweep", move || {
            while !stop.asked() {
                match sweep_uploads(&db, &store, sources.now()) {
                    Ok(0) => {}
                    Ok(files) => tracing::info!(upload.files = files, "uploads.swept"),
                    Err(error) => tracing::warn!(error = %error, "uploads.not_swept"),
                }
                stop.wait(HOUR);
            }
        })
    }

    /// The one that writes the request log every second, and forgets what is old every hour.
    pub(super) fn keep_up(&mut self, app: &web::Data<App>) -> anyhow::Result<()> {
        let (app, stop) = (app.clone(), self.rest.clone());
        self.spawn("upkeep", move || {
            for second in 0_u64.. {
                // Asked before writing, so that what the last requests left is written, too.
                let ending = stop.asked();
                if let Err(error) = app.write_requests() {
                    tracing::warn!(error = %error, "requests.not_written");
                }
                if ending {
                    return;
                }
                if second.is_multiple_of(3_600)
                    && let Err(error) = app.forget()
                {
                    tracing::warn!(error = %error, "upkeep.failed");
                }
                stop.wait(Duration::from_secs(1));
            }
        })
    }

    /// Tells all to end, and waits until they have.
    pub(super) async fn end(self) -> anyhow::Result<()> {
        self.jobs.ask();
        self.rest.ask();
        let (ended, all) = tokio::sync::oneshot::channel();
        // Not on a thread of the runtime, so that a second signal is still heard.
        std::thread::Builder::new().name("join".to_owned()).spawn(move || {
            for thread in self.running {
                if thread.join().is_err() {
                    tracing::error!("a background thread panicked");
                }
            }
            // Nobody waits any more where the process is ending already.
            _ = ended.send(());
        })?;
        Ok(all.await?)
    }

    fn spawn(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
        self.running.push(std::thread::Builder::new().name(name.to_owned()).spawn(work)?);
        Ok(())
    }
}
