use db::contact::{self, NewContact};
use db::testing::{contents, databases, execute, migrated, on_each};
use db::{installation, outbox};
use domain::contact::Origin;
use domain::{EpochId, Sources};

use crate::{person, race, tenant};

#[test]
fn an_epoch_lasts_until_another_begins() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let first = db.read_now(installation::epoch)?;
        assert_eq!(db.read_now(installation::epoch)?, first);
        let second: EpochId = sources.id();
        db.write_now(|c| installation::renew(c, second))?;
        assert_eq!(db.read_now(installation::epoch)?, second);
        assert!(execute(db, "INSERT INTO installation SELECT * FROM installation").is_err());
        Ok(())
    })
}

#[test]
fn two_databases_are_two_installations() {
    for (one, two) in migrated().unwrap().iter().zip(&migrated().unwrap()) {
        let epoch = |fresh: &db::testing::Fresh| fresh.db.read_now(installation::epoch).unwrap();
        assert_ne!(epoch(one), epoch(two), "on {}", one.kind);
    }
}

/// The database was dumped and restored into another cluster; two nodes start there at once.
#[test]
fn a_database_from_another_cluster_begins_an_epoch_with_an_empty_outbox() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let now = sources.now();
        let start = |epoch| db.write_now(|c| installation::recognize(c, epoch, now)).unwrap();
        assert!(!start(sources.id()), "the first start on it");
        let fields = person("Ada", "", "");
        let new = NewContact { id: sources.id(), fields, source: Origin::Created };
        db.write_as_now(&scope, |c| contact::create(c, &scope, new.clone(), now)).unwrap();
        let before = contents(db, &[]).unwrap();
        assert!(!start(sources.id()), "and the next");
        assert!(contents(db, &[]).unwrap() == before, "nothing changed on {}", fresh.kind);

        let postgres = fresh.kind == "postgres";
        if postgres {
            execute(db, "UPDATE installation SET cluster = '1'").unwrap();
        }
        let epoch = db.read_now(installation::epoch).unwrap();
        let begun = race(4, |_| start(sources.id()));
        assert_eq!(begun.iter().filter(|&&begun| begun).count(), usize::from(postgres));
        assert_eq!(db.read_now(installation::epoch).unwrap() != epoch, postgres);
        let left = db.read_now(|c| outbox::after(c, 0, 10)).unwrap();
        assert_eq!(left.changes.iter().any(|change| change.contact == new.id), !postgres);
    }
}

#[test]
fn the_first_keys_that_are_shown_are_those_of_the_installation() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let claim = |seal: [u8; 32]| db.write_now(|c| installation::claim(c, &seal)).unwrap();
        let seals: Vec<[u8; 32]> = (1..=4).map(|number| [number; 32]).collect();
        let accepted = race(4, |number| claim(seals[number]));
        assert_eq!(accepted.iter().filter(|&&yes| yes).count(), 1, "on {}", fresh.kind);
        let mine = seals[accepted.iter().position(|&yes| yes).unwrap()];
        assert!(claim(mine) && !claim([9; 32]));
        db.write_now(|c| installation::set_seal(c, &[9; 32])).unwrap();
        assert!(!claim(mine) && claim([9; 32]), "after keys were lost");
    }
}
