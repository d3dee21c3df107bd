//! What a person does between the check of a file and its commit.

use serde_json::{Value, json};

use super::begin;
use crate::house::{House, Person, houses};

const FILE: &str = "\
Name,E-mail,Company,Country
Grace Hopper,grace@navy.example,Navy,
Alan Turing,alan@,Bombe Works,
Ada Lovelace,ada@engines.example,Analytical Engines,GB
Mary Somerville,mary@stars.example,Royal Society,
";

async fn staged(house: &House, person: &Person) -> String {
    let path = begin(house, person, FILE, "fill").await;
    house.work();
    path
}

async fn counts(house: &House, person: &Person, path: &str) -> Value {
    house.send(person.get(path)).await.body["rows"].clone()
}

async fn edit(house: &House, person: &Person, path: &str, number: u64, body: Value) -> Value {
    let request = person.patch(&format!("{path}/rows/{number}"), "").set_json(body);
    let reply = house.send(request).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body
}

#[actix_web::test]
async fn a_row_is_mended_left_out_and_taken_in_again() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = staged(&house, &ada).await;
        let row = edit(&house, &ada, &path, 2, json!({"edits": {"1": "alan@bombe.example"}})).await;
        assert_eq!((&row["state"], &row["errors"]), (&json!("new"), &Value::Null));
        assert_eq!(row["cells"][1], "alan@", "the original is kept");
        assert_eq!(row["fields"]["emails"][0]["value"], "alan@bombe.example");
        let row = edit(&house, &ada, &path, 1, json!({"skip": true})).await;
        assert_eq!(row["state"], "skipped");
        let now = counts(&house, &ada, &path).await;
        assert_eq!(
            (&now["new"], &now["skipped"], &now["invalid"]),
            (&json!(3), &json!(1), &json!(0))
        );
        let row = edit(&house, &ada, &path, 1, json!({"skip": false})).await;
        assert_eq!(row["state"], "new");
        let row = edit(&house, &ada, &path, 2, json!({"edits": {"1": null}})).await;
        assert_eq!((&row["state"], row.get("edits")), (&json!("invalid"), None));
        let wrong =
            ada.patch(&format!("{path}/rows/1"), "").set_json(json!({"edits": {"emial": "x"}}));
        let refused = house.send(wrong).await;
        assert_eq!(refused.status, 400, "{}", refused.body);
        let gone = house.send(ada.patch(&format!("{path}/rows/99"), "").set_json(json!({}))).await;
        assert_eq!(gone.status, 404);
    }
}

#[actix_web::test]
async fn many_rows_are_changed_at_once_after_a_count() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = staged(&house, &ada).await;
        let bulk = |dry: bool| {
            json!({
                "filter": {"state": "new", "column": 3, "equals": ""},
                "change": {"set": {"country": "Germany"}},
                "dry_run": dry,
            })
        };
        let route = format!("{path}/rows/bulk");
        let counted = house.send(ada.post(&route).set_json(bulk(true))).await;
        assert_eq!(counted.body, json!({"matched": 2}));
        let begun = house.send(ada.post(&route).set_json(bulk(false))).await;
        assert_eq!((begun.status.as_u16(), &begun.body["state"]), (202, &json!("staging")));
        house.work();
        let now = house.send(ada.get(&path)).await.body;
        assert_eq!((&now["state"], &now["rows"]["new"]), (&json!("review"), &json!(3)));
        let rows = house.send(ada.get(&format!("{path}/rows"))).await.body;
        let countries: Vec<_> = rows["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["fields"]["country"].clone())
            .collect();
        assert_eq!(countries, [json!("DE"), Value::Null, json!("GB"), json!("DE")]);
        let skip = json!({"filter": {"q": "somerville"}, "change": {"skip": true}});
        house.send(ada.post(&route).set_json(skip)).await;
        house.work();
        let rows = house.send(ada.get(&format!("{path}/rows?state=skipped"))).await.body;
        assert_eq!((&rows["total"], &rows["rows"][0]["number"]), (&json!(1), &json!(4)));
    }
}

#[actix_web::test]
async fn the_error_file_says_why_and_can_be_sent_again() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = staged(&house, &ada).await;
        let reply = house.send(ada.get(&format!("{path}/errors.csv"))).await;
        let text = reply.text;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "Name,E-mail,Company,Country,import row,import problem,import hint");
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[1].starts_with("Alan Turing,alan@,Bombe Works,,2,"), "{text}");
        assert!(lines[1].contains("E-mail"), "where to mend it: {text}");
        let mended = text.replace("alan@,", "alan@bombe.example,");
        let again = begin(&house, &ada, &mended, "skip").await;
        house.work();
        let now = house.send(ada.get(&again)).await.body;
        assert_eq!((&now["rows"]["new"], &now["rows"]["total"]), (&json!(1), &json!(1)));
        let fields: Vec<_> =
            now["columns"].as_array().unwrap().iter().skip(4).map(|c| c["field"].clone()).collect();
        assert_eq!(fields, [Value::Null, Value::Null, Value::Null]);
    }
}

#[actix_web::test]
async fn a_contact_that_came_since_the_review_is_not_doubled() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = staged(&house, &ada).await;
        let body = json!({
            "full_name": "Grace Hopper",
            "emails": [{"value": "grace@navy.example"}],
        });
        let made = house.send(ada.post("/api/v1/contacts").set_json(body)).await;
        assert_eq!(made.status, 201, "{}", made.body);
        house.send(ada.post(&format!("{path}/commit"))).await;
        house.work();
        let found = house.send(ada.get("/api/v1/contacts/search?q=grace")).await.body;
        assert_eq!(found["total"]["value"], 1, "on {}", house.kind());
        assert_eq!(found["hits"][0]["contact"]["company"], "Navy");
        let rows = house.send(ada.get(&format!("{path}/rows?state=update"))).await.body;
        assert_eq!(rows["rows"][0]["reason"], "Changes Grace Hopper, who came since the review.");
    }
}

#[actix_web::test]
async fn who_looks_like_another_is_told_and_set_apart() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let body = json!({"full_name": "Robert Smith", "company": "Acme Inc."});
        house.send(ada.post("/api/v1/contacts").set_json(body)).await;
        let file = "Name,Company,City\nBob Smith,ACME,Paris\n";
        let path = begin(&house, &ada, file, "fill").await;
        house.work();
        let rows = house.send(ada.get(&format!("{path}/rows"))).await.body;
        let row = &rows["rows"][0];
        assert_eq!(row["state"], "update");
        assert_eq!(
            row["reason"],
            "Changes Robert Smith: Bob Smith is like Robert Smith, and ACME is like Acme Inc.."
        );
        assert_eq!(row["changes"], json!([{"field": "city", "before": null, "after": "Paris"}]));
        let row = edit(&house, &ada, &path, 1, json!({"apart": true})).await;
        assert_eq!(row["state"], "new");
        house.send(ada.post(&format!("{path}/commit"))).await;
        house.work();
        let found = house.send(ada.get("/api/v1/contacts/search?q=smith")).await.body;
        assert_eq!(found["total"]["value"], 2);
    }
}
