use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use db::import::NewImport;
use db::job;
use domain::import::{ImportState, OnDuplicate};
use domain::job::Job;
use domain::{ImportId, Layer, Sources, Timestamp};
use files::{Inspection, Store};
use worker::Stop;

use crate::{tenant, worker};

pub(crate) const ROWS: u64 = 9_000;

/// Uploads a file and enqueues its staging, as the API does.
pub(crate) fn begin(db: &db::Db, scope: &db::Scope, sources: &Sources, store: &Store) -> ImportId {
    let id = sources.id();
    let mut text = "Name,E-mail\n".to_owned();
    for number in 0..ROWS {
        writeln!(text, "Person {number},p{number}@example.com").unwrap();
    }
    std::fs::write(store.path(id), &text).unwrap();
    let Inspection { format, dialect, columns } = files::inspect(&store.path(id)).unwrap();
    let new = NewImport {
        id,
        file_name: "people.csv".to_owned(),
        bytes: text.len() as u64,
        sha256: files::Print::of(&store.path(id)).unwrap().sha256,
        format: format.to_string(),
        dialect,
        columns: columns.clone(),
    };
    let now = sources.now();
    db.write_as_now(scope, |c| {
        db::import::create(c, scope, &new, now)?;
        db::import::set_mapping(c, scope, id, &columns, (OnDuplicate::Skip, None), now)?;
        job::enqueue(c, scope, sources.id(), &Job::StageImport { import: id })
    })
    .unwrap();
    id
}

/// Begins the commit of such an import once it is staged, as the API does.
pub(crate) fn commit(
    db: &db::Db,
    scope: &db::Scope,
    sources: &Sources,
    id: ImportId,
    at: Timestamp,
) {
    let (job, step) = (sources.id(), (ImportState::Review, ImportState::Committing));
    db.write_as_now(scope, |c| {
        db::import::begin(c, scope, id, step, ROWS, at)?;
        job::enqueue(c, scope, job, &Job::CommitImport { import: id })
    })
    .unwrap();
}

/// A clock that asks a worker to stop at its n-th look: a stop in the middle of a job, at a
/// place that is the same in every run. Making an id looks at the clock too.
fn stopping(after: i64, start: Timestamp) -> (Sources, Stop) {
    let stop = Stop::default();
    let (asked, looks) = (stop.clone(), AtomicI64::new(0));
    let draws = Arc::new(AtomicI64::new(start.micros()));
    let sources = Sources::new(
        move || {
            let look = looks.fetch_add(1, Ordering::Relaxed);
            if look == after {
                asked.ask();
            }
            Timestamp::from_micros(start.micros() + look)
        },
        move |buffer| {
            let draw = draws.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            buffer.iter_mut().zip(draw.iter().rev().cycle()).for_each(|(to, from)| *to = *from);
        },
    );
    (sources, stop)
}

#[test]
fn a_job_that_was_stopped_at_any_chunk_ends_with_every_row_once() {
    for fresh in db::testing::databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let id = begin(db, &scope, &sources, &store);
        let clock = std::cell::Cell::new(sources.now());
        // Runs workers that stop after a few looks at the clock until the job is through.
        let run_until = |state: ImportState| {
            for attempt in 0..40 {
                let (sources, stop) = stopping(2 + attempt * 300, clock.get());
                let worker = worker(db, sources, &store, stop);
                worker.run_next().unwrap();
                let now = clock.get().plus_seconds(120);
                clock.set(now);
                let stored =
                    db.read_as_now(&scope, |c| db::import::find(c, &scope, id, now)).unwrap();
                if stored.unwrap().import.state == state {
                    return attempt;
                }
            }
            panic!("the job never came to an end on {}", fresh.kind);
        };
        assert!(run_until(ImportState::Review) > 0, "it was stopped at least once");
        let at = sources.now().plus_seconds(100_000);
        commit(db, &scope, &sources, id, at);
        assert!(run_until(ImportState::Committed) > 0, "it was stopped at least once");

        let keys: Vec<_> = (0..ROWS).map(|number| format!("e:p{number}@example.com")).collect();
        let twins = db
            .read_as_now(&scope, |c| db::contact::twins(c, &scope, Layer::Workspace, &keys))
            .unwrap();
        assert_eq!(twins.len() as u64, ROWS, "no row lost, none doubled, on {}", fresh.kind);
        let stored = db.read_as_now(&scope, |c| db::import::find(c, &scope, id, at)).unwrap();
        assert_eq!(stored.unwrap().import.written, ROWS);
        let ids: Vec<_> = twins.iter().map(|twin| twin.contact.id).collect();
        let read = db
            .read_as_now(&scope, |c| db::contact::by_ids(c, &scope, Layer::Workspace, &ids))
            .unwrap();
        assert_eq!(read.len() as u64, ROWS);
    }
}
