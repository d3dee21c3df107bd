use std::time::Duration;

use db::contact::{self, NewContact};
use domain::contact::{ContactInput, Origin};
use domain::search::SearchQuery;
use domain::{ContactId, Layer, Sources};
use search::Index;
use worker::{Follower, Stop};

use crate::tenant;

fn new(sources: &Sources, name: &str) -> NewContact {
    let input = ContactInput { full_name: Some(name.to_owned()), ..ContactInput::default() };
    NewContact { id: sources.id(), fields: input.parse().unwrap(), source: Origin::Created }
}

/// What is in the index once it has seen all that is settled.
fn found(db: &db::Db, scope: &db::Scope, index: &Index) -> Vec<ContactId> {
    let awaited =
        db.read_as_now(scope, |c| db::outbox::awaited(c, scope, Layer::Workspace)).unwrap();
    for _ in 0..1_000 {
        if index.position().is_some_and(|position| position >= awaited) {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let all = SearchQuery { limit: 1_000, ..SearchQuery::default() };
    let found = index.find(scope.partition(Layer::Workspace), &all).unwrap();
    let mut ids: Vec<_> = found.hits.into_iter().map(|hit| hit.contact).collect();
    ids.sort();
    ids
}

#[test]
fn an_index_is_built_followed_left_behind_and_caught_up() {
    for fresh in db::testing::databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let folder = tempfile::tempdir().unwrap();
        let create = |name: &str| {
            let one = new(&sources, name);
            db.write_as_now(&scope, |c| contact::create(c, &scope, one.clone(), sources.now()))
                .unwrap()
                .id
        };
        let follow = |work: &dyn Fn(&Index)| {
            let (index, writer) = Index::open(folder.path()).unwrap();
            let stop = Stop::default();
            let pair = (index.clone(), writer);
            let (follower, _) = Follower::new(db.clone(), sources.clone(), pair, stop.clone());
            let thread = std::thread::spawn(move || follower.run());
            work(&index);
            stop.ask();
            thread.join().unwrap();
        };
        let mut expected = vec![create("Ada"), create("Bob")];
        follow(&|index| assert_eq!(found(db, &scope, index), expected, "built, {}", fresh.kind));
        expected.push(create("Cleo"));
        let gone = expected.remove(0);
        db.write_as_now(&scope, |c| contact::delete(c, &scope, gone, 1, sources.now())).unwrap();
        follow(&|index| assert_eq!(found(db, &scope, index), expected, "caught up"));
        // An index whose changes were forgotten meanwhile is built anew.
        expected.push(create("Dora"));
        expected.push(create("Emil"));
        let later = sources.now().plus_seconds(60);
        db.write_now(|c| db::outbox::prune(c, later)).unwrap();
        follow(&|index| assert_eq!(found(db, &scope, index), expected, "built anew"));
    }
}
