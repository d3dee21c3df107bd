//! From the choice of contacts to what became of each.

use fake_crm::{Contact, LOCATION};
use serde_json::{Value, json};

use super::{
    PUSHES, ask, connected, counts, items, make, places, plan, push_of, somebody, start, step,
};
use crate::house::{House, Person};

/// Somebody in the CRM.
fn there(email: &str, phone: &str) -> Contact {
    let fields =
        [("email", email), ("phone", phone)].into_iter().filter(|(_, text)| !text.is_empty());
    let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    Contact { id: String::new(), location_id: LOCATION.to_owned(), fields, tags: Vec::new() }
}

async fn make_many(house: &House, person: &Person, count: u32) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 1..=count {
        ids.push(make(house, person, somebody(number)).await);
    }
    ids
}

#[actix_web::test]
async fn a_list_is_pushed_once_and_the_second_time_changes_nothing() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let ids = make_many(&house, &ada, 30).await;
        let ready = plan(&house, &ada, json!({"ids": ids})).await;
        assert_eq!((&ready["state"], counts(&ready)), (&json!("ready"), json!({"create": 30})));
        assert_eq!(ready["estimate"]["requests"], 60);
        assert_eq!(ready["check"]["wanted"], 30);
        assert_eq!(
            fake.change(|world| world.contacts(LOCATION).len()),
            0,
            "a dry run writes nothing"
        );
        let done = start(&house, &ada, &ready).await;
        assert_eq!((&done["state"], counts(&done)), (&json!("done"), json!({"created": 30})));
        let there = fake.change(|world| world.contacts(LOCATION));
        assert_eq!(there.len(), 30);
        let one = there.iter().find(|one| one.get("email") == Some("p7@example.com")).unwrap();
        assert_eq!((one.get("city"), one.get("phone")), (Some("Bern"), Some("+14155550007")));
        assert_eq!(one.tags, ["fair"]);
        let usage = house.send(ada.get("/api/v1/usage")).await.body;
        let limits = usage["limits"].as_array().unwrap();
        let pushed = limits.iter().find(|limit| limit["limit"] == "crm_pushes").unwrap();
        assert_eq!(pushed["used"], 30);

        fake.change(fake_crm::World::forget_counts);
        let again = plan(&house, &ada, json!({"ids": ids})).await;
        assert_eq!(counts(&again), json!({"unchanged": 30}));
        let done = start(&house, &ada, &again).await;
        assert_eq!((&done["state"], &done["changed_nothing"]), (&json!("done"), &json!(true)));
        let calls = fake.change(|world| world.counts.calls.clone());
        assert!(
            calls
                .keys()
                .all(|call| !matches!(call, fake_crm::Call::Upsert | fake_crm::Call::Update))
        );
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 30);
    }
}

#[actix_web::test]
async fn a_dry_run_tells_what_each_contact_is() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let ids = make_many(&house, &ada, 4).await;
        let nameless = make(&house, &ada, json!({"full_name": "No Way"})).await;
        let twin = make(
            &house,
            &ada,
            json!({"full_name": "Twin", "emails": [{"value": "p4@example.com"}]}),
        )
        .await;
        let body = json!({"values": ["p3@example.com"]});
        let added = house.send(ada.post("/api/v1/suppressions").set_json(body)).await;
        assert_eq!(added.status, 200, "{}", added.body);
        let (first, second) = fake.change(|world| {
            world.put_contact(there("p2@example.com", "+14155550002"));
            (
                world.put_contact(there("p1@example.com", "")),
                world.put_contact(there("", "+14155550001")),
            )
        });
        let all: Vec<&String> = ids.iter().chain([&nameless, &twin]).collect();
        let ready = plan(&house, &ada, json!({"ids": all})).await;
        let expected =
            json!({"update": 1, "create": 1, "conflict": 2, "not_pushable": 1, "suppressed": 1});
        assert_eq!(counts(&ready), expected);
        let items = items(&house, &ada, &ready).await;
        let fates: Vec<&str> = items.iter().map(|item| item["fate"].as_str().unwrap()).collect();
        assert_eq!(
            fates,
            ["conflict", "update", "suppressed", "create", "not_pushable", "conflict"]
        );
        assert_eq!(
            (&items[0]["crm_id"], &items[0]["other_crm_id"]),
            (&json!(first), &json!(second))
        );
        assert_eq!(items[5]["other_contact"], json!(ids[3]));
        assert!(items[1]["fields"].as_array().unwrap().contains(&json!("firstName")));
        let done = start(&house, &ada, &ready).await;
        let expected =
            json!({"updated": 1, "created": 1, "conflict": 2, "not_pushable": 1, "suppressed": 1});
        assert_eq!(counts(&done), expected);
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 4);
        let path = format!("{PUSHES}/{}/errors.csv", done["id"].as_str().unwrap());
        let file = house.send(ada.get(&path)).await.text;
        assert_eq!(file.lines().count(), 5, "{file}");
        let only = format!("{PUSHES}/{}/items?fate=created", done["id"].as_str().unwrap());
        assert_eq!(house.send(ada.get(&only)).await.body["items"].as_array().unwrap().len(), 1);
    }
}

