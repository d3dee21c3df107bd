use serde_json::{Value, json};

use super::begin;
use crate::house::{House, Person, houses, upload};

/// Uploads a file that must be taken; answers the import.
async fn uploaded(house: &House, person: &Person, name: &str, content: &[u8]) -> Value {
    let reply = house.send(upload(person, name, content)).await;
    assert_eq!(reply.status, 201, "{name}: {}", reply.body);
    reply.body
}

fn path(import: &Value) -> String {
    format!("/api/v1/imports/{}", import["id"].as_str().unwrap())
}

fn headers(import: &Value) -> Vec<&str> {
    let columns = import["columns"].as_array().unwrap();
    columns.iter().map(|column| column["header"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn cards_and_objects_are_imported() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let cards = b"BEGIN:VCARD\nVERSION:3.0\nFN:Grace Hopper\nEMAIL;TYPE=HOME:g@navy.example\nEND:VCARD\n";
        let import = uploaded(&house, &ada, "people.vcf", cards).await;
        assert_eq!(import["source"]["format"], "vcard");
        assert_eq!(headers(&import), ["Full Name", "E-mail 1 - Label", "E-mail 1 - Value"]);
        assert_eq!(import["columns"][2]["field"], "email");
        let lines = b"{\"name\": \"Grace\", \"email\": \"g@navy.example\"}\n";
        let import = uploaded(&house, &ada, "people.jsonl", lines).await;
        assert_eq!(import["source"]["format"], "json_lines");
        assert_eq!(import["source"]["preview"], json!([["Grace", "g@navy.example"]]));
        let reply = house.send(upload(&ada, "people.vcf", b"Name,City\nAda,London\n")).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (422, "file_not_readable"));
    }
}

#[actix_web::test]
async fn another_reading_of_a_file_brings_its_columns_and_drops_its_rows() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = begin(&house, &ada, "Report,\nName,City\nAda,London\nBob,Ulm\n", "skip").await;
        house.work();
        let staged = house.send(ada.get(&path)).await.body;
        assert_eq!(staged["state"], "review", "{staged}");

        let source = json!({"skip": 0, "has_header": false});
        let reply = house.send(ada.put(&format!("{path}/source")).set_json(source)).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert_eq!(
            (&reply.body["state"], &reply.body["rows"]["total"]),
            (&json!("mapping"), &json!(0))
        );
        assert_eq!(headers(&reply.body)[0], "Column 1");
        let preview = &reply.body["source"]["preview"];
        assert_eq!((&preview[0][0], &preview[3][0]), (&json!("Report"), &json!("Bob")));
        let rows = house.send(ada.get(&format!("{path}/rows"))).await.body;
        assert_eq!(rows["rows"], json!([]));

        // What was chosen stays, and the header is put right.
        let source = json!({"skip": 1, "has_header": true});
        let reply = house.send(ada.put(&format!("{path}/source")).set_json(source)).await;
        assert_eq!(headers(&reply.body), ["Name", "City"]);
        assert_eq!(
            (&reply.body["source"]["skip"], &reply.body["source"]["has_header"]),
            (&json!(1), &json!(true))
        );
        let list = house.send(ada.get("/api/v1/imports")).await.body;
        assert_eq!(list["imports"][0]["source"]["preview"], json!([]), "lists are short");
    }
}

#[actix_web::test]
async fn an_encoding_is_changed_and_kept_with_the_next_choice() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        // KOI8-R, which nobody can tell from so little text.
        let import =
            uploaded(&house, &ada, "people.csv", b"Name;City\n\xe1\xce\xce\xc1;\xf5\xc6\xc1\n")
                .await;
        let path = format!("{}/source", path(&import));
        let reply = house.send(ada.put(&path).set_json(json!({"encoding": "koi8-r"}))).await;
        assert_eq!(reply.body["columns"][0]["samples"], json!(["Анна"]), "{}", reply.body);
        let reply = house.send(ada.put(&path).set_json(json!({"quote": ""}))).await;
        assert_eq!(reply.body["source"]["encoding"], "KOI8-R");
        assert_eq!(reply.body["source"]["quote"], Value::Null);
    }
}

#[actix_web::test]
async fn choices_that_do_not_fit_are_explained_and_change_nothing() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let import = uploaded(&house, &ada, "people.csv", b"Name,City\nAda,London\n").await;
        let path = path(&import);
        for (choice, field, word) in [
            (json!({"encoding": "klingon"}), "encoding", "Shift_JIS"),
            (json!({"delimiter": "ab"}), "delimiter", "one character"),
            (json!({"sheet": "People"}), "sheet", "csv"),
            (json!({"skip": 900}), "skip", "fewer"),
        ] {
            let reply = house.send(ada.put(&format!("{path}/source")).set_json(choice)).await;
            assert_eq!(
                (reply.status.as_u16(), reply.code()),
                (422, "invalid_input"),
                "{}",
                reply.body
            );
            assert_eq!(reply.body["errors"][0]["field"], field);
            let message = reply.body["errors"][0]["message"].as_str().unwrap();
            assert!(message.contains(word), "{message}");
        }
        let unknown = json!({"seperator": ";"});
        let reply = house.send(ada.put(&format!("{path}/source")).set_json(unknown)).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "malformed_request"));
        let same = house.send(ada.get(&path)).await.body;
        assert_eq!((&same["source"], &same["columns"]), (&import["source"], &import["columns"]));

        house.send(ada.post(&format!("{path}/cancel"))).await;
        let reply =
            house.send(ada.put(&format!("{path}/source")).set_json(json!({"skip": 0}))).await;
        assert_eq!(reply.status, 409, "{}", reply.body);
        assert_eq!(reply.code(), "wrong_state");
    }
}

/// Another node of the same database received the file.
#[actix_web::test]
async fn a_file_of_another_node_is_fetched() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let import = uploaded(&house, &ada, "people.csv", b"Name,City\nAda,London\n").await;
        let id = import["id"].as_str().unwrap().parse().unwrap();
        std::fs::remove_file(house.store.path(id)).unwrap();
        let path = format!("{}/source", path(&import));
        let reply = house.send(ada.put(&path).set_json(json!({"has_header": false}))).await;
        let expected = if house.kind() == "postgres" { 200 } else { 422 };
        assert_eq!(reply.status, expected, "{}", reply.body);
    }
}
