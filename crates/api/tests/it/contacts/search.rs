use serde_json::{Value, json};

use super::crud::create;
use crate::house::{House, Person, houses};

async fn search(house: &House, person: &Person, query: &str) -> Value {
    let reply = house.send(person.get(&format!("/api/v1/contacts/search?{query}"))).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.body);
    assert!(reply.header("server-timing").starts_with("search;dur="));
    reply.body
}

fn names(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().unwrap();
    hits.iter().map(|hit| hit["contact"]["full_name"].as_str().unwrap()).collect()
}

async fn people(house: &House, person: &Person) {
    for (name, title, company, city) in [
        ("Grace Hopper", "Rear Admiral", "Navy", "Arlington"),
        ("Ada Lovelace", "CTO", "Analytical Engines", "London"),
        ("Alan Turing", "Head of Research", "Bombe Works", "London"),
    ] {
        let contact = json!({"full_name": name, "title": title, "company": company, "city": city});
        create(house, person, contact).await;
    }
}

#[actix_web::test]
async fn the_next_search_finds_what_was_just_written() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (path, etag) = create(&house, &ada, json!({"full_name": "Grace Hopper"})).await;
        assert_eq!(names(&search(&house, &ada, "q=grace").await), ["Grace Hopper"]);
        let patch = json!({"full_name": "Grace Murray"});
        let changed = house.send(ada.patch(&path, &etag).set_json(patch)).await;
        assert_eq!(names(&search(&house, &ada, "q=murray").await), ["Grace Murray"]);
        assert_eq!(names(&search(&house, &ada, "q=hopper").await), [] as [&str; 0]);
        house.send(ada.delete(&path, changed.header("etag"))).await;
        assert_eq!(search(&house, &ada, "q=grace").await["total"]["value"], 0);
    }
}

#[actix_web::test]
async fn beginnings_and_typos_are_found_and_explained() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        people(&house, &ada).await;
        assert_eq!(names(&search(&house, &ada, "q=gra%20hop").await), ["Grace Hopper"]);
        let typo = search(&house, &ada, "q=lovelcae%20london").await;
        assert_eq!(names(&typo), ["Ada Lovelace"]);
        let why = &typo["hits"][0]["why"];
        assert_eq!((&why[0]["matched"], &why[0]["how"]), (&json!("lovelace"), &json!("typo")));
        assert_eq!((&why[1]["field"], &why[1]["how"]), (&json!("city"), &json!("exact")));
    }
}

#[actix_web::test]
async fn filters_facets_and_cursors_agree() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        people(&house, &ada).await;
        let london = search(&house, &ada, "city=london").await;
        assert_eq!(london["total"], json!({"value": 2, "relation": "eq"}));
        let cities = &london["facets"]["city"];
        assert_eq!(cities[0], json!({"value": "London", "count": 2}));
        assert_eq!(cities.as_array().unwrap().len(), 2, "its own choice does not hide siblings");
        let others = search(&house, &ada, "city=-London").await;
        assert_eq!(names(&others), ["Grace Hopper"]);

        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = search(&house, &ada, &format!("limit=1&cursor={cursor}")).await;
            seen.extend(names(&page).into_iter().map(str::to_owned));
            match page["next_cursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(seen, ["Ada Lovelace", "Alan Turing", "Grace Hopper"]);
    }
}

#[actix_web::test]
async fn a_search_never_sees_another_organization() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        people(&house, &ada).await;
        create(&house, &eve, json!({"full_name": "Grace Kelly", "city": "Monaco"})).await;
        let answer = search(&house, &eve, "q=grace").await;
        assert_eq!(names(&answer), ["Grace Kelly"]);
        let all = search(&house, &eve, "").await;
        assert_eq!(all["total"]["value"], 1);
        assert_eq!(all["facets"]["city"], json!([{"value": "Monaco", "count": 1}]));
        let reply = house.send(eve.get("/api/v1/contacts/suggest?q=lon")).await;
        assert_eq!(reply.body, json!({"suggestions": []}));
        let reply = house.send(ada.get("/api/v1/contacts/suggest?q=lon")).await;
        assert_eq!(
            reply.body,
            json!({"suggestions": [{"kind": "city", "text": "London", "count": 2}]})
        );
    }
}

#[actix_web::test]
async fn a_wrong_parameter_is_named() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for (query, field) in [
            ("limit=0", "limit"),
            ("compny=x", "compny"),
            ("cursor=x", "cursor"),
            ("has=wings", "has"),
        ] {
            let reply = house.send(ada.get(&format!("/api/v1/contacts/search?{query}"))).await;
            assert_eq!(reply.status, 422, "{query}");
            assert_eq!(reply.body["errors"][0]["field"], field);
        }
    }
}
