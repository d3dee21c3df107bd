use std::fmt::Write as _;

use serde_json::{Value, json};

use super::begin;
use crate::house::{House, Person, houses, upload};

const FILE: &str = "\
Name;E-Mail;Firma;Ort
Grace Hopper;grace@navy.example;Navy;Arlington
Ada Lovelace;ada@engines.example;Analytical Engines;London
Grace Hopper;GRACE@navy.example;Navy;Arlington
Alan Turing;alan@;Bombe Works;London
";

/// Uploads a file and stages it with the mapping that was proposed.
async fn stage(house: &House, person: &Person, file: &str, rule: &str) -> String {
    let path = begin(house, person, file, rule).await;
    house.work();
    path
}

async fn rows(house: &House, person: &Person, path: &str, query: &str) -> Vec<(Value, Value)> {
    let reply = house.send(person.get(&format!("{path}/rows{query}"))).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let rows = reply.body["rows"].as_array().unwrap();
    rows.iter().map(|row| (row["state"].clone(), row["reason"].clone())).collect()
}

#[actix_web::test]
async fn a_file_runs_from_upload_to_search() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let uploaded = house.send(upload(&ada, "files/people.csv", FILE.as_bytes())).await;
        let source = &uploaded.body["source"];
        for (key, expected) in [
            ("file_name", json!("people.csv")),
            ("bytes", json!(FILE.len())),
            ("format", json!("csv")),
            ("compression", json!(null)),
            ("encoding", json!("UTF-8")),
            ("delimiter", json!(";")),
            ("quote", json!("\"")),
            ("sheets", json!([])),
            ("skip", json!(0)),
            ("has_header", json!(true)),
        ] {
            assert_eq!(source[key], expected, "{key}");
        }
        assert_eq!(source["preview"].as_array().map(Vec::len), Some(FILE.lines().count()));
        assert_eq!(
            uploaded.body["columns"][1],
            json!({"header": "E-Mail", "field": "email", "samples": ["grace@navy.example", "ada@engines.example", "GRACE@navy.example", "alan@"]})
        );

        let path = stage(&house, &ada, FILE, "skip").await;
        let staged = house.send(ada.get(&path)).await.body;
        assert_eq!(staged["state"], "review");
        assert_eq!(
            staged["rows"],
            json!({"total": 4, "new": 2, "update": 0, "duplicate": 1, "invalid": 1, "suppressed": 0, "skipped": 0, "similar": 0})
        );
        let found = house.send(ada.get("/api/v1/contacts/search")).await.body;
        assert_eq!(found["total"]["value"], 0, "nothing is written before the commit");
        let invalid = rows(&house, &ada, &path, "?state=invalid").await;
        assert!(
            invalid[0].1.as_str().unwrap().starts_with("emails[0].value: Expected"),
            "{invalid:?}"
        );
        let duplicate = rows(&house, &ada, &path, "?state=duplicate").await;
        assert_eq!(duplicate[0].1, "Repeats row 1: the same e-mail, grace@navy.example.");

        let commit = house.send(ada.post(&format!("{path}/commit"))).await;
        assert_eq!((commit.status.as_u16(), &commit.body["state"]), (202, &json!("committing")));
        house.work();
        let done = house.send(ada.get(&path)).await.body;
        assert_eq!((&done["state"], &done["progress"]["done"]), (&json!("committed"), &json!(2)));
        let found = house.send(ada.get("/api/v1/contacts/search?q=engines")).await.body;
        assert_eq!(found["hits"][0]["contact"]["full_name"], "Ada Lovelace", "on {}", house.kind());
        assert_eq!(found["hits"][0]["contact"]["source"], "import");
        let again = house.send(ada.post(&format!("{path}/commit"))).await;
        assert_eq!((again.status.as_u16(), again.code()), (409, "wrong_state"));
    }
}

