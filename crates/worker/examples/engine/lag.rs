use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use db::{Db, Scope};
use domain::{Layer, Sources};
use sample::Generator;
use search::{Index, Place};
use worker::{Follower, Progress, Stop};

use crate::bulk::{self, rate};
use crate::{Failure, sources, tenant};

/// Contacts in one transaction, as an import writes them.
const CHUNK: usize = 500;
/// Between two looks at how far the index is.
const LOOK: Duration = Duration::from_millis(5);

/// Prints how long a written chunk takes until searches see it, while chunks are written as fast
/// as the database takes them.
pub(crate) fn measure(db: &Db, index: &str, rows: usize) -> Result<(), Failure> {
    let sources = sources();
    let scope = tenant(db, &sources)?;
    let stop = Stop::default();
    let pair = (Index::default(), Place::Folder(PathBuf::from(index)));
    let (follower, progress) = Follower::new(db.clone(), sources.clone(), pair, stop.clone());
    let follower = std::thread::spawn(move || follower.run());
    while !progress.borrow().answers() {
        std::thread::sleep(LOOK);
    }
    // What was written and is not seen yet: position and moment.
    let (waiting, ended) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let (took, mut lags) = std::thread::scope(|threads| {
        let watcher = threads.spawn(|| watch(&waiting, &progress, &ended));
        let outcome = load(db, &scope, &sources, &waiting, rows);
        ended.store(true, Ordering::Release);
        let lags = watcher.join().map_err(|_| "the watcher panicked")?;
        Ok::<_, Failure>((outcome?, lags))
    })?;
    stop.ask();
    follower.join().map_err(|_| "the follower panicked")?;
    lags.sort_unstable();
    let at = |part: usize| lags[(lags.len() - 1) * part / 100].as_secs_f64();
    println!(
        "{rows} contacts at {:.0} rows/s: visible after p50 {:.3} s, p99 {:.3} s, at most {:.3} s",
        rate(rows, took),
        at(50),
        at(99),
        at(100)
    );
    Ok(())
}

type Waiting = Mutex<Vec<(i64, Instant)>>;

fn load(
    db: &Db,
    scope: &Scope,
    sources: &Sources,
    waiting: &Waiting,
    rows: usize,
) -> Result<Duration, Failure> {
    let mut generator = Generator::new(7);
    let mut took = Duration::ZERO;
    for _ in (0..rows).step_by(CHUNK) {
        let chunk = bulk::chunk(&mut generator, sources, CHUNK);
        took += bulk::write(db, scope, sources, &chunk)?;
        let written = Instant::now();
        let position =
            db.read_as_now(scope, |c| db::outbox::awaited(c, scope, Layer::Workspace))?;
        if let Ok(mut waiting) = waiting.lock() {
            waiting.push((position, written));
        }
    }
    Ok(took)
}

fn watch(waiting: &Waiting, progress: &Progress, ended: &AtomicBool) -> Vec<Duration> {
    let mut lags = Vec::new();
    loop {
        let over = ended.load(Ordering::Acquire);
        let position = progress.borrow().position;
        let mut left = 0;
        if let Ok(mut waiting) = waiting.lock() {
            waiting.retain(|(at, written)| {
                let seen = *at <= position;
                if seen {
                    lags.push(written.elapsed());
                }
                !seen
            });
            left = waiting.len();
        }
        if over && left == 0 {
            return lags;
        }
        std::thread::sleep(LOOK);
    }
}
