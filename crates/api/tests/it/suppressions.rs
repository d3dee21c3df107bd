use serde_json::{Value, json};

use crate::house::{House, Person, houses, upload_to};

async fn suppress(house: &House, person: &Person, values: &[&str]) -> Value {
    let body = json!({"values": values, "reason": "erasure"});
    let reply = house.send(person.post("/api/v1/suppressions").set_json(body)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body
}

fn contact(name: &str, email: &str, phone: &str) -> Value {
    json!({"full_name": name, "emails": [{"value": "other@example.org"}, {"value": email}], "phones": [{"value": phone}]})
}

#[actix_web::test]
async fn nothing_that_is_suppressed_gets_into_the_workspace() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        let allowed = contact("Grace", "grace@compilers.example", "+44 20 7946 0000");
        let kept = house.send(ada.post("/api/v1/contacts").set_json(&allowed)).await;
        assert_eq!(kept.status, 201, "{}", kept.body);

        let values = [
            "GRACE@compilers.example",
            "+1 415 555 0123",
            "@looms.example",
            "nobody",
            "grace@compilers.example",
        ];
        let added = suppress(&house, &ada, &values).await;
        assert_eq!(
            (&added["added"], &added["known"], &added["invalid"]),
            (&json!(3), &json!(1), &json!(1))
        );
        assert_eq!(added["contacts"], 1, "Grace is stored already");
        let outcomes: Vec<_> = added["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["outcome"].as_str().unwrap())
            .collect();
        assert_eq!(outcomes, ["added", "added", "added", "invalid", "known"]);
        assert_eq!(added["rows"][0]["id"], added["rows"][4]["id"]);
        assert!(!added.to_string().contains("compilers"), "{added}");

        for (body, field) in [
            (contact("A", "grace@compilers.example", "+442079460000"), "emails[1].value"),
            (contact("B", "b@mail.looms.example", "+442079460000"), "emails[1].value"),
            (contact("C", "c@example.org", "001 415 555-0123"), "phones[0].value"),
        ] {
            let refused = house.send(ada.post("/api/v1/contacts").set_json(&body)).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (422, "suppressed"), "{body}");
            assert_eq!(refused.body["errors"][0]["field"], field);
            let text = refused.body.to_string();
            assert!(!text.contains("example") && !text.contains("415"), "{text}");
            let elsewhere = house.send(eve.post("/api/v1/contacts").set_json(&body)).await;
            assert_eq!(elsewhere.status, 201, "another organization has its own list");
        }
        // A change is a way in, too; and one that leaves it out is possible.
        let path = format!("/api/v1/contacts/{}", kept.body["id"].as_str().unwrap());
        let patch = json!({"title": "Admiral"});
        let refused = house.send(ada.patch(&path, "\"1\"").set_json(&patch)).await;
        assert_eq!(refused.code(), "suppressed");
        let patch = json!({"title": "Admiral", "emails": [{"value": "other@example.org"}]});
        let changed = house.send(ada.patch(&path, "\"1\"").set_json(&patch)).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
    }
}

#[actix_web::test]
async fn the_list_is_paged_checked_and_taken_back() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        suppress(&house, &ada, &["a@example.org", "b@example.org", "example.net"]).await;
        let page = house.send(ada.get("/api/v1/suppressions?limit=2")).await;
        assert_eq!(
            (&page.body["total"], page.body["suppressions"].as_array().unwrap().len()),
            (&json!(3), 2)
        );
        assert_eq!(page.body["suppressions"][0]["added_by_name"], "Ada Lovelace");
        assert!(!page.text.contains("example") && !page.text.contains("digest"), "{}", page.text);
        let next = page.body["next_cursor"].as_str().unwrap();
        let rest =
            house.send(ada.get(&format!("/api/v1/suppressions?limit=2&cursor={next}"))).await;
        assert_eq!(rest.body["suppressions"].as_array().unwrap().len(), 1);
        assert_eq!(rest.body["next_cursor"], Value::Null);

        let check = async |value: &str| {
            let body = json!({"value": value});
            house.send(ada.post("/api/v1/suppressions/check").set_json(body)).await.body["suppressed"].clone()
        };
        assert_eq!(check("A@Example.org").await, true);
        assert_eq!(check("who@mail.example.net").await, true);
        assert_eq!(check("c@example.org").await, false);
        let id = rest.body["suppressions"][0]["id"].as_str().unwrap();
        let gone = house.send(ada.delete(&format!("/api/v1/suppressions/{id}"), "")).await;
        assert_eq!(gone.status, 204);
        let body = json!({"values": ["a@example.org", "b@example.org", "@example.net"]});
        let removed = house.send(ada.post("/api/v1/suppressions/remove").set_json(body)).await;
        assert_eq!(removed.body["removed"], 2, "the third went by its id");
        assert_eq!(check("A@Example.org").await, false);
    }
}

#[actix_web::test]
async fn a_list_comes_as_a_file_of_any_form() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for (name, content, figures) in [
            ("bare.txt", "a@example.org\nb@example.org\nc@example.org\n", [3, 0, 0]),
            ("one.txt", "a@example.org\n", [0, 1, 0]),
            (
                "table.csv",
                "Name;E-Mail;Phone\nGrace;d@example.org;+442079460000\nJoan;;030 123\nMary;a@example.org;\n",
                [2, 1, 1],
            ),
            ("domains.csv", "Domain\nlooms.example\nmills.example\n", [2, 0, 0]),
        ] {
            let path = "/api/v1/suppressions/import?reason=unsubscribed";
            let reply = house.send(upload_to(path, &ada, name, content.as_bytes())).await;
            assert_eq!(reply.status, 200, "{name}: {}", reply.body);
            let found =
                ["added", "known", "invalid"].map(|figure| reply.body[figure].as_i64().unwrap());
            assert_eq!(found, figures, "{name}");
        }
        let list = house.send(ada.get("/api/v1/suppressions")).await;
        assert_eq!(list.body["total"], 7);
        assert_eq!(list.body["suppressions"][0]["reason"], "unsubscribed");
        let log = house.send(ada.get("/api/v1/audit-events?action=suppression.added")).await;
        assert_eq!(log.body["events"].as_array().unwrap().len(), 4);
        assert!(!log.text.contains("example.org"), "{}", log.text);
    }
}
