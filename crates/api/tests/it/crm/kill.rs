//! Workers that die: what they had sent is found out before anything is sent again.

use db::crm::{connection, push_item};
use db::job::{LEASE_SECONDS, Taker};
use domain::job::Queue;
use fake_crm::{Call, Contact, LOCATION};
use serde_json::json;

use super::{connected, counts, make, places, plan, push_of, somebody, step};
use crate::access::callers::scope;

/// A contact as a worker wrote it before it died, with its tags or without.
fn written(number: u32, tags: &[&str]) -> Contact {
    let fields = [
        ("firstName", format!("Person{number}")),
        ("lastName", "Example".to_owned()),
        ("email", format!("p{number}@example.com")),
        ("phone", format!("+1415555{number:04}")),
        ("city", "Bern".to_owned()),
    ];
    let fields = fields.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
    Contact { id: String::new(), location_id: LOCATION.to_owned(), fields, tags }
}

#[actix_web::test]
async fn what_a_dead_worker_sent_is_not_sent_again() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let mut ids = Vec::new();
        for number in 1..=6 {
            ids.push(make(&house, &ada, somebody(number)).await);
        }
        let ready = plan(&house, &ada, json!({"ids": ids})).await;
        assert_eq!(step(&house, &ada, &ready, "start").await.status, 202);
        // A worker takes the job and four contacts, sends two of them, of one not all, and dies.
        let (scope, id) = (scope(&house, &ada), ready["id"].as_str().unwrap().parse().unwrap());
        let taker = Taker::new("dead:1".to_owned(), Queue::ALL, LEASE_SECONDS);
        let claim = db::job::claim(house.db(), &taker).unwrap().unwrap();
        house
            .db()
            .write_as_now(&scope, |c| {
                assert!(connection::busy(c, &scope, LOCATION, (claim.id, LEASE_SECONDS))?);
                push_item::doubt(c, &scope, id, &[1, 2, 3, 4])
            })
            .unwrap();
        fake.change(|world| {
            world.put_contact(written(1, &["fair"]));
            world.put_contact(written(2, &[]));
            world.forget_counts();
        });
        house.work();
        assert_eq!(counts(&push_of(&house, &ada, &ready).await), json!({"create": 6}));
        db::testing::pass(house.db(), LEASE_SECONDS + 1).unwrap();
        house.work();
        let done = push_of(&house, &ada, &ready).await;
        assert_eq!((&done["state"], counts(&done)), (&json!("done"), json!({"created": 6})));
        let there = fake.change(|world| world.contacts(LOCATION));
        assert_eq!(there.len(), 6);
        assert!(there.iter().all(|one| one.tags == ["fair"]));
        assert_eq!(fake.change(|world| world.duplicates(LOCATION)), 0);
        let calls = fake.change(|world| world.counts.calls.clone());
        assert_eq!((calls[&Call::Upsert], calls.get(&Call::Update)), (4, None));
    }
}

#[actix_web::test]
async fn a_dry_run_that_was_cut_off_goes_on_behind_what_is_written() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let mut ids = Vec::new();
        for number in 1..=4 {
            ids.push(make(&house, &ada, somebody(number)).await);
        }
        // Two of the four were written when the worker died.
        let other = super::ask(&house, &ada, json!({"ids": ids})).await.body;
        let (scope, id) = (scope(&house, &ada), other["id"].as_str().unwrap().parse().unwrap());
        let now = house.worker.sources.now();
        let contact = |at: usize| ids[at].parse().unwrap();
        let item = |number: u64, at: usize| push_item::NewItem {
            number,
            contact: contact(at),
            fate: domain::crm::PushFate::Create,
            reason: None,
            fields: Vec::new(),
            crm_id: None,
            other_crm_id: None,
            other_contact: None,
            hashes: db::crm::link::Hashes::default(),
        };
        let some = [item(1, 0), item(3, 2)];
        house
            .db()
            .write_as_now(&scope, |c| push_item::create_many(c, &scope, id, &some, now))
            .unwrap();
        fake.change(fake_crm::World::forget_counts);
        house.work();
        let planned = push_of(&house, &ada, &other).await;
        assert_eq!((&planned["state"], counts(&planned)), (&json!("ready"), json!({"create": 4})));
        let calls = fake.change(|world| world.counts.calls.clone());
        assert_eq!(calls[&Call::FindDuplicate], 4, "two contacts were asked for, by two keys each");
    }
}
