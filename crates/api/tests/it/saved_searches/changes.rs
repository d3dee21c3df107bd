use domain::access::Role;
use serde_json::{Value, json};

use super::save;
use crate::access::callers::join;
use crate::house::{House, Person, houses};

async fn create(house: &House, person: &Person, name: &str, city: &str) -> String {
    let body = json!({"full_name": name, "city": city});
    let reply = house.send(person.post("/api/v1/contacts").set_json(body)).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    format!("/api/v1/contacts/{}", reply.body["id"].as_str().unwrap())
}

/// New, gone and changed; null if they are not known.
async fn changes(house: &House, person: &Person, path: &str) -> Value {
    let shown = house.send(person.get(path)).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    let changes = &shown.body["changes"];
    if changes.is_null() {
        return Value::Null;
    }
    assert!(changes["since"].is_string());
    json!([changes["new"], changes["gone"], changes["changed"]])
}

#[actix_web::test]
async fn what_became_of_the_results_is_counted_for_each_person() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let bob = join(&house, &ada, "bob", Role::Viewer).await;
        let path = save(&house, &ada, "Bonn", "city=Bonn", "shared").await;
        let grace = create(&house, &ada, "Grace", "Bonn").await;
        let alan = create(&house, &ada, "Alan", "Bonn").await;
        let mary = create(&house, &ada, "Mary", "Bonn").await;
        create(&house, &ada, "Joan", "Bonn").await;
        assert_eq!(changes(&house, &ada, &path).await, Value::Null, "never seen");

        let look = || ada.post(&format!("{path}/seen"));
        let seen = house.send(look()).await;
        assert_eq!((seen.status.as_u16(), &seen.body["changes"]["new"]), (200, &json!(0)));
        assert_eq!(changes(&house, &ada, &path).await, json!([0, 0, 0]));
        assert_eq!(changes(&house, &bob, &path).await, Value::Null, "Bob has not looked");
        house.send(bob.post(&format!("{path}/seen"))).await;

        create(&house, &ada, "Edith", "Bonn").await;
        create(&house, &ada, "Else", "Köln").await;
        house.send(ada.delete(&grace, "\"1\"")).await;
        house.send(ada.patch(&alan, "\"1\"").set_json(json!({"city": "Köln"}))).await;
        house.send(ada.patch(&mary, "\"1\"").set_json(json!({"title": "CTO"}))).await;
        assert_eq!(changes(&house, &ada, &path).await, json!([1, 2, 1]));
        assert_eq!(changes(&house, &ada, &path).await, json!([1, 2, 1]), "showing is not looking");
        house.send(look()).await;
        assert_eq!(changes(&house, &ada, &path).await, json!([0, 0, 0]));
        assert_eq!(changes(&house, &bob, &path).await, json!([1, 2, 1]));
    }
}

#[actix_web::test]
async fn what_was_shown_counts_as_seen_and_not_what_came_since() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = save(&house, &ada, "Bonn", "city=Bonn", "personal").await;
        let look = || ada.post(&format!("{path}/seen"));
        house.send(look()).await;
        create(&house, &ada, "Grace", "Bonn").await;
        assert_eq!(changes(&house, &ada, &path).await, json!([1, 0, 0]));
        create(&house, &ada, "Joan", "Bonn").await;
        house.send(look()).await;
        assert_eq!(changes(&house, &ada, &path).await, json!([1, 0, 0]), "Joan came after it");
        // What was shown long ago counts no more, and neither do results of another query.
        house.wait(60);
        house.send(look()).await;
        assert_eq!(changes(&house, &ada, &path).await, json!([0, 0, 0]));
        house.send(ada.patch(&path, "").set_json(json!({"query": "city=Bern"}))).await;
        assert_eq!(changes(&house, &ada, &path).await, Value::Null);
    }
}

#[actix_web::test]
async fn a_filter_that_nobody_can_meet_keeps_a_search_from_nothing() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = save(&house, &ada, "Lost", "country=Atlantis", "personal").await;
        let seen = house.send(ada.post(&format!("{path}/seen"))).await;
        assert_eq!((seen.status.as_u16(), &seen.body["changes"]), (200, &Value::Null));
        assert_eq!(changes(&house, &ada, &path).await, Value::Null);
    }
}
