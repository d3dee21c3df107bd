//! What happens while calls are on their way: other pushes, people who change their mind, rights that are gone.

use std::thread::JoinHandle;
use std::time::Duration;

use domain::access::Role;
use fake_crm::{Call, FakeCrm, Fault, LOCATION};
use serde_json::{Value, json};

use super::{
    CONNECTION, connect, connected, counts, items, make, places, plan, push_of, show, somebody,
    step,
};
use crate::access::callers::{join, user};
use crate::house::{House, Person};

/// Works on a thread of its own, while the test goes on.
fn work_beside(house: &House) -> JoinHandle<()> {
    let worker = house.worker.clone();
    std::thread::spawn(move || while worker.run_next().unwrap() {})
}

/// Waits until the CRM holds so many contacts, of which nothing has been answered.
async fn held(fake: &FakeCrm, contacts: usize) {
    for _ in 0..3_000 {
        if fake.change(|world| world.contacts(LOCATION).len()) >= contacts {
            return;
        }
        actix_web::rt::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the CRM never held {contacts} contacts");
}

/// A push of one contact that was started and whose answer is late.
async fn on_its_way(fake: &FakeCrm, house: &House, ada: &Person) -> (Value, JoinHandle<()>) {
    let one = make(house, ada, somebody(1)).await;
    let ready = plan(house, ada, json!({"ids": [one]})).await;
    fake.change(|world| {
        world.faults.stall_millis = 3_000;
        world.faults.plan(Fault::Stall, Call::Upsert, 1);
    });
    assert_eq!(step(house, ada, &ready, "start").await.status, 202);
    let worker = work_beside(house);
    held(fake, 1).await;
    (ready, worker)
}

#[actix_web::test]
async fn two_pushes_of_the_same_contacts_make_each_once() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let mut ids = Vec::new();
        for number in 1..=30 {
            ids.push(make(&house, &ada, somebody(number)).await);
        }
        let body = json!({"ids": ids});
        let (one, two) = (plan(&house, &ada, body.clone()).await, plan(&house, &ada, body).await);
        assert_eq!((counts(&one), counts(&two)), (json!({"create": 30}), json!({"create": 30})));
        for push in [&one, &two] {
            assert_eq!(step(&house, &ada, push, "start").await.status, 202);
        }
        let state = async |push| push_of(&house, &ada, push).await["state"].clone();
        for _ in 0..20 {
            let workers = [work_beside(&house), work_beside(&house)];
            for worker in workers {
                worker.join().unwrap();
            }
            if state(&one).await == "done" && state(&two).await == "done" {
                break;
            }
            // Whoever found the connection taken comes back a little later.
            db::testing::pass(house.db(), 30).unwrap();
        }
        let (one, two) = (push_of(&house, &ada, &one).await, push_of(&house, &ada, &two).await);
        assert_eq!((&one["state"], &two["state"]), (&json!("done"), &json!("done")));
        let created = |push: &Value| push["counts"]["created"].as_u64().unwrap();
        assert_eq!(created(&one) + created(&two), 30, "{one} {two}");
        let unchanged = |push: &Value| push["counts"]["unchanged"].as_u64().unwrap();
        assert_eq!(unchanged(&one) + unchanged(&two), 30, "{one} {two}");
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 30);
        assert_eq!(fake.change(|world| world.duplicates(LOCATION)), 0);
        assert_eq!(fake.change(|world| world.counts.overlaps), 0);
    }
}

#[actix_web::test]
async fn a_push_that_is_cancelled_in_the_middle_of_a_call_knows_what_the_call_did() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let (push, worker) = on_its_way(&fake, &house, &ada).await;
        assert_eq!(step(&house, &ada, &push, "cancel").await.status, 200);
        worker.join().unwrap();
        let push = push_of(&house, &ada, &push).await;
        assert_eq!(push["state"], "cancelled");
        // The contact is there; the next push knows it by its record.
        let ids = items(&house, &ada, &push).await;
        let ids: Vec<&Value> = ids.iter().map(|item| &item["contact"]).collect();
        let again = plan(&house, &ada, json!({"ids": ids})).await;
        let started = step(&house, &ada, &again, "start").await;
        assert_eq!(started.status, 202, "{} {again}", started.body);
        house.work();
        let again = push_of(&house, &ada, &again).await;
        assert_eq!(again["state"], "done", "{again}");
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 1);
    }
}

#[actix_web::test]
async fn a_crm_that_is_disconnected_in_the_middle_of_a_call_is_not_called_again() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let (push, worker) = on_its_way(&fake, &house, &ada).await;
        assert_eq!(house.send(ada.delete(CONNECTION, "")).await.status, 200);
        let calls = fake.change(|world| world.counts.calls.clone());
        worker.join().unwrap();
        let after = fake.change(|world| world.counts.calls.clone());
        assert_eq!(after.get(&Call::AddTags), calls.get(&Call::AddTags));
        assert_eq!(push_of(&house, &ada, &push).await["state"], "paused");
        assert_eq!(show(&house, &ada).await["connection"]["state"], "disconnected");
        // Connected again it goes on, and finds what it had made.
        connect(&house, &ada, LOCATION).await;
        assert_eq!(step(&house, &ada, &push, "resume").await.status, 202);
        house.work();
        let done = push_of(&house, &ada, &push).await;
        assert_eq!((&done["state"], counts(&done)), (&json!("done"), json!({"created": 1})));
        let there = fake.change(|world| world.contacts(LOCATION));
        assert_eq!((there.len(), there[0].tags.as_slice()), (1, &["fair".to_owned()][..]));
    }
}

#[actix_web::test]
async fn whoever_may_not_push_any_more_pushes_nothing() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let max = join(&house, &ada, "max", Role::Manager).await;
        let one = make(&house, &ada, somebody(1)).await;
        let ready = plan(&house, &max, json!({"ids": [one]})).await;
        assert_eq!(step(&house, &max, &ready, "start").await.status, 202);
        let path = format!("/api/v1/members/{}", user(&house, &max).await);
        let viewer = json!({"role": "viewer"});
        let changed = house.send(ada.patch(&path, "").set_json(viewer)).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        house.work();
        let failed = push_of(&house, &ada, &ready).await;
        assert_eq!(failed["state"], "failed");
        assert!(failed["error"].as_str().unwrap().contains("may not push any more"), "{failed}");
        assert_eq!(fake.change(|world| world.contacts(LOCATION).len()), 0);
        // Somebody who may tries it again, in their own name.
        assert_eq!(step(&house, &ada, &ready, "retry").await.status, 202);
        house.work();
        let done = push_of(&house, &ada, &ready).await;
        assert_eq!((&done["state"], counts(&done)), (&json!("done"), json!({"created": 1})));
    }
}
