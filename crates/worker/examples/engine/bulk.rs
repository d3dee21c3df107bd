use std::time::{Duration, Instant};

use db::contact::{self, NewContact, Visible};
use db::{Db, Scope};
use domain::Sources;
use domain::contact::Origin;
use sample::Generator;

use crate::{Failure, sources, tenant};

/// Contacts in one transaction.
const CHUNK: usize = 5_000;
/// Contacts in a line of the report.
const LINE: usize = 100_000;

/// Prints the rate of bulk writes: contact, keys of twins and outbox row for each. Making the
/// contacts is not counted.
pub(crate) fn measure(db: &Db, rows: usize) -> Result<(), Failure> {
    let sources = sources();
    let scope = tenant(db, &sources)?;
    let mut generator = Generator::new(1);
    let (mut all, mut line) = (Duration::ZERO, Duration::ZERO);
    let mut lines = Vec::new();
    for start in (0..rows).step_by(CHUNK) {
        let chunk = chunk(&mut generator, &sources, CHUNK.min(rows - start));
        line += write(db, &scope, &sources, &chunk)?;
        let done = start + chunk.len();
        if done.is_multiple_of(LINE) || done == rows {
            let count = if done.is_multiple_of(LINE) { LINE } else { done % LINE };
            lines.push(rate(count, line));
            all += std::mem::take(&mut line);
        }
    }
    println!("{rows} contacts in {:.1} s: {:.0} rows/s", all.as_secs_f64(), rate(rows, all));
    if let [first, .., last] = lines[..] {
        println!("first {LINE}: {first:.0} rows/s, last {LINE}: {last:.0} rows/s");
    }
    Ok(())
}

/// The next contacts of the generator.
pub(crate) fn chunk(generator: &mut Generator, sources: &Sources, count: usize) -> Vec<NewContact> {
    generator
        .filter_map(|input| input.parse().ok())
        .map(|fields| NewContact { id: sources.id(), fields, source: Origin::Sample })
        .take(count)
        .collect()
}

/// Writes them in one transaction, and says how long it took.
pub(crate) fn write(
    db: &Db,
    scope: &Scope,
    sources: &Sources,
    chunk: &[NewContact],
) -> Result<Duration, Failure> {
    let now = sources.now();
    let begun = Instant::now();
    db.write_as_now(scope, |c| contact::create_many(c, scope, chunk, None, Visible::Later, now))?;
    Ok(begun.elapsed())
}

/// Rows a second.
#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
pub(crate) fn rate(rows: usize, took: Duration) -> f64 {
    rows as f64 / took.as_secs_f64().max(1e-9)
}
