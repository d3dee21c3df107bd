use std::time::Duration;

use db::contact::{NewContact, Visible};
use db::usage::Hold;
use domain::contact::{ContactInput, EmailInput, Origin};
use domain::package::{Limit, Meter, Package};
use serde_json::{Value, json};

use super::crud::create;
use crate::access::callers::scope;
use crate::house::{House, Person, Reply, houses, houses_with, unlimited};
use crate::imports::begin;

async fn export(house: &House, person: &Person, body: Value) -> Reply {
    house.send(person.post("/api/v1/contacts/export").set_json(body)).await
}

/// Figures of the answer: contacts in the file, and those that were left out.
fn figures(reply: &Reply) -> [u64; 2] {
    assert_eq!(reply.status, 200, "{}", reply.text);
    ["contacts-count", "contacts-held-back"].map(|name| reply.header(name).parse().unwrap())
}

async fn usage(house: &House, person: &Person) -> u64 {
    let usage = house.send(person.get("/api/v1/usage")).await.body;
    let limits = usage["limits"].as_array().unwrap();
    let exported = limits.iter().find(|limit| limit["limit"] == "export_rows").unwrap();
    exported["used"].as_u64().unwrap()
}

/// So many contacts in one step.
fn fill(house: &House, person: &Person, count: usize) {
    let (scope, sources) = (scope(house, person), &house.worker.sources);
    let many: Vec<NewContact> = (0..count)
        .map(|number| {
            let email =
                EmailInput { value: format!("p{number}@example.org"), ..Default::default() };
            let input = ContactInput {
                full_name: Some(format!("Person {:04}", (number * 7_919) % count)),
                emails: vec![email],
                ..ContactInput::default()
            };
            NewContact { id: sources.id(), fields: input.parse().unwrap(), source: Origin::Created }
        })
        .collect();
    let now = sources.now();
    house
        .db()
        .write_as_now(&scope, |c| {
            db::contact::create_many(c, &scope, &many, None, Visible::Now, now)
        })
        .unwrap();
}

#[actix_web::test]
async fn a_search_is_exported_whole_and_in_its_order() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        fill(&house, &ada, 2_345);
        let values = json!({"values": ["p7@example.org", "p8@example.org"]});
        house.send(ada.post("/api/v1/suppressions").set_json(values)).await;

        let body = json!({"form": "exact", "search": {"q": "person", "limit": "3"}});
        let file = export(&house, &ada, body).await;
        assert_eq!(figures(&file), [2_343, 2]);
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"contacts.csv\"");
        let exported: Vec<&str> =
            file.text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        assert_eq!(exported.len(), 2_343);
        assert!(!file.text.contains("p7@example.org"));

        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/contacts/search?q=person&limit=1000&cursor={cursor}");
            let page = house.send(ada.get(&path)).await.body;
            for hit in page["hits"].as_array().unwrap() {
                let email = hit["contact"]["emails"][0]["value"].as_str().unwrap();
                if !["p7@example.org", "p8@example.org"].contains(&email) {
                    found.push(hit["contact"]["full_name"].as_str().unwrap().to_owned());
                }
            }
            match page["next_cursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(exported, found);
        assert_eq!(usage(&house, &ada).await, 2_343);

        let ids: Vec<Value> =
            house.send(ada.get("/api/v1/contacts/search?limit=3")).await.body["hits"]
                .as_array()
                .unwrap()
                .iter()
                .rev()
                .map(|hit| hit["contact"]["id"].clone())
                .collect();
        let file = export(&house, &ada, json!({"ids": ids})).await;
        assert_eq!(figures(&file), [3, 0]);
        let eve = house.sign_up("eve@example.com").await;
        let file = export(&house, &eve, json!({"ids": ids})).await;
        assert_eq!(figures(&file), [0, 0], "another organization's are nobody");
        let log = house.send(ada.get("/api/v1/audit-events?action=contacts.exported")).await;
        let details: Vec<&Value> =
            log.body["events"].as_array().unwrap().iter().map(|event| &event["detail"]).collect();
        let expected = json!({"what": "search", "scope": "workspace", "format": "csv", "exact": true, "rows": 2_343, "held_back": 2});
        assert_eq!(details[1], &expected);
        let log = house.send(ada.get("/api/v1/audit-events?action=contacts.export_ended")).await;
        assert_eq!(log.body["events"][0]["detail"], json!({"sent": 3}));
    }
}

/// Contacts with everything that is hard to write.
async fn people(house: &House, person: &Person) {
    for contact in [
        json!({
            "full_name": "Dr. Grace \"Amazing\" Hopper", "first_name": "Grace", "last_name": "Hopper",
            "title": "=SUM(1,2)", "company": "Navy, US", "notes": "one\ntwo; \"three\"\n- four",
            "emails": [{"value": "grace@navy.example"}, {"value": "g@home.example", "kind": "personal"}],
            "phones": [{"value": "+442079460000", "kind": "mobile"}, {"value": "+14155550123", "kind": "work"}],
            "tags": ["vip", "a, b"], "country": "US", "postal_code": "01234",
            "website": "https://navy.example/a?b=c", "linkedin_url": "https://www.linkedin.com/in/grace",
            "external_id": "0017", "custom": {"Shoe size": "42", "Favourite": "-5 °C"},
        }),
        json!({"full_name": "山田 太郎", "company": "株式会社", "emails": [{"value": "taro@yamada.example"}]}),
        json!({"full_name": "Zoë Ångström-O'Neil", "title": "Head of Sales", "city": "Zürich", "phones": [{"value": "+41446681800", "kind": "fax"}]}),
        json!({"company": "Nameless GmbH", "emails": [{"value": "info@nameless.example"}], "industry": "Dyes"}),
    ] {
        create(house, person, contact).await;
    }
}

