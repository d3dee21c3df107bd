use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use db::contact::{self, Cause, Change, Visible};
use domain::search::SearchQuery;
use domain::{ContactId, Layer, Sources};
use search::{Index, State};

use super::{Node, all, create, new};
use crate::tenant;

const WRITERS: usize = 8;
const CONTACTS: usize = 12;
const ROUNDS: usize = 25;

/// Eight writers change, delete and make the same contacts while two nodes follow; in the end both
/// hold what the database holds, to the word.
#[test]
fn two_nodes_end_with_what_the_database_holds() {
    for fresh in db::testing::databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let ids: Vec<ContactId> =
            (0..CONTACTS).map(|n| create(db, &scope, &sources, &format!("Start {n}"))).collect();
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let nodes = folders.each_ref().map(|folder| Node::start(db, folder.path()));
        let failed = AtomicUsize::new(0);
        std::thread::scope(|threads| {
            for writer in 0..WRITERS {
                let (scope, sources, ids, failed) = (&scope, &sources, &ids, &failed);
                threads.spawn(move || {
                    for round in 0..ROUNDS {
                        let id = ids[(writer * 7 + round * 5) % CONTACTS];
                        if act(db, scope, sources, id, (writer, round)).is_err() {
                            failed.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            }
        });
        println!(
            "{} of {} acts met another one on {}",
            failed.into_inner(),
            WRITERS * ROUNDS,
            fresh.kind
        );
        let last = create(db, &scope, &sources, "The end");
        let kept =
            db.read_as_now(&scope, |c| contact::by_ids(c, &scope, Layer::Workspace, &ids)).unwrap();
        let mut expected: Vec<ContactId> = kept.iter().map(|contact| contact.id).collect();
        expected.push(last);
        expected.sort();
        for node in &nodes {
            assert_eq!(node.found(db, &scope), expected, "on {}", fresh.kind);
            for contact in &kept {
                let name = contact.fields.full_name.clone().unwrap();
                assert_eq!(found(&node.index, &scope, &name), [contact.id], "{name}");
            }
        }
        drop(nodes);
        // An index built anew from the table holds the same.
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Node::start(db, folder.path()).found(db, &scope), expected);
    }
}

fn act(
    db: &db::Db,
    scope: &db::Scope,
    sources: &Sources,
    id: ContactId,
    (writer, round): (usize, usize),
) -> db::Result<()> {
    let now = sources.now();
    let name = format!("Writer{writer}x Round{round}x");
    db.write_as_now(scope, |c| {
        let found = contact::find(c, scope, Layer::Workspace, id)?;
        match found {
            Some(found) if (writer + round) % 9 == 0 => {
                contact::delete(c, scope, id, found.version, now)?;
            }
            Some(found) => {
                let fields = new(sources, &name).fields;
                let change = Change { id, fields, version: Some(found.version), number: None };
                let cause = Cause::of(scope);
                contact::update_many(c, scope, &[change], cause, Visible::Now, now)?;
            }
            None => {
                let again = contact::NewContact { id, ..new(sources, &name) };
                contact::create(c, scope, again, now)?;
            }
        }
        Ok(())
    })
}

/// Who has exactly this name.
fn found(index: &Index, scope: &db::Scope, name: &str) -> Vec<ContactId> {
    let query = SearchQuery { text: name.to_lowercase(), ..SearchQuery::default() };
    let found = index.find(scope.partition(Layer::Workspace), &query).unwrap();
    found.hits.into_iter().map(|hit| hit.contact).collect()
}

/// What one node wrote, another one's search sees when it has asked its follower to look.
#[test]
fn a_search_on_another_node_need_not_wait_for_the_next_look() {
    for fresh in db::testing::databases().unwrap() {
        let scope = tenant(&fresh.db, &Sources::predictable());
        let sources = Sources::predictable();
        // Two openings of one database, so that no bell of the writer rings at the reader.
        let there = db::Db::open(&db::Settings { url: fresh.url.clone(), connections: 4 }).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let node = Node::start(&there, folder.path());
        node.wait_until("the start", |following| following.state == State::Following);
        let mut slowest = Duration::ZERO;
        for number in 0..20 {
            create(&fresh.db, &scope, &sources, &format!("Person {number}"));
            let start = Instant::now();
            let awaited = there
                .read_as_now(&scope, |c| db::outbox::awaited(c, &scope, Layer::Workspace))
                .unwrap();
            while node.following().position < awaited {
                there.bell().ring_for_search();
                std::thread::sleep(Duration::from_millis(2));
                assert!(start.elapsed() < super::LONG);
            }
            slowest = slowest.max(start.elapsed());
            assert_eq!(all(&node.index, &scope).len(), number + 1);
        }
        println!("the slowest of 20 took {slowest:?} on {}", fresh.kind);
    }
}
