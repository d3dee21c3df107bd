//! Named collections of contacts.

use actix_web::test::TestRequest;
use domain::access::Role;
use serde_json::{Value, json};

use crate::access::callers::join;
use crate::house::{House, Person, Reply, houses};

const PATH: &str = "/api/v1/lists";

async fn create(house: &House, person: &Person, name: &str, city: &str) -> String {
    let body = json!({"full_name": name, "city": city});
    let reply = house.send(person.post("/api/v1/contacts").set_json(body)).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    reply.body["id"].as_str().unwrap().to_owned()
}

/// Makes a list, and answers its id.
async fn make(house: &House, person: &Person, name: &str, query: Option<&str>) -> String {
    let body = json!({"name": name, "query": query});
    let reply = house.send(person.post(PATH).set_json(body)).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    reply.body["id"].as_str().unwrap().to_owned()
}

/// The names that a search finds, by the alphabet.
async fn names(house: &House, person: &Person, query: &str) -> Vec<String> {
    let found = house.send(person.get(&format!("/api/v1/contacts/search?{query}"))).await;
    assert_eq!(found.status, 200, "{}", found.body);
    let hits = found.body["hits"].as_array().unwrap();
    let mut names: Vec<String> =
        hits.iter().map(|hit| hit["contact"]["full_name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// Changed, unchanged and unknown contacts, and how many are in the list then.
async fn moved(house: &House, request: TestRequest, body: Value) -> Value {
    let reply = house.send(request.set_json(body)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let body = &reply.body;
    json!([body["changed"], body["unchanged"], body["unknown"], body["list"]["contacts"]])
}

#[actix_web::test]
async fn people_fill_a_list_and_search_in_it() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        let grace = create(&house, &ada, "Grace", "Bonn").await;
        let joan = create(&house, &ada, "Joan", "Bern").await;
        create(&house, &ada, "Mary", "Bern").await;
        let foreign = create(&house, &eve, "Mallory", "Bern").await;
        let list = make(&house, &ada, " Fair ", None).await;
        let into = || ada.post(&format!("{PATH}/{list}/contacts"));
        let out = || ada.delete(&format!("{PATH}/{list}/contacts"), "");
        let ids = json!({"ids": [grace, joan, joan, foreign]});
        assert_eq!(moved(&house, into(), ids.clone()).await, json!([2, 0, 1, 2]));
        assert_eq!(moved(&house, into(), ids).await, json!([0, 2, 1, 2]));
        assert_eq!(names(&house, &ada, &format!("list={list}")).await, ["Grace", "Joan"]);
        assert_eq!(names(&house, &ada, &format!("list=-{list}")).await, ["Mary"]);
        assert_eq!(names(&house, &ada, &format!("list={list}&city=Bern")).await, ["Joan"]);

        let bern = json!({"search": "city=Bern"});
        assert_eq!(moved(&house, into(), bern.clone()).await, json!([1, 1, 0, 3]));
        assert_eq!(moved(&house, out(), bern).await, json!([2, 0, 0, 1]));
        assert_eq!(names(&house, &ada, &format!("list={list}")).await, ["Grace"]);
        // A contact that is deleted is in no list.
        let contact = format!("/api/v1/contacts/{grace}");
        assert_eq!(house.send(ada.delete(&contact, "\"1\"")).await.status, 204);
        let shown = house.send(ada.get(&format!("{PATH}/{list}"))).await;
        assert_eq!((&shown.body["name"], &shown.body["contacts"]), (&json!("Fair"), &json!(0)));

        // Of others nothing is told.
        let query = format!("/api/v1/contacts/search?list={list}");
        assert_eq!(house.send(eve.get(&query)).await.body["errors"][0]["code"], "unknown");
        for body in [json!({"ids": []}), json!({}), json!({"search": "scope=directory"})] {
            assert_eq!(house.send(into().set_json(body)).await.status, 422);
        }
    }
}

#[actix_web::test]
async fn a_live_list_has_whom_its_search_finds() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        create(&house, &ada, "Grace", "Bonn").await;
        create(&house, &ada, "Joan", "Bern").await;
        let bern = make(&house, &ada, "Bern", Some("?city=Bern&limit=3")).await;
        let inner = format!("list={bern}");
        assert_eq!(names(&house, &ada, &inner).await, ["Joan"]);
        create(&house, &ada, "Mary", "Bern").await;
        assert_eq!(names(&house, &ada, &inner).await, ["Joan", "Mary"]);
        let rest = make(&house, &ada, "Rest", Some(&format!("list=-{bern}"))).await;
        assert_eq!(names(&house, &ada, &format!("list={rest}")).await, ["Grace"]);
        assert_eq!(names(&house, &ada, &format!("q=mary&list={rest}&list={bern}")).await, ["Mary"]);

        let patch = |id: &str, body: Value| {
            house.send(ada.patch(&format!("{PATH}/{id}"), "").set_json(body))
        };
        let circle = patch(&bern, json!({"query": format!("list={rest}")})).await;
        assert_eq!((circle.status.as_u16(), circle.code()), (422, "invalid_input"));
        let message = circle.body["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains("stands in itself"), "{message}");
        let bonn = patch(&bern, json!({"name": "Bonn", "query": "city=Bonn"})).await;
        assert_eq!(
            (&bonn.body["name"], &bonn.body["query"]),
            (&json!("Bonn"), &json!("city=Bonn"))
        );
        assert_eq!(names(&house, &ada, &inner).await, ["Grace"]);
        let into = ada.post(&format!("{PATH}/{bern}/contacts"));
        let refused = house.send(into.set_json(json!({"search": ""}))).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (409, "wrong_state"));

        // A deleted list is told, wherever it stands, and can be had back.
        assert_eq!(house.send(ada.delete(&format!("{PATH}/{bern}"), "")).await.status, 204);
        for id in [&bern, &rest] {
            let query = format!("/api/v1/contacts/search?list={id}");
            let told = house.send(ada.get(&query)).await;
            assert_eq!((told.status.as_u16(), told.code()), (422, "invalid_input"));
            assert_eq!(told.body["errors"][0]["field"], "list");
        }
        let back = house.send(ada.post(&format!("{PATH}/{bern}/restore"))).await;
        assert_eq!(back.status, 200, "{}", back.body);
        assert_eq!(names(&house, &ada, &inner).await, ["Grace"]);
    }
}

#[actix_web::test]
async fn all_see_lists_and_those_who_may_change_them() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let bob = join(&house, &ada, "bob", Role::Viewer).await;
        let cy = join(&house, &ada, "cy", Role::Member).await;
        let list = make(&house, &cy, "Fair", None).await;
        let told = |reply: Reply| {
            let lists = reply.body["lists"].as_array().unwrap().clone();
            lists.iter().map(|list| list["name"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(told(house.send(bob.get(PATH)).await), ["Fair"]);
        let path = format!("{PATH}/{list}");
        let rename = |person: &Person| person.patch(&path, "").set_json(json!({"name": "Fairs"}));
        assert_eq!(house.send(rename(&bob)).await.status, 403);
        assert_eq!(house.send(rename(&ada)).await.body["name"], "Fairs");
        let search = house.send(rename(&ada).set_json(json!({"query": ""}))).await;
        assert_eq!((search.status.as_u16(), search.code()), (409, "wrong_state"));
    }
}
