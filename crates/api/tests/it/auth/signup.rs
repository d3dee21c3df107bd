use insta::{allow_duplicates, assert_json_snapshot};
use serde_json::json;

use crate::house::{houses, post};

#[actix_web::test]
async fn signing_up_makes_an_admin_of_a_new_organization() {
    for house in houses().await {
        let body = json!({
            "email": "Ada@Example.com",
            "password": "tall ships sail at noon",
            "name": " Ada  Lovelace ",
            "organization": "Analytical Engines",
        });
        let reply = house.send(post("/api/v1/auth/signup").set_json(&body)).await;
        assert_eq!(reply.status, 201);
        assert_eq!(reply.body["me"]["user"]["name"], "Ada Lovelace");
        assert_eq!(reply.body["me"]["user"]["email"], "ada@example.com");
        assert_eq!(reply.body["me"]["role"], "organization_admin");
        let cookie = reply.header("set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        let again = house.send(post("/api/v1/auth/signup").set_json(&body)).await;
        assert_eq!((again.status.as_u16(), again.code()), (422, "invalid_input"));
        assert_eq!(again.body["errors"][0]["code"], "taken");
    }
}

#[actix_web::test]
async fn every_wrong_field_is_named_and_nothing_is_made() {
    for house in houses().await {
        let body = json!({"email": "ada", "password": "short", "name": "", "organization": "X"});
        let reply = house.send(post("/api/v1/auth/signup").set_json(body)).await;
        allow_duplicates! {
        assert_json_snapshot!(reply.body, {".request_id" => "req"}, @r#"
        {
          "code": "invalid_input",
          "detail": "Some fields need another look; each says what it expects.",
          "errors": [
            {
              "code": "invalid",
              "field": "email",
              "message": "Expected an address such as ada@example.com; there is no @."
            },
            {
              "code": "too_weak",
              "field": "password",
              "message": "Use at least 8 characters; a phrase is good."
            },
            {
              "code": "required",
              "field": "name",
              "message": "Fill this in."
            }
          ],
          "request_id": "req",
          "status": 422,
          "title": "Some fields need another look",
          "type": "/problems/invalid_input"
        }
        "#);
        }
        let common = json!({"email": "a@example.com", "password": "password123", "name": "A", "organization": "X"});
        let reply = house.send(post("/api/v1/auth/signup").set_json(common)).await;
        assert_eq!(reply.body["errors"][0]["code"], "too_weak");
        let extra = json!({"email": "a@example.com", "password": "tall ships sail at noon", "name": "A", "organization": "X", "role": "operator"});
        let reply = house.send(post("/api/v1/auth/signup").set_json(extra)).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "malformed_request"));
    }
}