#[actix_web::test]
async fn a_search_and_a_list_choose_contacts_and_wrong_choices_are_told() {
    for (_fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let ids = make_many(&house, &ada, 3).await;
        let found = plan(&house, &ada, json!({"search": {"city": "Bern"}})).await;
        assert_eq!((&found["what"], counts(&found)), (&json!("search"), json!({"create": 3})));
        let list =
            house.send(ada.post("/api/v1/lists").set_json(json!({"name": "Fair"}))).await.body;
        let list = list["id"].as_str().unwrap();
        let path = format!("/api/v1/lists/{list}/contacts");
        house.send(ada.post(&path).set_json(json!({"ids": [ids[0]]}))).await;
        let found = plan(&house, &ada, json!({"list": list})).await;
        assert_eq!((&found["what"], counts(&found)), (&json!("list"), json!({"create": 1})));
        for (body, field) in [
            (json!({}), "search"),
            (json!({"ids": []}), "ids"),
            (json!({"ids": ["con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b"]}), "ids"),
            (json!({"search": {"city": "Paris"}}), "search"),
            (json!({"search": {"scope": "directory"}}), "search"),
        ] {
            let refused = ask(&house, &ada, body.clone()).await;
            let told = (refused.status.as_u16(), refused.body["errors"][0]["field"].clone());
            assert_eq!(told, (422, json!(field)), "{body}");
        }
    }
}

#[actix_web::test]
async fn a_push_is_paused_gone_on_with_and_cancelled() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let ids = make_many(&house, &ada, 5).await;
        let ready = plan(&house, &ada, json!({"ids": ids})).await;
        assert_eq!(step(&house, &ada, &ready, "pause").await.code(), "wrong_state");
        assert_eq!(step(&house, &ada, &ready, "start").await.status, 202);
        assert_eq!(step(&house, &ada, &ready, "start").await.code(), "wrong_state");
        assert_eq!(step(&house, &ada, &ready, "pause").await.status, 200);
        house.work();
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 0);
        assert_eq!(step(&house, &ada, &ready, "resume").await.status, 202);
        house.work();
        assert_eq!(counts(&push_of(&house, &ada, &ready).await), json!({"created": 5}));
        assert_eq!(step(&house, &ada, &ready, "cancel").await.code(), "wrong_state");
        assert_eq!(step(&house, &ada, &ready, "retry").await.code(), "wrong_state");

        let more = make(&house, &ada, somebody(99)).await;
        let next = plan(&house, &ada, json!({"ids": [more]})).await;
        assert_eq!(step(&house, &ada, &next, "start").await.status, 202);
        assert_eq!(used(&house, &ada).await, 6);
        let cancelled = step(&house, &ada, &next, "cancel").await;
        assert_eq!(
            (cancelled.status.as_u16(), &cancelled.body["state"]),
            (200, &json!("cancelled"))
        );
        house.work();
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 5);
        assert_eq!(used(&house, &ada).await, 5, "what was not written is given back");
        let listed = house.send(ada.get(PUSHES)).await.body;
        assert_eq!(listed["pushes"].as_array().unwrap().len(), 2);
        // Without a dry run that somebody looks at.
        let done = plan(&house, &ada, json!({"ids": [more], "dry_run": false})).await;
        assert_eq!((&done["state"], counts(&done)), (&json!("done"), json!({"created": 1})));
    }
}

async fn used(house: &House, person: &Person) -> Value {
    let usage = house.send(person.get("/api/v1/usage")).await.body;
    let limits = usage["limits"].as_array().unwrap();
    limits.iter().find(|limit| limit["limit"] == "crm_pushes").unwrap()["used"].clone()
}

