//! Staging: the file is read row by row, and every row is written down with its fate.

use std::io;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, Scope, ScopedJoinHandle};

use db::import::{Stored, Tally};
use db::job;
use domain::ImportId;
use domain::import::{ImportRow, ImportState};
use files::{Row, RowProblem, Rows};
use intake::{Chunk, Draft, Judge, Reader};

use super::{judging, load};
use crate::heartbeat::Task;
use crate::outcome::Fault;
use crate::{merge_keys, upload};

/// Rows in one transaction: large enough to make its cost small, small enough for a person to
/// see progress and for other writers to come between.
const CHUNK: usize = 2_000;
/// Bytes of cells after which a transaction takes no further row.
const CHUNK_BYTES: usize = 4 << 20;
/// Chunks that are read ahead of the one that is judged.
const AHEAD: usize = 2;
/// Rows of a file, at most: a guard against files that are all line ends, not a limit for people.
const ROWS: u64 = 10_000_000;

/// Stages an import from its first row; what an earlier attempt wrote is dropped first.
pub(crate) fn run(task: &Task<'_>, id: ImportId) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let scope = &claim.scope;
    let stored = load(task, id, ImportState::Staging)?;
    worker.db.write_as_now(scope, |c| {
        job::hold(c, claim)?;
        db::import::mark(c, scope, id)?;
        db::import_row::clear(c, scope, id)
    })?;
    merge_keys::now(task)?;
    let path = upload::at_hand(worker, scope, &stored)?;
    let rows = files::rows(&path, &stored.dialect()?).map_err(|error| lost(&error))?;
    let judge = judging::judge(worker, &stored, Judge::of_file)?;
    note(task, id, &[], &Tally::default())?;
    let (send, receive) = sync_channel(AHEAD);
    let reader = judge.reader();
    // Reading goes on beside judging and writing: it is about half of the work.
    thread::scope(|threads| {
        begin(threads, "import-reader", move || read_ahead(rows, &reader, &send))?;
        judge_all(task, &stored, judge, receive.into_iter())
    })
}

fn lost(error: &io::Error) -> Fault {
    Fault::Fail(format!(
        "The uploaded file cannot be read any more ({}). Upload it again.",
        error.kind()
    ))
}

/// A chunk of the file, and how many bytes of it are read.
type Read = io::Result<(Chunk, u64)>;

/// Reads the file to its end, or until nobody listens any more.
fn read_ahead(mut rows: Rows, reader: &Reader, to: &SyncSender<Read>) {
    loop {
        let chunk = next_chunk(&mut rows);
        if chunk.is_empty() {
            return;
        }
        let drafts: io::Result<Vec<Draft>> = chunk.into_iter().map(Draft::read).collect();
        let read = drafts.map(|drafts| (reader.read(drafts), rows.bytes_read()));
        let is_over = read.is_err();
        if to.send(read).is_err() || is_over {
            return;
        }
    }
}

/// Judges chunk by chunk. Each is written while the next one is judged: the two wait for the database in turn.
fn judge_all(
    task: &Task<'_>,
    stored: &Stored,
    mut judge: Judge,
    chunks: impl Iterator<Item = Read>,
) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let (scope, id) = (&claim.scope, stored.import.id);
    let mut tally = Tally::default();
    thread::scope(|threads| {
        let mut writing: Option<ScopedJoinHandle<'_, Result<(), Fault>>> = None;
        for read in chunks {
            task.go_on()?;
            let (chunk, bytes_read) = read.map_err(|error| lost(&error))?;
            let staged =
                worker.db.read_as_now(scope, |c| judge.chunk(c, scope, &worker.sources, chunk))?;
            for row in &staged {
                tally.counts.add(row);
            }
            tally.done = tally.counts.total;
            tally.expected = estimate(tally.done, bytes_read, stored.import.source.bytes);
            writing.take().map_or(Ok(()), written)?;
            let staged = Arc::new(staged);
            judge.keep(Arc::clone(&staged));
            writing =
                Some(begin(threads, "import-writer", move || note(task, id, &staged, &tally))?);
            if tally.done > ROWS {
                return Err(Fault::Fail(format!("The file has more than {ROWS} rows. Split it.")));
            }
        }
        writing.take().map_or(Ok(()), written)
    })?;
    tally.expected = tally.done;
    finish(task, id, &tally, judge.compared_through())
}

fn begin<'scope, T: Send + 'scope>(
    threads: &'scope Scope<'scope, '_>,
    name: &str,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>, Fault> {
    let started = thread::Builder::new().name(name.to_owned()).spawn_scoped(threads, work);
    started.map_err(|error| Fault::Outside(format!("no thread could be started: {error}")))
}

/// Waits until a chunk is written.
fn written(writing: ScopedJoinHandle<'_, Result<(), Fault>>) -> Result<(), Fault> {
    writing.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// The next rows, fewer where they are large: a row may have a megabyte.
fn next_chunk(rows: &mut Rows) -> Vec<Result<Row, RowProblem>> {
    let (mut chunk, mut bytes) = (Vec::with_capacity(CHUNK), 0);
    while chunk.len() < CHUNK && bytes < CHUNK_BYTES {
        let Some(row) = rows.next() else { break };
        if let Ok(row) = &row {
            bytes += row.cells.iter().map(String::len).sum::<usize>();
        }
        chunk.push(row);
    }
    chunk
}

/// Writes a chunk and the progress in one transaction; if the import was cancelled meanwhile,
/// nothing of it stays.
fn note(task: &Task<'_>, id: ImportId, rows: &[ImportRow], tally: &Tally) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let now = worker.sources.now();
    worker.db.write_as_now(&claim.scope, |c| {
        job::advance(c, claim, tally.done, tally.expected)?;
        db::import_row::insert(c, &claim.scope, id, rows)?;
        let during = ImportState::Staging;
        if db::import::progress(c, &claim.scope, id, during, tally, now)? {
            Ok(())
        } else {
            Err(Fault::Gone)
        }
    })
}

fn finish(task: &Task<'_>, id: ImportId, tally: &Tally, through: Option<u64>) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let now = worker.sources.now();
    worker.db.write_as_now(&claim.scope, |c| {
        db::import::progress(c, &claim.scope, id, ImportState::Staging, tally, now)?;
        db::import::compared(c, &claim.scope, id, through)?;
        let step = (ImportState::Staging, ImportState::Review);
        if !db::import::complete(c, &claim.scope, id, step, now)? {
            return Err(Fault::Gone);
        }
        Ok::<_, Fault>(job::finish(c, claim)?)
    })
}

/// Rows of the whole file, by the bytes that the rows so far took.
fn estimate(done: u64, bytes_read: u64, bytes: u64) -> u64 {
    let estimate = u128::from(done) * u128::from(bytes) / u128::from(bytes_read.max(1));
    u64::try_from(estimate).unwrap_or(u64::MAX).max(done)
}
