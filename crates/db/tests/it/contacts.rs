use db::Error;
use db::contact::{self, Change, NewContact, Visible};
use db::testing::on_each;
use domain::contact::{ContactInput, EmailInput, Identity, Origin, PhoneInput};
use domain::{Layer, Sources};

use crate::{person, tenant};

/// A contact with every field filled, so that every column is written and read.
fn complete() -> domain::contact::ContactFields {
    let text = |text: &str| Some(text.to_owned());
    ContactInput {
        full_name: text("Ada Lovelace"),
        first_name: text("Ada"),
        last_name: text("Lovelace"),
        title: text("VP Engineering"),
        seniority: text("director"),
        department: text("data"),
        company: text("Analytical Engines"),
        company_domain: text("engines.example"),
        industry: text("Computing"),
        company_size: text("51-200"),
        emails: vec![EmailInput { value: "ada@engines.example".into(), ..EmailInput::default() }],
        phones: vec![PhoneInput { value: "+44 20 7946 0000".into(), ..PhoneInput::default() }],
        street: text("12 St James's Square"),
        city: text("London"),
        region: text("Greater London"),
        postal_code: text("SW1Y 4JH"),
        country: text("GB"),
        website: text("https://engines.example"),
        linkedin_url: text("https://www.linkedin.com/in/ada"),
        tags: vec!["pioneer".to_owned(), "émigré".to_owned()],
        notes: text("Wrote the first program.\nLikes numbers."),
        external_id: text("X-1"),
        custom: [("Favourite".to_owned(), "Bernoulli".to_owned())].into(),
    }
    .parse()
    .unwrap()
}

#[test]
fn every_field_is_read_as_it_was_written() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let new = NewContact { id: sources.id(), fields: complete(), source: Origin::Created };
        let now = sources.now();
        let made = db.write_as_now(&scope, |c| contact::create(c, &scope, new.clone(), now))?;
        assert_eq!(made.fields, complete());
        assert_eq!((made.version, made.created_at, made.layer), (1, now, Layer::Workspace));
        let found =
            db.read_as_now(&scope, |c| contact::find(c, &scope, Layer::Workspace, new.id))?;
        assert_eq!(found, Some(made));
        Ok(())
    })
}

#[test]
fn a_change_needs_the_version_that_was_read() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let new = NewContact { id: sources.id(), fields: complete(), source: Origin::Created };
        let now = sources.now();
        db.write_as_now(&scope, |c| contact::create(c, &scope, new.clone(), now))?;
        let emptied = person("Ada King", "", "");
        let change = Change { id: new.id, fields: emptied.clone(), version: Some(1), number: None };
        let changed =
            db.write_as_now(&scope, |c| contact::update(c, &scope, &change, now))?.unwrap();
        assert_eq!((changed.version, changed.fields), (2, emptied));
        let stale = db.write_as_now(&scope, |c| contact::update(c, &scope, &change, now));
        assert!(matches!(stale, Err(Error::Stale)));
        let stale = db.write_as_now(&scope, |c| contact::delete(c, &scope, new.id, 1, now));
        assert!(matches!(stale, Err(Error::Stale)));
        assert!(db.write_as_now(&scope, |c| contact::delete(c, &scope, new.id, 2, now))?);
        assert!(!db.write_as_now(&scope, |c| contact::delete(c, &scope, new.id, 2, now))?);
        Ok(())
    })
}

#[test]
fn another_organization_sees_and_changes_nothing() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = tenant(db, &sources, "bob@example.com");
        let new = NewContact { id: sources.id(), fields: complete(), source: Origin::Created };
        let now = sources.now();
        db.write_as_now(&ada, |c| contact::create(c, &ada, new.clone(), now))?;
        let layers = [Layer::Workspace, Layer::Directory];
        for layer in layers {
            assert_eq!(db.read_as_now(&bob, |c| contact::find(c, &bob, layer, new.id))?, None);
        }
        let change =
            Change { id: new.id, fields: person("Eve", "", ""), version: None, number: None };
        assert_eq!(db.write_as_now(&bob, |c| contact::update(c, &bob, &change, now))?, None);
        assert!(!db.write_as_now(&bob, |c| contact::delete(c, &bob, new.id, 1, now))?);
        let keys = Identity::keys(&new.fields);
        assert!(
            db.read_as_now(&bob, |c| contact::twins(c, &bob, Layer::Workspace, &keys))?.is_empty()
        );
        assert_eq!(
            db.read_as_now(&ada, |c| contact::twins(c, &ada, Layer::Workspace, &keys))?.len(),
            keys.len()
        );
        Ok(())
    })
}