/// Rows are judged while those before them are still being written.
#[actix_web::test]
async fn whoever_came_shortly_before_in_the_file_is_known() {
    const PEOPLE: usize = 2_050;
    let mut file = String::from("Name,Email\n");
    for row in 0..2 * PEOPLE {
        let who = row % PEOPLE;
        writeln!(file, "Person N{who},p{who}@engines.example").unwrap();
    }
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = stage(&house, &ada, &file, "skip").await;
        let counts = house.send(ada.get(&path)).await.body["rows"].clone();
        let fates = (&counts["new"], &counts["duplicate"]);
        assert_eq!(fates, (&json!(PEOPLE), &json!(PEOPLE)));
    }
}

#[actix_web::test]
async fn the_same_file_again_adds_nothing_and_a_richer_one_fills() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = stage(&house, &ada, FILE, "skip").await;
        house.send(ada.post(&format!("{path}/commit"))).await;
        house.work();

        let again = stage(&house, &ada, FILE, "overwrite").await;
        let counts = house.send(ada.get(&again)).await.body["rows"].clone();
        assert_eq!(
            (&counts["new"], &counts["update"], &counts["duplicate"]),
            (&json!(0), &json!(0), &json!(3))
        );

        let richer =
            "Name,Email,Job title,City\nGrace Hopper,grace@navy.example,Rear Admiral,Washington\n";
        let path = stage(&house, &ada, richer, "fill").await;
        let fate = rows(&house, &ada, &path, "").await;
        assert_eq!(fate[0].0, "update");
        house.send(ada.post(&format!("{path}/commit"))).await;
        house.work();
        let found = house.send(ada.get("/api/v1/contacts/search?q=grace")).await.body;
        let contact = &found["hits"][0]["contact"];
        assert_eq!(
            (&contact["title"], &contact["city"]),
            (&json!("Rear Admiral"), &json!("Arlington"))
        );
        assert_eq!(found["total"]["value"], 1);
    }
}

#[actix_web::test]
async fn an_import_is_cancelled_without_a_trace() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = stage(&house, &ada, FILE, "skip").await;
        let cancelled = house.send(ada.post(&format!("{path}/cancel"))).await;
        assert_eq!(cancelled.body["state"], "cancelled");
        assert_eq!(rows(&house, &ada, &path, "").await, []);
        assert_eq!(std::fs::read_dir(house.store.dir()).unwrap().count(), 0);
        for route in ["commit", "cancel"] {
            let reply = house.send(ada.post(&format!("{path}/{route}"))).await;
            assert_eq!(reply.code(), "wrong_state", "{route}");
        }
    }
}

#[actix_web::test]
async fn rows_come_page_by_page_and_belong_to_their_organization() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        let path = stage(&house, &ada, FILE, "skip").await;
        let first = house.send(ada.get(&format!("{path}/rows?limit=3"))).await.body;
        let cursor = first["next_cursor"].as_str().unwrap();
        let rest = house.send(ada.get(&format!("{path}/rows?limit=3&cursor={cursor}"))).await.body;
        assert_eq!(rest["rows"][0]["number"], 4);
        assert_eq!(rest["next_cursor"], Value::Null);
        // A scroll bar asks by the place in the list, which is the number only where nothing is left out.
        let numbers = async |query: &str| {
            let page = house.send(ada.get(&format!("{path}/rows?{query}"))).await.body;
            let rows = page["rows"].as_array().unwrap().iter();
            rows.map(|row| row["number"].as_u64().unwrap()).collect::<Vec<_>>()
        };
        let all = numbers("").await;
        assert_eq!(numbers("offset=2&limit=2").await, all[2..4]);
        let new = numbers("state=new").await;
        assert_ne!(new, all);
        assert_eq!(numbers("state=new&offset=1").await, new[1..]);
        assert_eq!(numbers(&format!("offset={}", u64::MAX)).await, [0; 0]);
        for request in [
            eve.get(&path),
            eve.get(&format!("{path}/rows")),
            eve.post(&format!("{path}/commit")),
            eve.post(&format!("{path}/cancel")),
            eve.put(&format!("{path}/mapping")).set_json(json!({"columns": []})),
        ] {
            assert_eq!(house.send(request).await.status, 404);
        }
        let list = house.send(eve.get("/api/v1/imports")).await.body;
        assert_eq!(list, json!({"imports": [], "next_cursor": null}));
    }
}