/// What was exported and is imported again with the right to overwrite changes nothing.
#[actix_web::test]
async fn an_export_that_is_imported_again_changes_nothing() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        people(&house, &ada).await;
        // Workbooks are read by a process of the server, which is not here.
        for form in [
            json!({"form": "exact"}),
            json!({"form": "safe"}),
            json!({"format": "json_lines"}),
            json!({"format": "vcard"}),
        ] {
            let mut body = form.clone();
            body["everything"] = json!(true);
            let file = export(&house, &ada, body).await;
            assert_eq!(figures(&file), [4, 0]);
            assert_eq!(file.text.contains("'=SUM"), form["form"] == "safe", "{}", file.text);
            let path = begin(&house, &ada, &file.text, "overwrite").await;
            house.work();
            let staged = house.send(ada.get(&path)).await.body;
            let rows = house.send(ada.get(&format!("{path}/rows"))).await.text;
            let counts = &staged["rows"];
            let same = (&counts["total"], &counts["duplicate"]);
            assert_eq!(same, (&json!(4), &json!(4)), "{form}: {rows}\n{}", file.text);
        }
    }
}

#[actix_web::test]
async fn a_client_that_goes_away_pays_for_what_it_took() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        fill(&house, &ada, 3_000);
        let request = ada.post("/api/v1/contacts/export").set_json(json!({"everything": true}));
        assert!(house.abandon(request).await > 10_000, "a page was sent");
        // What was not taken comes back behind the client's back.
        for _ in 0..100 {
            if usage(&house, &ada).await == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(usage(&house, &ada).await, 0);
        let log = house.send(ada.get("/api/v1/audit-events?action=contacts.export_ended")).await;
        let event = &log.body["events"][0];
        assert_eq!((&event["outcome"], &event["detail"]), (&json!("failed"), &json!({"sent": 0})));
    }
}

#[actix_web::test]
async fn what_is_beyond_the_package_is_refused_before_a_byte_leaves() {
    let limits = api::Limits { package: Package::Free, ..unlimited() };
    for house in houses_with(limits).await {
        let ada = house.sign_up("ada@example.com").await;
        fill(&house, &ada, 10);
        let scope = scope(&house, &ada);
        let figure = Package::Free.figure(Limit::ExportRows).unwrap();
        let now = house.worker.sources.now();
        let held = house.db().write_as_now(&scope, |c| {
            db::usage::hold(c, &scope, Meter::ExportRows, figure - 9, now)
        });
        assert!(matches!(held.unwrap(), Hold::Held(_)));
        let refused = export(&house, &ada, json!({"everything": true})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "limit_reached"));
        let said = ["limit", "figure", "left", "wanted", "resets_at"]
            .map(|name| refused.body[name].clone());
        let expected = [
            json!("export_rows"),
            json!(figure),
            json!(9),
            json!(10),
            json!("2026-02-01T00:00:00Z"),
        ];
        assert_eq!(said, expected, "{}", refused.body);
        assert_eq!(usage(&house, &ada).await, figure - 9);
        let usage = house.send(ada.get("/api/v1/usage")).await.body;
        assert_eq!((&usage["package"], &usage["month"]), (&json!("free"), &json!("2026-01")));
        let exported = &usage["limits"][2];
        assert_eq!((&exported["percent"], &exported["warning"]), (&json!(99), &json!(true)));
        let nine = json!({"search": "?q=person%200001&limit=1"});
        assert_eq!(figures(&export(&house, &ada, nine).await), [1, 0]);
    }
}

#[actix_web::test]
async fn the_directory_keeps_what_only_saving_reveals() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let input = ContactInput {
            full_name: Some("Public Person".to_owned()),
            emails: vec![EmailInput { value: "secret@example.org".into(), ..Default::default() }],
            ..ContactInput::default()
        };
        let sources = &house.worker.sources;
        let new =
            NewContact { id: sources.id(), fields: input.parse().unwrap(), source: Origin::Sample };
        let now = sources.now();
        house
            .db()
            .write_now(|c| db::system::add_to_directory(c, std::slice::from_ref(&new), now))
            .unwrap();
        let file = loop {
            let file = export(&house, &ada, json!({"search": {"scope": "directory"}})).await;
            if figures(&file)[0] > 0 {
                break file;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert!(
            file.text.contains("Public Person") && !file.text.contains("secret"),
            "{}",
            file.text
        );
    }
}

#[actix_web::test]
async fn a_request_says_one_thing() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for (body, field) in [
            (json!({}), "search"),
            (json!({"everything": true, "search": ""}), "search"),
            (json!({"ids": []}), "ids"),
            (json!({"format": "vcard", "form": "safe", "everything": true}), "form"),
            (json!({"search": {"contry": "DE"}}), "contry"),
        ] {
            let reply = export(&house, &ada, body.clone()).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (422, "invalid_input"), "{body}");
            assert_eq!(reply.body["errors"][0]["field"], field);
        }
        let log = house.send(ada.get("/api/v1/audit-events?action=contacts.exported")).await;
        assert_eq!(log.body["events"], json!([]));
    }
}
