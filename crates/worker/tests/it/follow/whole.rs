use db::contact;
use domain::Sources;
use search::Index;

use super::{Node, create};
use crate::tenant;

#[test]
fn an_index_is_built_followed_left_behind_and_caught_up() {
    for fresh in db::testing::databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let folder = tempfile::tempdir().unwrap();
        let find = || Node::start(db, folder.path()).found(db, &scope);
        let create = |name: &str| create(db, &scope, &sources, name);
        let mut expected = vec![create("Ada"), create("Bob")];
        assert_eq!(find(), expected, "built, {}", fresh.kind);
        expected.push(create("Cleo"));
        let gone = expected.remove(0);
        db.write_as_now(&scope, |c| contact::delete(c, &scope, gone, 1, sources.now())).unwrap();
        assert_eq!(find(), expected, "caught up");
        // An index whose changes were forgotten meanwhile is built anew.
        expected.push(create("Dora"));
        expected.push(create("Emil"));
        let later = sources.now().plus_seconds(60);
        db.write_now(|c| db::outbox::prune(c, later)).unwrap();
        assert_eq!(find(), expected, "built anew");
    }
}

#[test]
fn another_epoch_has_every_node_build_anew_at_once() {
    for fresh in db::testing::databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let folder = tempfile::tempdir().unwrap();
        let mut expected = vec![create(db, &scope, &sources, "Ada")];
        let node = Node::start(db, folder.path());
        assert_eq!(node.found(db, &scope), expected);
        // Behind the outbox's back: only a rebuild finds it.
        let contact = expected.pop().unwrap();
        db::testing::execute(db, "DELETE FROM contacts").unwrap();
        assert_eq!(node.found(db, &scope), [contact]);
        let epoch = sources.id();
        db.write_now(|c| db::installation::renew(c, epoch)).unwrap();
        node.wait_until("the new epoch", |_| {
            node.index.mark().is_some_and(|mark| mark.epoch == epoch)
        });
        assert_eq!(node.found(db, &scope), expected, "on {}", fresh.kind);
    }
}

/// What a database that was set back to an earlier day, or another one, does to an index.
#[test]
fn an_index_of_another_past_is_built_anew() {
    for fresh in db::testing::databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let expected =
            vec![create(db, &scope, &sources, "Ada"), create(db, &scope, &sources, "Bob")];
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Node::start(db, folder.path()).found(db, &scope), expected);
        let mark = {
            let (index, _writer) = Index::open(folder.path()).unwrap();
            index.mark().unwrap()
        };
        let pasts = [
            search::Mark { position: mark.position + 1_000_000, ..mark },
            search::Mark { print: mark.print ^ 1, ..mark },
            search::Mark { epoch: sources.id(), ..mark },
            search::Mark { position: 0, ..mark },
        ];
        for past in pasts {
            {
                let (_index, mut writer) = Index::open(folder.path()).unwrap();
                writer.clear().unwrap();
                writer.commit(past).unwrap();
            }
            let node = Node::start(db, folder.path());
            assert_eq!(node.found(db, &scope), expected, "{past:?} on {}", fresh.kind);
        }
    }
}
