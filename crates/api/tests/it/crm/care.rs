//! What happens between the dry run and the push, and what is remembered where a push does not end well.

use fake_crm::{Call, Fault, LOCATION};
use serde_json::json;

use super::{
    CONNECTION, connected, counts, items, make, places, plan, push_of, somebody, start, step,
};

#[actix_web::test]
async fn a_record_that_was_made_is_known_although_it_lost_its_number() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let phones = json!([{"value": "+14155550007"}]);
        let one =
            make(&house, &ada, json!({"full_name": "Person7 Example", "phones": phones})).await;
        let discards = |fields: Vec<String>| {
            fake.change(|world| world.locations.get_mut(LOCATION).unwrap().discards = fields);
        };
        discards(vec!["phone".to_owned()]);
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"failed": 1}));
        let reason = items(&house, &ada, &done).await[0]["reason"].clone();
        assert!(reason.as_str().unwrap().contains("did not keep: phone"), "{reason}");
        // By its number nobody can find it, and it is not made again.
        discards(Vec::new());
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"updated": 1}));
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 1);
    }
}

#[actix_web::test]
async fn one_contact_of_which_the_crm_says_nothing_does_not_hold_up_the_others() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let silent = make(&house, &ada, somebody(1)).await;
        fake.change(|world| world.faults.plan(Fault::Failed, Call::FindDuplicate, 4));
        let ready = plan(&house, &ada, json!({"ids": [silent]})).await;
        assert_eq!(
            (&ready["state"], counts(&ready)),
            (&json!("ready"), json!({"not_pushable": 1}))
        );
        let reason = items(&house, &ada, &ready).await[0]["reason"].clone();
        assert!(reason.as_str().unwrap().contains("no clear answer"), "{reason}");
    }
}

#[actix_web::test]
async fn what_is_suppressed_or_disconnected_meanwhile_does_not_leave() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let one = make(&house, &ada, somebody(1)).await;
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        let held = json!({"values": ["p1@example.com"]});
        let held = house.send(ada.post("/api/v1/suppressions").set_json(held)).await;
        assert!(held.status.is_success(), "{}", held.body);
        assert_eq!(counts(&start(&house, &ada, &ready).await), json!({"suppressed": 1}));

        let two = make(&house, &ada, somebody(2)).await;
        let ready = plan(&house, &ada, json!({"ids": [two]})).await;
        assert_eq!(step(&house, &ada, &ready, "start").await.status, 202);
        house.send(ada.delete(CONNECTION, "")).await;
        house.work();
        assert_eq!(push_of(&house, &ada, &ready).await["state"], "paused");
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 0);
    }
}

#[actix_web::test]
async fn a_cancelled_push_is_not_tried_again() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let one = make(&house, &ada, somebody(1)).await;
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        assert_eq!(step(&house, &ada, &ready, "start").await.status, 202);
        assert_eq!(step(&house, &ada, &ready, "cancel").await.status, 200);
        assert_eq!(step(&house, &ada, &ready, "retry").await.code(), "wrong_state");
        house.work();
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 0);
    }
}

#[actix_web::test]
async fn an_old_dry_run_is_looked_at_again_before_a_record_is_made() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let one = make(&house, &ada, somebody(1)).await;
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        // Somebody fills the record in by hand; a city is written only where there is none.
        fake.change(|world| {
            let fields = [("email", "p1@example.com"), ("city", "Paris")];
            let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
            let (id, location_id, tags) = (String::new(), LOCATION.to_owned(), Vec::new());
            world.put_contact(fake_crm::Contact { id, location_id, fields, tags });
        });
        house.wait(61);
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"updated": 1}));
        let there = fake.change(|world| world.contacts(LOCATION));
        assert_eq!((there.len(), there[0].get("city")), (1, Some("Paris")));
    }
}
