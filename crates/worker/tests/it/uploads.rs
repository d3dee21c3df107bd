use std::fs;
use std::time::UNIX_EPOCH;

use db::import::NewImport;
use db::import_chunk;
use domain::import::ImportState;
use domain::{ImportId, Sources, Timestamp};
use files::{Print, Store};

use crate::resume::begin;
use crate::tenant;

/// What uploads leave behind that were cut off goes; what an import needs stays.
#[test]
fn what_belongs_to_no_import_is_swept_away() {
    db::testing::on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let write = |id: ImportId| {
            fs::write(store.path(id), "Name\nAda\n").unwrap();
            db.write_as_now(&scope, |c| import_chunk::put(c, &scope, id, 0, b"Name")).unwrap();
            id
        };
        let (orphan, kept, cancelled) =
            (write(sources.id()), write(sources.id()), write(sources.id()));
        for id in [kept, cancelled] {
            let Print { bytes, sha256 } = Print::of(&store.path(id)).unwrap();
            let new = NewImport {
                id,
                file_name: "people.csv".to_owned(),
                bytes,
                sha256,
                format: "csv".to_owned(),
                dialect: (),
                columns: Vec::new(),
            };
            let now = sources.now();
            db.write_as_now(&scope, |c| db::import::create(c, &scope, &new, now))?;
        }
        let now = sources.now();
        db.write_as_now(&scope, |c| db::import::cancel(c, &scope, cancelled, now))?;
        fs::write(folder.path().join(".tmpAbCdEf"), "half of").unwrap();
        fs::write(folder.path().join("notes.txt"), "mine").unwrap();

        let written = fs::metadata(store.path(kept)).unwrap().modified().unwrap();
        let written = written.duration_since(UNIX_EPOCH).unwrap().as_micros();
        let written = Timestamp::from_micros(written.try_into().unwrap());
        let sweep = |now| worker::sweep_uploads(db, &store, now).unwrap();
        assert_eq!(sweep(written.plus_seconds(60)), 0, "an upload may be at work");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5);

        assert_eq!(sweep(written.plus_seconds(2 * 3_600)), 2);
        let mut left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [&*kept.to_string(), "notes.txt"]);
        let chunk = |id| db.read_as_now(&scope, |c| import_chunk::get(c, &scope, id, 0)).unwrap();
        assert_eq!(chunk(kept).as_deref(), Some(&b"Name"[..]));
        assert_eq!((chunk(cancelled), chunk(orphan).is_none()), (None, db.is_shared()));
        Ok(())
    })
    .unwrap();
}

/// What a node fetched from another one goes after the commit, and so does what it was fetched by; the node that
/// received the file keeps it.
#[test]
fn copies_go_once_their_import_is_committed() {
    db::testing::on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let copies = store.copies();
        fs::create_dir(copies.dir()).unwrap();
        let [staging, committed] = [(); 2].map(|()| {
            let id = begin(db, &scope, &sources, &store);
            fs::copy(store.path(id), copies.path(id)).unwrap();
            db.write_as_now(&scope, |c| import_chunk::put(c, &scope, id, 0, b"Name")).unwrap();
            id
        });
        let (now, step) = (sources.now(), (ImportState::Staging, ImportState::Committed));
        db.write_as_now(&scope, |c| db::import::complete(c, &scope, committed, step, now))?;
        let written = fs::metadata(copies.path(committed)).unwrap().modified().unwrap();
        let written = written.duration_since(UNIX_EPOCH).unwrap().as_micros();
        let written = Timestamp::from_micros(written.try_into().unwrap());
        assert_eq!(worker::sweep_uploads(db, &store, written.plus_seconds(7_200)).unwrap(), 1);
        assert!(copies.path(staging).exists() && !copies.path(committed).exists());
        assert!(store.path(committed).exists());
        let chunk = |id| db.read_as_now(&scope, |c| import_chunk::get(c, &scope, id, 0)).unwrap();
        assert!(chunk(staging).is_some());
        assert_eq!(chunk(committed).is_none(), db.is_shared());
        Ok(())
    })
    .unwrap();
}
