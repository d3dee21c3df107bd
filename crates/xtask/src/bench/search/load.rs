//! How many searches a second the machine does, beside a route that does nothing.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::super::subject::Subject;
use super::queries::{Class, Query};
use super::{PATH, few, pairs};

const CLIENTS: usize = 4;
const LASTS: Duration = Duration::from_secs(10);
/// A route that answers a few bytes of JSON.
const BARE: &str = "/healthz";
/// One that answers who is asking: what every request of somebody signed in costs at least.
const SIGNED_IN: &str = "/api/v1/me";

/// Asks from several clients at once, all classes in turn; prints answers a second.
pub(super) fn measure(subject: &Subject, classes: &[Class]) -> Result<()> {
    let mixed: Vec<&Query> = (0..super::queries::REPEATS)
        .flat_map(|at| classes.iter().filter_map(move |class| class.queries.get(at)))
        .collect();
    let bare = answers(subject, |_| (BARE, Vec::new()))?;
    let signed_in = answers(subject, |_| (SIGNED_IN, Vec::new()))?;
    // An empty box asks next to nothing of the index.
    let everybody: Query = vec![("q", String::new())];
    let rows = answers(subject, |_| (PATH, few(&everybody)))?;
    let paged = answers(subject, |at| (PATH, few(mixed[at % mixed.len()])))?;
    let full = answers(subject, |at| (PATH, pairs(mixed[at % mixed.len()], None)))?;
    println!("    {CLIENTS} clients at once, all classes in turn, answers a second:");
    println!("      {BARE}, as a measure              {bare:>8.0}");
    println!(
        "      {SIGNED_IN}, signed in           {signed_in:>8.0}  ({:.2} of that)",
        signed_in / bare
    );
    println!("      10 rows of an empty box          {rows:>8.0}  ({:.2} of that)", rows / bare);
    println!("      10 rows, as one types            {paged:>8.0}  ({:.2} of that)", paged / bare);
    println!("      50 rows and all facets           {full:>8.0}  ({:.2} of that)", full / bare);
    Ok(())
}

fn answers<'q>(
    subject: &Subject,
    ask: impl Fn(usize) -> (&'static str, Vec<(&'q str, &'q str)>) + Sync,
) -> Result<f64> {
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let client = || -> Result<()> {
        let client = subject.client.alone();
        while begun.elapsed() < LASTS {
            let (path, pairs) = ask(next.fetch_add(1, Ordering::Relaxed));
            let answer = client.get(path, &pairs)?;
            anyhow::ensure!(answer.status == 200, "{path} answered {}", answer.status);
        }
        Ok(())
    };
    thread::scope(|threads| {
        let clients: Vec<_> = (0..CLIENTS).map(|_| threads.spawn(client)).collect();
        clients.into_iter().try_for_each(|client| {
            client.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a client panicked")))
        })
    })?;
    let count = u32::try_from(next.load(Ordering::Relaxed))?;
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}
