use api::Limits;
use serde_json::json;

use crate::house::{houses, houses_with, upload};

#[actix_web::test]
async fn the_wrong_kind_of_file_gets_a_clear_problem_and_leaves_nothing() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let cases: [(&str, &[u8], &str, &str); 6] = [
            ("empty.csv", b"", "file_empty", "empty"),
            (
                "book.xlsx",
                b"PK\x03\x04\x14\0\x06\0[Content_Types].xml xl/workbook.xml",
                "file_not_readable",
                "damaged",
            ),
            ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "file_not_readable", "PDF"),
            ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file_not_readable", "image"),
            ("people.html", b"<!DOCTYPE html><table>", "file_not_readable", "HTML"),
            ("noise.csv", &[0, 159, 146, 150, 0, 1, 2, 3, 255, 254, 0, 9], "file_not_readable", ""),
        ];
        for (name, content, code, word) in cases {
            let reply = house.send(upload(&ada, name, content)).await;
            assert_eq!(
                (reply.status.as_u16(), reply.code()),
                (422, code),
                "{name}: {}",
                reply.body
            );
            let detail = reply.body["detail"].as_str().unwrap();
            assert!(detail.to_lowercase().contains(&word.to_lowercase()), "{name}: {detail}");
        }
        assert_eq!(std::fs::read_dir(house.store.dir()).unwrap().count(), 0);
        let list = house.send(ada.get("/api/v1/imports")).await.body;
        assert_eq!(list["imports"], json!([]));
    }
}

#[actix_web::test]
async fn a_file_that_is_too_large_is_refused_while_it_arrives() {
    let limits = Limits { upload_bytes: 1_000, ..Limits::default() };
    for house in houses_with(limits).await {
        let ada = house.sign_up("ada@example.com").await;
        let file = "Name\nAda\n".repeat(1_000);
        let reply = house.send(upload(&ada, "people.csv", file.as_bytes())).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (413, "too_large"));
        assert_eq!(std::fs::read_dir(house.store.dir()).unwrap().count(), 0);
    }
}

#[actix_web::test]
async fn what_is_no_upload_says_how_to_send_one() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let plain = ada.post("/api/v1/imports").set_payload("Name\nAda\n");
        let reply = house.send(plain).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (415, "unsupported_media_type"));
        let other =
            "--edge\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--edge--\r\n";
        let request = ada
            .post("/api/v1/imports")
            .insert_header(("Content-Type", "multipart/form-data; boundary=edge"))
            .set_payload(other);
        let reply = house.send(request).await;
        assert_eq!(reply.body["errors"][0]["field"], "file");
    }
}

#[actix_web::test]
async fn a_mapping_that_does_not_fit_is_explained() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let uploaded =
            house.send(upload(&ada, "people.csv", b"Name,City\nAda,London\n")).await.body;
        let path = format!("/api/v1/imports/{}/mapping", uploaded["id"].as_str().unwrap());
        for (columns, code) in [
            (json!([{"header": "Nmae", "field": "full_name"}]), "unknown"),
            (
                json!([{"header": "Name", "field": "city"}, {"header": "City", "field": "city"}]),
                "taken",
            ),
        ] {
            let reply = house.send(ada.put(&path).set_json(json!({"columns": columns}))).await;
            assert_eq!(reply.status, 422, "{}", reply.body);
            assert_eq!(reply.body["errors"][0]["code"], code);
        }
        let unknown = json!({"columns": [{"header": "Name", "field": "shoe_size"}]});
        let reply = house.send(ada.put(&path).set_json(unknown)).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "malformed_request"));
    }
}
