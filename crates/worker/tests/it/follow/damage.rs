use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;

use domain::{ContactId, Layer, Sources};
use search::{Index, State};

use super::{Node, create, files};
use crate::tenant;

/// A name, and what it does to the folder of an index.
type Damage = (&'static str, fn(&Path));

/// What may happen to the files of an index between two runs of a server.
const DAMAGES: &[Damage] = &[
    ("no folder", |folder| fs::remove_dir_all(folder).unwrap()),
    ("cut meta.json", |folder| {
        let meta = folder.join("meta.json");
        let text = fs::read(&meta).unwrap();
        fs::write(&meta, &text[..text.len() / 2]).unwrap();
    }),
    ("no meta.json", |folder| fs::remove_file(folder.join("meta.json")).unwrap()),
    ("garbage in meta.json", |folder| fs::write(folder.join("meta.json"), [0xff; 64]).unwrap()),
    ("no managed list", |folder| fs::write(folder.join(".managed.json"), "{").unwrap()),
    ("cut terms", |folder| cut(folder, "term")),
    ("cut columns", |folder| cut(folder, "fast")),
    ("no postings", |folder| {
        for path in files(folder, "idx") {
            fs::remove_file(path).unwrap();
        }
    }),
    ("garbage in terms", |folder| overwrite(folder, "term")),
    ("garbage in postings", |folder| overwrite(folder, "idx")),
    ("garbage in columns", |folder| overwrite(folder, "fast")),
    ("garbage in cards", |folder| overwrite(folder, "store")),
];

fn cut(folder: &Path, ending: &str) {
    for path in files(folder, ending) {
        let length = fs::metadata(&path).unwrap().len();
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(length / 2).unwrap();
    }
}

/// Spoils the content and leaves the sum behind it.
fn overwrite(folder: &Path, ending: &str) {
    for path in files(folder, ending) {
        let length = fs::metadata(&path).unwrap().len();
        let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
        let end = length.saturating_sub(200);
        let noise: Vec<u8> = (0..end).map(|at| (at * 37 + 11).to_le_bytes()[0]).collect();
        file.write_all_at(&noise, 0).unwrap();
    }
}

fn filled(db: &db::Db) -> (db::Scope, Sources, Vec<ContactId>) {
    let sources = Sources::predictable();
    let scope = tenant(db, &sources);
    let names = (0..200).map(|number| format!("Person {number}"));
    let mut ids: Vec<_> = names.map(|name| create(db, &scope, &sources, &name)).collect();
    ids.sort();
    (scope, sources, ids)
}

#[test]
fn a_damaged_index_is_built_anew() {
    let fresh = &db::testing::databases().unwrap()[0];
    let db = &fresh.db;
    let (scope, sources, mut expected) = filled(db);
    for (name, damage) in DAMAGES {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("index");
        assert_eq!(Node::start(db, &folder).found(db, &scope), expected, "before {name}");
        damage(&folder);
        let node = Node::start(db, &folder);
        node.wait_until(name, |following| {
            following.state == State::Following && whole(&node, &scope, &expected)
        });
        expected.push(create(db, &scope, &sources, "One more"));
        assert_eq!(node.found(db, &scope), expected, "it goes on after {name}");
    }
}

/// Whether all are found, and by the words that they hold.
fn whole(node: &Node, scope: &db::Scope, expected: &[ContactId]) -> bool {
    let query = domain::search::SearchQuery {
        text: "person".to_owned(),
        limit: 1_000,
        ..domain::search::SearchQuery::default()
    };
    let found = node.index.find(scope.partition(Layer::Workspace), &query);
    let named = |found: search::Found| {
        found.hits.len() >= 200 && found.hits.iter().all(|hit| !hit.why.is_empty())
    };
    expected.len() >= 200 && found.is_ok_and(named)
}

#[test]
fn files_that_are_spoiled_while_the_server_runs_are_noticed() {
    let fresh = &db::testing::databases().unwrap()[0];
    let db = &fresh.db;
    let (scope, sources, mut expected) = filled(db);
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(db, folder.path());
    assert_eq!(node.found(db, &scope), expected);
    for ending in ["store", "term", "idx", "fast"] {
        overwrite(folder.path(), ending);
    }
    // Whatever searches and merges make of it, the process goes on, and ends up whole.
    for number in 0..20 {
        let _ = node.index.find(
            scope.partition(Layer::Workspace),
            &domain::search::SearchQuery {
                text: "person".to_owned(),
                ..domain::search::SearchQuery::default()
            },
        );
        expected.push(create(db, &scope, &sources, &format!("Person later {number}")));
    }
    let start = std::time::Instant::now();
    while !(node.following().state == State::Following && whole(&node, &scope, &expected)) {
        assert!(start.elapsed() < super::LONG * 2, "it never mended: {:?}", node.following());
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(node.found(db, &scope), expected);
}

#[test]
fn an_index_that_cannot_be_opened_is_waited_for() {
    let fresh = &db::testing::databases().unwrap()[0];
    let db = &fresh.db;
    let (scope, _, expected) = filled(db);
    // Another process holds it.
    let folder = tempfile::tempdir().unwrap();
    let holder = Index::open(folder.path()).unwrap();
    let node = Node::start(db, folder.path());
    node.wait_until("the fault", |following| following.state == State::Unavailable);
    assert!(!node.following().answers());
    assert!(node.following().behind_since.is_some());
    drop(holder);
    assert_eq!(node.found(db, &scope), expected);
    assert_eq!(node.following().behind_since, None);

    // Something else is in the way.
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("index");
    fs::write(&place, "in the way").unwrap();
    let node = Node::start(db, &place);
    node.wait_until("the fault", |following| following.state == State::Unavailable);
    fs::remove_file(&place).unwrap();
    assert_eq!(node.found(db, &scope), expected);
}

#[test]
fn a_build_tells_how_far_it_is() {
    let fresh = &db::testing::databases().unwrap()[0];
    let db = &fresh.db;
    let sources = Sources::predictable();
    let scope = tenant(db, &sources);
    let many: Vec<_> = (0..5_000).map(|n| super::new(&sources, &format!("Person {n}"))).collect();
    let now = sources.now();
    let later = db::contact::Visible::Later;
    db.write_as_now(&scope, |c| db::contact::create_many(c, &scope, &many, None, later, now))
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(db, folder.path());
    node.wait_until("half of it", |following| match following.state {
        State::Building { done, total } => done >= 2_000 && total == 5_000,
        _ => false,
    });
    assert!(!node.following().answers());
    assert!(node.following().state.to_string().contains(" %"), "{}", node.following().state);
    node.wait_until("the end", |following| following.state == State::Following);
    assert_eq!(super::all(&node.index, &scope).len(), 5_000);
}
