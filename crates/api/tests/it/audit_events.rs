use serde_json::{Value, json};

use crate::house::{House, Person, houses, login, post};

async fn page(house: &House, person: &Person, query: &str) -> Value {
    house.send(person.get(&format!("/api/v1/audit-events{query}"))).await.body
}

fn actions(page: &Value) -> Vec<&str> {
    let events = page["events"].as_array().unwrap();
    events.iter().map(|event| event["action"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn every_act_and_denial_is_an_event_in_order() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let contact = json!({"first_name": "Grace"});
        let contact = ada
            .post("/api/v1/contacts")
            .insert_header(("X-Forwarded-For", "192.0.2.1"))
            .set_json(contact);
        let made = house.send(contact).await;
        let path = format!("/api/v1/contacts/{}", made.body["id"].as_str().unwrap());
        let change = ada.patch(&path, made.header("etag")).set_json(json!({"city": "Bonn"}));
        let changed = house.send(change).await;
        house.send(ada.delete(&path, changed.header("etag"))).await;
        house.send(login("ada@example.com", "not this one")).await;
        let out = post("/api/v1/auth/logout").insert_header(("Cookie", ada.cookie.as_str()));
        house.send(out).await;
        let ada = house.send(login("ada@example.com", crate::house::PASSWORD)).await.person();

        let log = page(&house, &ada, "").await;
        assert_eq!(
            actions(&log),
            [
                "auth.signed_in",
                "auth.signed_out",
                "auth.sign_in_failed",
                "contact.deleted",
                "contact.changed",
                "contact.created",
                "auth.signed_up",
            ]
        );
        let created = &log["events"][5];
        assert_eq!(created["address"], "192.0.2.1");
        assert_eq!(created["actor_name"], "Ada Lovelace");
        assert_eq!(created["subject"], made.body["id"]);
        assert_eq!(created["request_id"], made.header("x-request-id"));
        // Nothing of a person or of a record is kept in what can never be taken back.
        let text = log.to_string();
        assert!(!text.contains("Grace") && !text.contains("ada@example.com"), "{text}");
    }
}

#[actix_web::test]
async fn filters_and_cursors_go_through_all_of_it() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for number in 0..7 {
            let body = json!({"first_name": format!("P{number}")});
            house.send(ada.post("/api/v1/contacts").set_json(body)).await;
        }
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = page(&house, &ada, &format!("?limit=3&cursor={cursor}")).await;
            let events = page["events"].as_array().unwrap();
            seen.extend(events.iter().map(|event| event["seq"].as_u64().unwrap()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen, [8, 7, 6, 5, 4, 3, 2, 1]);
        let created = page(&house, &ada, "?action=contact.created&limit=100").await;
        assert_eq!(created["events"].as_array().unwrap().len(), 7);
        let from = created["events"][3]["at"].as_str().unwrap().to_owned();
        let late = page(&house, &ada, &format!("?action=contact.created&from={from}")).await;
        assert_eq!(late["events"].as_array().unwrap().len(), 4);
        let early = page(&house, &ada, &format!("?action=contact.created&until={from}")).await;
        assert_eq!(early["events"].as_array().unwrap().len(), 3);
        for (query, field) in [
            ("?action=contact.eaten", "action"),
            ("?outcome=maybe", "outcome"),
            ("?from=yesterday", "from"),
            ("?limit=1001", "limit"),
            ("?cursor=x", "cursor"),
        ] {
            let reply = page(&house, &ada, query).await;
            assert_eq!(reply["errors"][0]["field"], field, "{query}");
        }
    }
}

#[actix_web::test]
async fn the_log_is_exported_and_verified() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let body = json!({"first_name": "Grace"});
        house.send(ada.post("/api/v1/contacts").set_json(body)).await;
        let lines = house.send(ada.get("/api/v1/audit-events/export?format=jsonl")).await;
        assert_eq!(lines.header("content-type"), "application/jsonl");
        let last: Value = serde_json::from_str(lines.text.lines().last().unwrap()).unwrap();
        assert_eq!((last["seq"].as_u64(), &last["action"]), (Some(1), &json!("auth.signed_up")));
        let table = house.send(ada.get("/api/v1/audit-events/export")).await;
        assert!(table.header("content-disposition").contains("audit-events.csv"));
        let rows: Vec<&str> = table.text.lines().collect();
        assert!(rows[0].starts_with("seq,at,actor,"));
        // Both exports are events themselves.
        assert_eq!(rows.len(), 1 + 4);
        assert!(rows[1].contains("audit.exported"));

        let verdict = house.send(ada.get("/api/v1/audit-events/verify")).await.body;
        assert_eq!(verdict["intact"], true, "{verdict}");
        assert_eq!(verdict["events"], 4);
        assert_eq!(verdict["head"]["seq"], 4);
    }
}
