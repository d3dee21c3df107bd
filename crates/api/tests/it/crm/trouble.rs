//! What goes wrong between us and the CRM, and what is left then.

use fake_crm::{Call, Fault, LOCATION};
use serde_json::json;

use super::{
    CONNECTED, choose, connected, counts, items, make, places, plan, push_of, show, somebody,
    start, step,
};

#[actix_web::test]
async fn whatever_happens_to_an_answer_nobody_is_there_twice() {
    const FAULTS: [Fault; 8] = [
        Fault::Lost,
        Fault::Dropped,
        Fault::Failed,
        Fault::FailedLate,
        Fault::Malformed,
        Fault::RefusedLate,
        Fault::Unauthorised,
        Fault::Stall,
    ];
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        fake.change(|world| {
            world.faults.stall_millis = 3_000;
        });
        let mut ids = Vec::new();
        for number in 1..=9 {
            ids.push(make(&house, &ada, somebody(number)).await);
        }
        let ready = plan(&house, &ada, json!({"ids": ids})).await;
        fake.change(|world| {
            for fault in FAULTS {
                world.faults.plan(fault, Call::Upsert, 1);
            }
            world.faults.plan(Fault::Lost, Call::AddTags, 2);
            world.faults.plan(Fault::Failed, Call::FindDuplicate, 2);
        });
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"created": 9}), "{:?}", items(&house, &ada, &done).await);
        let there = fake.change(|world| world.contacts(LOCATION));
        assert_eq!(there.len(), 9);
        assert!(there.iter().all(|one| one.tags == ["fair"] && one.get("city") == Some("Bern")));
        assert_eq!(fake.change(|world| world.duplicates(LOCATION)), 0);
    }
}

#[actix_web::test]
async fn one_contact_gets_through_whatever_comes_before_a_late_refusal() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let one = make(&house, &ada, somebody(1)).await;
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        fake.change(|world| {
            for fault in [Fault::Dropped, Fault::Failed, Fault::RefusedLate] {
                world.faults.plan(fault, Call::Upsert, 1);
            }
        });
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"created": 1}), "{:?}", items(&house, &ada, &done).await);
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 1);
    }
}

#[actix_web::test]
async fn what_failed_for_good_is_tried_again_alone() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let ids = [make(&house, &ada, somebody(1)).await, make(&house, &ada, somebody(2)).await];
        let ready = plan(&house, &ada, json!({"ids": ids})).await;
        fake.change(|world| world.faults.plan(Fault::Failed, Call::FindDuplicate, 40));
        fake.change(|world| world.faults.plan(Fault::Lost, Call::Upsert, 1));
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"created": 1, "failed": 1}));
        let failed = items(&house, &ada, &done).await;
        let failed = failed.iter().find(|item| item["fate"] == "failed").unwrap();
        assert!(failed["reason"].as_str().unwrap().contains("Nobody knows"), "{failed}");
        fake.change(|world| world.faults.planned.clear());
        assert_eq!(step(&house, &ada, &done, "retry").await.status, 202);
        house.work();
        let done = push_of(&house, &ada, &done).await;
        assert_eq!((&done["state"], counts(&done)), (&json!("done"), json!({"created": 2})));
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 2);
        assert_eq!(fake.change(|world| world.duplicates(LOCATION)), 0);
    }
}

#[actix_web::test]
async fn tokens_are_renewed_and_a_lost_renewal_asks_for_a_new_connection() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let one = make(&house, &ada, somebody(1)).await;
        // The CRM forgets the token before its time; then its time is over.
        fake.change(fake_crm::World::expire_tokens);
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        assert_eq!(counts(&ready), json!({"create": 1}));
        house.wait(86_400);
        let ada = house
            .send(crate::house::login("ada@example.com", crate::house::PASSWORD))
            .await
            .person();
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"created": 1}));
        assert_eq!(fake.change(|world| world.counts.calls[&Call::Token]), 3);

        let two = make(&house, &ada, somebody(2)).await;
        let ready = plan(&house, &ada, json!({"ids": [two]})).await;
        fake.change(|world| {
            world.expire_tokens();
            world.faults.plan(Fault::Lost, Call::Token, 1);
        });
        let paused = start(&house, &ada, &ready).await;
        assert_eq!(paused["state"], "paused");
        assert!(paused["error"].as_str().unwrap().contains("connected again"));
        let connection = show(&house, &ada).await["connection"].clone();
        assert_eq!(connection["state"], "reconnect");
        assert_eq!(step(&house, &ada, &ready, "resume").await.code(), "crm_not_connected");
        // The same location again: there is nothing to confirm.
        assert_eq!(choose(&house, &ada, LOCATION).await, CONNECTED);
        assert_eq!(step(&house, &ada, &ready, "resume").await.status, 202);
        house.work();
        assert_eq!(counts(&push_of(&house, &ada, &ready).await), json!({"created": 1}));
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 2);
    }
}

#[actix_web::test]
async fn a_location_that_is_not_active_pauses_and_keeps_its_tokens() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let one = make(&house, &ada, somebody(1)).await;
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        let active = |active: bool| {
            fake.change(|world| {
                world.locations.get_mut(LOCATION).unwrap().active = active;
                world.expire_tokens();
            });
        };
        active(false);
        let paused = start(&house, &ada, &ready).await;
        assert_eq!(paused["state"], "paused");
        assert_eq!(show(&house, &ada).await["connection"]["state"], "paused");
        active(true);
        assert_eq!(step(&house, &ada, &ready, "resume").await.status, 202);
        house.work();
        assert_eq!(counts(&push_of(&house, &ada, &ready).await), json!({"created": 1}));
        assert_eq!(show(&house, &ada).await["connection"]["state"], "connected");
    }
}

#[actix_web::test]
async fn a_match_that_the_crm_made_by_itself_is_a_conflict() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let one = make(&house, &ada, somebody(1)).await;
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        // Two records that were made between the dry run and the push.
        fake.change(|world| {
            for (name, value) in [("email", "p1@example.com"), ("phone", "+14155550001")] {
                let fields = [(name.to_owned(), value.to_owned())].into();
                let location_id = LOCATION.to_owned();
                let (id, tags) = (String::new(), Vec::new());
                world.put_contact(fake_crm::Contact { id, location_id, fields, tags });
            }
        });
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"conflict": 1}));
        let items = items(&house, &ada, &done).await;
        assert!(items[0]["crm_id"].is_string(), "{items:?}");
        assert!(items[0]["other_crm_id"].is_string(), "{items:?}");
        assert_ne!(items[0]["crm_id"], items[0]["other_crm_id"]);
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 2);
    }
}
