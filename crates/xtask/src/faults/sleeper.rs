//! A worker that is stopped (SIGSTOP) past its lease, while another one takes its job over, and that
//! must write nothing when it wakes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{ScopedJoinHandle, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use super::Extent;
use super::compare::{self, Truth};
use super::imports::{self, Imports};
use super::node::{Node, Start};
use super::site::Site;
use super::team::Team;
use crate::service::free_port;

const LEASE: &str = "3";
/// Longer than the lease and what a worker takes to find the job.
const ASLEEP: Duration = Duration::from_secs(6);

/// Freezes whichever worker has the job, as often as it takes.
pub(super) fn run(site: &Site, extent: Extent) -> Result<()> {
    let more = ["--lease-seconds", LEASE];
    let api = start(site, "api", "api", &more)?;
    let team = Team::sign_up(&api.address, "sleeper")?;
    let mut workers = [start(site, "worker", "one", &more)?, start(site, "worker", "two", &more)?];
    let client = team.at(&api.address);
    // Long enough to be caught in the middle.
    let rows = extent.rows * 8;
    let freezes = extent.faults.div_ceil(2);
    let end = AtomicBool::new(false);
    let committed = std::thread::scope(|threads| {
        // As long as workers are frozen, and no fixed number of files: beside a frozen worker the other
        // one may go through any of them.
        let importer = threads.spawn(|| imports::run(&client, 77, rows, &end));
        let frozen =
            (0..freezes).try_for_each(|_| freeze_the_busy_one(site, &mut workers, &importer));
        end.store(true, Ordering::Relaxed);
        let committed = importer.join().map_err(|_| anyhow::anyhow!("the importer panicked"))?;
        // Why nobody imports any more says more than that no worker had anything to do.
        committed.and_then(|committed| frozen.map(|()| committed))
    });
    let committed = committed.with_context(|| workers[0].last_words())?;
    let imports = [committed];
    let truth = Truth { team: &team, edits: &[], imports: &imports, rows };
    let compared = compare::all(site, "api", &client, &truth)?;
    let lost = workers
        .iter()
        .map(|node| node.log().matches("the job was taken away").count())
        .sum::<usize>();
    ensure!(lost > 0, "no worker noticed that its lease was lost");
    for node in workers {
        node.stop()?;
    }
    api.stop()?;
    println!(
        "    {freezes} freezes past the lease, {lost} leases lost and noticed, {compared} rows compared"
    );
    Ok(())
}

fn start(site: &Site, mode: &str, name: &str, more: &[&str]) -> Result<Node> {
    site.start(&Start { mode, name, port: free_port()?, more })
}

/// Waits until a worker writes rows, freezes it past its lease until another one goes on, and wakes it.
fn freeze_the_busy_one(
    site: &Site,
    workers: &mut [Node; 2],
    importer: &ScopedJoinHandle<'_, Result<Imports>>,
) -> Result<()> {
    let deadline = Instant::now() + Duration::from_mins(1);
    let sql = "SELECT worker FROM jobs WHERE state = 'running' AND kind IN ('stage_import', 'commit_import')";
    while Instant::now() < deadline && !importer.is_finished() {
        crate::interrupt::check()?;
        let running = site.sql("api", sql)?;
        let busy = workers.iter_mut().find(|node| {
            let process = format!(":{}", node.id());
            running.iter().any(|worker| worker.ends_with(&process))
        });
        if let Some(node) = busy {
            node.freeze(true)?;
            sleep(ASLEEP);
            return node.freeze(false);
        }
        sleep(Duration::from_millis(20));
    }
    bail!("no worker was seen at work")
}