#[actix_web::test]
async fn a_changed_contact_is_updated_where_it_is_and_a_deleted_record_is_made_anew() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let ids = make_many(&house, &ada, 2).await;
        let ready = plan(&house, &ada, json!({"ids": ids})).await;
        start(&house, &ada, &ready).await;
        let path = format!("/api/v1/contacts/{}", ids[0]);
        let etag = house.send(ada.get(&path)).await.header("etag").to_owned();
        // Another address, by which nobody would find the record.
        let body = json!({"first_name": "Augusta", "emails": [{"value": "new@example.com"}]});
        let changed = house.send(ada.patch(&path, &etag).set_json(body)).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        let of = |email: &str| {
            let all = fake.change(|world| world.contacts(LOCATION));
            all.into_iter().find(|one| one.get("email") == Some(email)).map(|one| one.id)
        };
        let (before, gone) = (of("p1@example.com").unwrap(), of("p2@example.com").unwrap());
        fake.change(|world| world.remove_contact(&gone));
        let ready = plan(&house, &ada, json!({"ids": ids})).await;
        assert_eq!(counts(&ready), json!({"update": 1, "create": 1}));
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"updated": 1, "created": 1}));
        assert_eq!(of("new@example.com"), Some(before));
        assert!(of("p2@example.com").is_some_and(|id| id != gone));
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 2);
    }
}

#[actix_web::test]
async fn a_contact_that_is_gone_leaves_its_record_to_the_next_one() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let first = make(&house, &ada, somebody(1)).await;
        let ready = plan(&house, &ada, json!({"ids": [first]})).await;
        start(&house, &ada, &ready).await;
        let path = format!("/api/v1/contacts/{first}");
        let etag = house.send(ada.get(&path)).await.header("etag").to_owned();
        assert_eq!(house.send(ada.delete(&path, &etag)).await.status, 204);
        let mut next = somebody(1);
        next["city"] = json!("Basel");
        next["title"] = json!("Head of Nothing");
        let next = make(&house, &ada, next).await;
        let ready = plan(&house, &ada, json!({"ids": [next]})).await;
        assert_eq!(counts(&ready), json!({"unchanged": 1}), "the city is there already");
        let mapping = json!({"fields": [
            {"field": "email", "source": "email", "rule": "always"},
            {"field": "city", "source": "city", "rule": "always"},
        ]});
        let kept = house.send(ada.put("/api/v1/crm/mapping").set_json(mapping)).await;
        assert_eq!(kept.status, 200, "{}", kept.body);
        let ready = plan(&house, &ada, json!({"ids": [next]})).await;
        assert_eq!(counts(&ready), json!({"update": 1}));
        assert_eq!(items(&house, &ada, &ready).await[0]["fields"], json!(["city"]));
        let done = start(&house, &ada, &ready).await;
        assert_eq!(counts(&done), json!({"updated": 1}));
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 1);
    }
}

#[actix_web::test]
async fn a_record_that_was_found_unchanged_is_known_by_its_id_from_then_on() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        fake.change(|world| world.put_contact(there("a@example.com", "")));
        let body = json!({"emails": [{"value": "a@example.com"}]});
        let one = make(&house, &ada, body).await;
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        assert_eq!(counts(&ready), json!({"unchanged": 1}));
        let path = format!("/api/v1/contacts/{one}");
        let etag = house.send(ada.get(&path)).await.header("etag").to_owned();
        let body = json!({"emails": [{"value": "b@example.com"}]});
        assert_eq!(house.send(ada.patch(&path, &etag).set_json(body)).await.status, 200);
        let ready = plan(&house, &ada, json!({"ids": [one]})).await;
        assert_eq!(counts(&ready), json!({"update": 1}));
        assert_eq!(counts(&start(&house, &ada, &ready).await), json!({"updated": 1}));
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 1);
    }
}

#[actix_web::test]
async fn what_a_package_does_not_hold_is_not_pushed() {
    let limits =
        api::Limits { package: domain::package::Package::Free, ..crate::house::unlimited() };
    for (fake, house) in crate::house::houses_with_crm(limits, super::fake).await {
        let ada = connected(&house, "ada@example.com").await;
        let scope = crate::access::callers::scope(&house, &ada);
        let now = house.worker.sources.now();
        house
            .db()
            .write_now(|c| db::usage::hold(c, &scope, domain::package::Meter::CrmPushes, 499, now))
            .unwrap();
        let ids = make_many(&house, &ada, 2).await;
        let ready = plan(&house, &ada, json!({"ids": ids})).await;
        assert_eq!(
            (&ready["check"]["exceeds"], &ready["check"]["left"]),
            (&json!(true), &json!(1))
        );
        let refused = step(&house, &ada, &ready, "start").await;
        assert_eq!((refused.code(), &refused.body["wanted"]), ("limit_reached", &json!(2)));
        let one = plan(&house, &ada, json!({"ids": [ids[0]], "dry_run": false})).await;
        assert_eq!(counts(&one), json!({"created": 1}));
        let none = plan(&house, &ada, json!({"ids": [ids[1]], "dry_run": false})).await;
        assert_eq!(none["state"], "ready");
        assert!(none["error"].as_str().unwrap().contains("500"), "{none}");
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 1);
    }
}