#[test]
fn the_directory_is_read_by_all_and_holds_back_what_saving_reveals() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let new = NewContact { id: sources.id(), fields: complete(), source: Origin::Sample };
        let now = sources.now();
        db.write_now(|c| db::system::add_to_directory(c, std::slice::from_ref(&new), now))?;
        let found = db
            .read_as_now(&scope, |c| contact::find(c, &scope, Layer::Directory, new.id))?
            .unwrap();
        assert!(found.fields.emails.is_empty() && found.fields.phones.is_empty());
        let hidden = found.hidden.unwrap();
        assert_eq!((hidden.emails, hidden.phones), (1, 1));
        let change =
            Change { id: new.id, fields: person("Eve", "", ""), version: None, number: None };
        assert_eq!(db.write_as_now(&scope, |c| contact::update(c, &scope, &change, now))?, None);
        Ok(())
    })
}

#[test]
fn a_crowd_at_one_mailbox_hides_nobody() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let now = sources.now();
        let new = |email: &str| NewContact {
            id: sources.id(),
            fields: person("Ada", "", email),
            source: Origin::Import,
        };
        // More than one statement answers.
        for _ in 0..11 {
            let crowd: Vec<NewContact> = (0..2_000).map(|_| new("info@example.com")).collect();
            db.write_as_now(&scope, |c| {
                contact::create_many(c, &scope, &crowd, None, contact::Visible::Later, now)
            })?;
        }
        let few: Vec<NewContact> = (0..40).map(|at| new(&format!("{at}@example.com"))).collect();
        db.write_as_now(&scope, |c| {
            contact::create_many(c, &scope, &few, None, contact::Visible::Later, now)
        })?;
        let mut keys: Vec<String> = (0..40).map(|at| format!("e:{at}@example.com")).collect();
        keys.push("e:info@example.com".to_owned());
        let twins =
            db.read_as_now(&scope, |c| contact::twins(c, &scope, Layer::Workspace, &keys))?;
        let count = |key: &str| twins.iter().filter(|twin| twin.key == key).count();
        assert!((0..40).all(|at| count(&format!("e:{at}@example.com")) == 1));
        assert_eq!(count("e:info@example.com"), 8);
        Ok(())
    })
}

#[test]
fn twins_follow_the_fields_of_a_contact() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (id, now) = (sources.id(), sources.now());
        let new = NewContact {
            id,
            fields: person("Ada", "Engines", "old@example.com"),
            source: Origin::Created,
        };
        db.write_as_now(&scope, |c| contact::create(c, &scope, new.clone(), now))?;
        let fields = person("Ada", "Engines", "new@example.com");
        let change = Change { id, fields, version: None, number: None };
        db.write_as_now(&scope, |c| contact::update(c, &scope, &change, now))?;
        let ask = |key: &str| {
            let keys = [key.to_owned()];
            db.read_as_now(&scope, |c| contact::twins(c, &scope, Layer::Workspace, &keys))
                .unwrap()
                .len()
        };
        assert_eq!((ask("e:old@example.com"), ask("e:new@example.com")), (0, 1));
        Ok(())
    })
}

#[test]
fn thousands_are_written_in_one_transaction() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let now = sources.now();
        let new: Vec<NewContact> = (0..1_234)
            .map(|number| NewContact {
                id: sources.id(),
                fields: person(&format!("Person {number}"), "", &format!("p{number}@example.com")),
                source: Origin::Import,
            })
            .collect();
        db.write_as_now(&scope, |c| {
            contact::create_many(c, &scope, &new, None, Visible::Later, now)
        })?;
        let ids: Vec<_> = new.iter().map(|new| new.id).collect();
        let read =
            db.read_as_now(&scope, |c| contact::by_ids(c, &scope, Layer::Workspace, &ids))?;
        assert!(read.iter().map(|contact| contact.id).eq(ids));
        Ok(())
    })
}

#[test]
fn contacts_come_in_the_order_in_which_they_were_asked_for_however_many() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let other = tenant(db, &sources, "eve@example.com");
        let now = sources.now();
        let make = |owner: &db::Scope, name: &str| {
            let new = NewContact {
                id: sources.id(),
                fields: person(name, "", &format!("{name}@example.com")),
                source: Origin::Import,
            };
            let new = [new];
            db.write_as_now(owner, |c| {
                contact::create_many(c, owner, &new, None, Visible::Later, now)
            })?;
            Ok::<_, db::Error>(new[0].id)
        };
        let foreign = make(&other, "eve")?;
        let own = (0..70)
            .map(|number| make(&scope, &format!("p{number}")))
            .collect::<Result<Vec<_>, _>>()?;
        for count in [1, 10, 64, 65, 70] {
            let wanted: Vec<_> = own[..count].iter().rev().copied().collect();
            let asked = [&[foreign, sources.id()], wanted.as_slice()].concat();
            let read =
                db.read_as_now(&scope, |c| contact::by_ids(c, &scope, Layer::Workspace, &asked))?;
            assert!(read.iter().map(|contact| contact.id).eq(wanted), "{count}");
        }
        Ok(())
    })
}
