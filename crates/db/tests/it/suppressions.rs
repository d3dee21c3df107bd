use db::contact::{self, NewContact};
use db::suppression::{self, Added, NewEntry, Suppressor};
use db::testing::{contents, on_each};
use domain::Sources;
use domain::contact::{ContactFields, Origin};
use domain::suppression::{Identifier, SuppressedKind, SuppressionReason};
use domain::value::Email;

use crate::{person, tenant};

/// As good as a keyed hash where nobody attacks.
fn suppressor() -> Suppressor {
    Suppressor::new(|organization, kind, text| {
        let mut hash = [7_u8; 32];
        for (at, byte) in format!("{organization}{kind}{text}").bytes().enumerate() {
            hash[at % 32] = hash[at % 32].wrapping_mul(31).wrapping_add(byte);
        }
        hash
    })
}

fn entry(sources: &Sources, scope: &db::Scope, text: &str) -> NewEntry {
    let identifier = Identifier::parse(text).ok().unwrap();
    let digest = suppressor().digest(scope.organization(), &identifier);
    NewEntry { id: sources.id(), kind: identifier.kind(), digest }
}

#[test]
fn a_list_is_written_once_read_newest_first_and_emptied() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let [ada, bob] =
            ["ada@example.com", "bob@example.com"].map(|email| tenant(db, &sources, email));
        let now = sources.now();
        let texts = ["x@example.org", "+4930123456", "x@example.org", "example.net"];
        let new = texts.map(|text| entry(&sources, &ada, text));
        let reason = SuppressionReason::Erasure;
        let added = db.write_as_now(&ada, |c| suppression::add(c, &ada, &new, reason, now))?;
        let expected = [
            Added::New(new[0].id),
            Added::New(new[1].id),
            Added::Known(new[0].id),
            Added::New(new[3].id),
        ];
        assert_eq!(added, expected);
        let again =
            db.write_as_now(&ada, |c| suppression::add(c, &ada, &new[1..2], reason, now))?;
        assert_eq!(again, [Added::Known(new[1].id)]);

        let page = db.read_as_now(&ada, |c| suppression::list(c, &ada, None, 2))?;
        assert_eq!(page.iter().map(|one| one.id).collect::<Vec<_>>(), [new[3].id, new[1].id]);
        assert_eq!((page[0].kind, page[0].reason), (SuppressedKind::Domain, reason));
        assert_eq!(page[0].added_by_name.as_deref(), Some("Ada"));
        let rest = db.read_as_now(&ada, |c| suppression::list(c, &ada, Some(page[1].id), 9))?;
        assert_eq!(rest.iter().map(|one| one.id).collect::<Vec<_>>(), [new[0].id]);

        // Another organization sees and touches none of it.
        assert_eq!(db.read_as_now(&bob, |c| suppression::count(c, &bob))?, 0);
        assert!(!db.write_as_now(&bob, |c| suppression::remove(c, &bob, new[0].id))?);
        assert!(db.write_as_now(&ada, |c| suppression::remove(c, &ada, new[0].id))?);
        assert!(!db.write_as_now(&ada, |c| suppression::remove(c, &ada, new[0].id))?);
        let digests = new.map(|entry| entry.digest);
        let removed = db.write_as_now(&ada, |c| suppression::remove_digests(c, &ada, &digests))?;
        assert_eq!(removed, 2);
        assert_eq!(db.read_as_now(&ada, |c| suppression::count(c, &ada))?, 0);
        Ok(())
    })
}

#[test]
fn contacts_are_held_back_by_address_domain_and_number() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let [ada, bob] =
            ["ada@example.com", "bob@example.com"].map(|email| tenant(db, &sources, email));
        let now = sources.now();
        let mut phoned = person("Dora", "Dyes", "");
        phoned.phones = domain::contact::ContactInput {
            full_name: Some("Dora".to_owned()),
            phones: vec![domain::contact::PhoneInput {
                value: "+49 30 123456 x9".to_owned(),
                ..Default::default()
            }],
            ..Default::default()
        }
        .parse()
        .unwrap()
        .phones;
        let people: Vec<ContactFields> = vec![
            person("Anna", "Acme", "anna@example.org"),
            person("Ben", "Bolts", "ben@mail.example.net"),
            person("Cleo", "Cards", "cleo@example.org"),
            phoned,
        ];
        let all: Vec<&ContactFields> = people.iter().collect();
        let held = |scope: &db::Scope| {
            db.read_as_now(scope, |c| suppression::held_back(c, scope, &suppressor(), &all))
        };
        assert_eq!(held(&ada)?, [false; 4]);
        let new = ["Anna@example.org", "example.net", "0049 30 123456"]
            .map(|text| entry(&sources, &ada, text));
        let reason = SuppressionReason::Objection;
        db.write_as_now(&ada, |c| suppression::add(c, &ada, &new, reason, now))?;
        assert_eq!(held(&ada)?, [true, true, false, true]);
        assert_eq!(held(&bob)?, [false; 4]);
        let fields =
            db.read_as_now(&ada, |c| suppression::holding(c, &ada, &suppressor(), &people[1]))?;
        assert_eq!(fields, ["emails[0].value"]);

        let stored =
            NewContact { id: sources.id(), fields: people[0].clone(), source: Origin::Created };
        db.write_as_now(&ada, |c| contact::create(c, &ada, stored.clone(), now))?;
        let emails = ["anna@example.org", "ben@mail.example.net"].map(|e| Email::parse(e).unwrap());
        let count = |scope: &db::Scope| {
            db.read_as_now(scope, |c| suppression::contacts_of(c, scope, &emails))
        };
        assert_eq!((count(&ada)?, count(&bob)?), (1, 0));
        let table = &contents(db, &[])?["suppressions"];
        assert_eq!(table.lines().count(), 3);
        assert!(!table.contains("anna") && !table.contains("example"), "{table}");
        Ok(())
    })
}
