//! Taking an import back, and putting it in again.

use serde_json::{Value, json};

use super::begin;
use crate::house::{House, Person, houses};

const FIRST: &str = "\
Name,E-mail,Company,City
Grace Hopper,grace@navy.example,Navy,Arlington
Alan Turing,alan@bombe.example,Bombe Works,London
";
const SECOND: &str = "\
Name,E-mail,Company,City,Job title
Grace Hopper,grace@navy.example,Navy,Washington,Rear Admiral
Ada Lovelace,ada@engines.example,Analytical Engines,London,Countess
Alan Turing,alan@bombe.example,Bombe Works,Manchester,Reader
Mary Somerville,mary@stars.example,Royal Society,Jedburgh,Polymath
";

async fn import(house: &House, person: &Person, file: &str, rule: &str) -> String {
    let path = begin(house, person, file, rule).await;
    house.work();
    let reply = house.send(person.post(&format!("{path}/commit"))).await;
    assert_eq!(reply.status, 202, "{}", reply.body);
    house.work();
    assert_eq!(house.send(person.get(&path)).await.body["state"], "committed");
    path
}

async fn find(house: &House, person: &Person, q: &str) -> Value {
    let found = house.send(person.get(&format!("/api/v1/contacts/search?q={q}"))).await.body;
    found["hits"][0]["contact"].clone()
}

async fn change(house: &House, person: &Person, contact: &Value, body: Value) {
    let path = format!("/api/v1/contacts/{}", contact["id"].as_str().unwrap());
    let etag = format!("\"{}\"", contact["version"]);
    let reply = house.send(person.patch(&path, &etag).set_json(body)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

async fn undo(house: &House, person: &Person, path: &str) -> Value {
    let reply = house.send(person.post(&format!("{path}/undo"))).await;
    assert_eq!(reply.status, 202, "{}", reply.body);
    house.work();
    house.send(person.get(path)).await.body
}

#[actix_web::test]
async fn what_nobody_touched_is_as_it_was_and_the_rest_is_kept_and_named() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        import(&house, &ada, FIRST, "skip").await;
        let path = import(&house, &ada, SECOND, "overwrite").await;
        // Since then somebody changed one of the made, and one field of the changed.
        let mary = find(&house, &ada, "mary").await;
        change(&house, &ada, &mary, json!({"city": "London"})).await;
        let alan = find(&house, &ada, "alan").await;
        assert_eq!((&alan["city"], &alan["title"]), (&json!("Manchester"), &json!("Reader")));
        change(&house, &ada, &alan, json!({"city": "Wilmslow"})).await;

        let preview = house.send(ada.get(&format!("{path}/undo"))).await.body;
        assert_eq!(
            preview,
            json!({"action": "undo", "removes": 1, "restores": 1, "keeps": 2, "gone": 0})
        );
        let undone = undo(&house, &ada, &path).await;
        assert_eq!(undone["state"], "undone");
        assert_eq!(
            undone["undo"],
            json!({"removed": 1, "restored": 1, "kept": 2, "gone": 0}),
            "on {}",
            house.kind()
        );
        let grace = find(&house, &ada, "grace").await;
        assert_eq!((&grace["city"], &grace["title"]), (&json!("Arlington"), &Value::Null));
        let alan = find(&house, &ada, "alan").await;
        assert_eq!((&alan["city"], &alan["title"]), (&json!("Wilmslow"), &Value::Null));
        assert_eq!(find(&house, &ada, "lovelace").await, Value::Null);
        assert_eq!(find(&house, &ada, "mary").await["city"], "London");
        let kept = house.send(ada.get(&format!("{path}/rows?kept=true"))).await.body;
        assert_eq!(kept["total"], 2);
        let told: Vec<_> =
            kept["rows"].as_array().unwrap().iter().map(|row| row["kept"].clone()).collect();
        assert_eq!(told[0]["fields"], json!(["city"]));
        assert_eq!(told[1]["fields"], json!([]));

        // One more undo puts it in again; what was kept stays as it is.
        let preview = house.send(ada.get(&format!("{path}/undo"))).await.body;
        assert_eq!((&preview["action"], &preview["removes"]), (&json!("restore"), &json!(1)));
        let restored = undo(&house, &ada, &path).await;
        assert_eq!((&restored["state"], &restored["undo"]), (&json!("committed"), &Value::Null));
        let grace = find(&house, &ada, "grace").await;
        assert_eq!(
            (&grace["city"], &grace["title"]),
            (&json!("Washington"), &json!("Rear Admiral"))
        );
        assert_eq!(find(&house, &ada, "lovelace").await["title"], "Countess");
        let alan = find(&house, &ada, "alan").await;
        assert_eq!((&alan["city"], &alan["title"]), (&json!("Wilmslow"), &json!("Reader")));
        // And once more it goes, as if nothing had been.
        assert_eq!(undo(&house, &ada, &path).await["state"], "undone");
        assert_eq!(find(&house, &ada, "lovelace").await, Value::Null);
        assert_eq!(find(&house, &ada, "grace").await["city"], "Arlington");
    }
}

#[actix_web::test]
async fn who_was_deleted_since_stays_deleted() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = import(&house, &ada, FIRST, "skip").await;
        let alan = find(&house, &ada, "alan").await;
        let contact = format!("/api/v1/contacts/{}", alan["id"].as_str().unwrap());
        assert_eq!(house.send(ada.delete(&contact, "\"1\"")).await.status, 204);
        let undone = undo(&house, &ada, &path).await;
        assert_eq!(undone["undo"], json!({"removed": 1, "restored": 0, "kept": 0, "gone": 1}));
        undo(&house, &ada, &path).await;
        assert_eq!(find(&house, &ada, "alan").await, Value::Null);
        assert_eq!(find(&house, &ada, "grace").await["company"], "Navy");
    }
}

#[actix_web::test]
async fn every_value_says_where_it_comes_from() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let first = import(&house, &ada, FIRST, "skip").await;
        import(&house, &ada, SECOND, "overwrite").await;
        let grace = find(&house, &ada, "grace").await;
        change(&house, &ada, &grace, json!({"country": "US"})).await;
        let path = format!("/api/v1/contacts/{}/history", grace["id"].as_str().unwrap());
        let history = house.send(ada.get(&path)).await.body;
        let entries = history["entries"].as_array().unwrap();
        let told: Vec<_> =
            entries.iter().map(|entry| (&entry["version"], entry["source"].as_str())).collect();
        assert_eq!(
            told,
            [(&json!(3), Some("person")), (&json!(2), Some("import")), (&json!(1), Some("import"))]
        );
        assert_eq!(
            entries[0]["changes"],
            json!([{"field": "country", "before": null, "after": "US"}])
        );
        assert_eq!(
            entries[1]["changes"][0],
            json!({"field": "city", "before": "Arlington", "after": "Washington"})
        );
        let id = first.rsplit('/').next().unwrap();
        assert_eq!(entries[2]["import"], json!({"id": id, "file_name": "people.csv"}));
        let of = |field: &str| history["provenance"][field]["version"].clone();
        assert_eq!((of("city"), of("company"), of("country")), (json!(2), json!(1), json!(3)));
        let bob = house.sign_up("bob@example.com").await;
        assert_eq!(house.send(bob.get(&path)).await.status, 404);
    }
}
