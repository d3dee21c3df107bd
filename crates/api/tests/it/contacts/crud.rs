use insta::{allow_duplicates, assert_json_snapshot};
use serde_json::{Value, json};

use crate::house::{House, Person, houses};

const NOBODY: &str = "/api/v1/contacts/con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b";

pub(crate) async fn create(house: &House, person: &Person, contact: Value) -> (String, String) {
    let reply = house.send(person.post("/api/v1/contacts").set_json(contact)).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    let path = format!("/api/v1/contacts/{}", reply.body["id"].as_str().unwrap());
    (path, reply.header("etag").to_owned())
}

#[actix_web::test]
async fn a_contact_is_made_read_changed_and_deleted() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (path, etag) = create(
            &house,
            &ada,
            json!({
                "first_name": "Grace",
                "last_name": "Hopper",
                "title": "VP Engineering",
                "company": "Compilers",
                "emails": [{"value": "Grace@Compilers.example"}],
                "country": "United States",
            }),
        )
        .await;
        let read = house.send(ada.get(&path)).await;
        assert_eq!(read.header("etag"), etag);
        allow_duplicates! {
        assert_json_snapshot!(read.body, {".id" => "con", ".created_at" => "time", ".updated_at" => "time"}, @r#"
        {
          "city": null,
          "company": "Compilers",
          "company_domain": "compilers.example",
          "company_size": null,
          "completeness": 66,
          "country": "US",
          "created_at": "time",
          "custom": {},
          "department": "engineering",
          "emails": [
            {
              "kind": "work",
              "value": "grace@compilers.example"
            }
          ],
          "external_id": null,
          "first_name": "Grace",
          "full_name": "Grace Hopper",
          "id": "con",
          "industry": null,
          "last_name": "Hopper",
          "layer": "workspace",
          "linkedin_url": null,
          "notes": null,
          "phones": [],
          "postal_code": null,
          "region": null,
          "seniority": "vp",
          "source": "created",
          "street": null,
          "tags": [],
          "title": "VP Engineering",
          "updated_at": "time",
          "verified_at": null,
          "version": 1,
          "website": null
        }
        "#);
        }

        let patch = json!({"title": "Sales Manager", "country": null});
        let changed = house.send(ada.patch(&path, &etag).set_json(&patch)).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        assert_eq!(changed.body["seniority"], "manager", "follows the title");
        assert_eq!(changed.body["country"], Value::Null);
        assert_eq!(changed.body["company"], "Compilers", "was not mentioned");

        let stale = house.send(ada.patch(&path, &etag).set_json(&patch)).await;
        assert_eq!((stale.status.as_u16(), stale.code()), (412, "changed"));
        let stale = house.send(ada.delete(&path, &etag)).await;
        assert_eq!(stale.status, 412);
        let gone = house.send(ada.delete(&path, changed.header("etag"))).await;
        assert_eq!(gone.status, 204);
        assert_eq!(house.send(ada.get(&path)).await.status, 404);
    }
}

#[actix_web::test]
async fn wrong_fields_are_named_and_nothing_changes() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let wrong =
            json!({"full_name": "Grace", "country": "Atlantis", "emails": [{"value": "grace"}]});
        let reply = house.send(ada.post("/api/v1/contacts").set_json(wrong)).await;
        assert_eq!(reply.status, 422);
        let fields: Vec<_> = reply.body["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["field"].as_str().unwrap())
            .collect();
        assert_eq!(fields, ["emails[0].value", "country"]);

        let unknown = json!({"full_name": "Grace", "organization_id": "org_1"});
        let reply = house.send(ada.post("/api/v1/contacts").set_json(unknown)).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "malformed_request"));

        let (path, etag) = create(&house, &ada, json!({"full_name": "Grace"})).await;
        let emptied =
            house.send(ada.patch(&path, &etag).set_json(json!({"full_name": null}))).await;
        assert_eq!(emptied.status, 422);
        let blind = house.send(ada.patch(&path, "\"x\"").set_json(json!({"title": "CEO"}))).await;
        assert_eq!(blind.status, 412);
        let request = actix_web::test::TestRequest::delete()
            .uri(&path)
            .insert_header(("Authorization", format!("Bearer {}", ada.token)));
        let careless = house.send(request).await;
        assert_eq!((careless.status.as_u16(), careless.code()), (428, "if_match_required"));
        assert_eq!(house.send(ada.get(&path)).await.header("etag"), etag);
    }
}

#[actix_web::test]
async fn another_organizations_contact_looks_like_an_unknown_one() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        let (path, etag) = create(&house, &ada, json!({"full_name": "Grace"})).await;
        let bare = |mut body: Value| {
            body["request_id"].take();
            body
        };
        let unknown = bare(house.send(eve.get(NOBODY)).await.body);
        let patch = json!({"title": "CEO"});
        for request in [
            eve.get(&path),
            eve.patch(&path, &etag).set_json(&patch),
            eve.delete(&path, &etag),
            eve.get("/api/v1/contacts/nonsense"),
        ] {
            let reply = house.send(request).await;
            assert_eq!(reply.status, 404, "on {}", house.kind());
            assert_eq!(bare(reply.body), unknown);
        }
        assert_eq!(house.send(ada.get(&path)).await.status, 200);
    }
}
