use domain::access::{Permission, Role};
use serde_json::json;

use crate::access::callers::{join, key, user};
use crate::house::{House, Person, houses};

fn bearer(secret: &str) -> Person {
    Person { token: secret.to_owned(), cookie: String::new() }
}

async fn search(house: &House, secret: &str) -> u16 {
    house.send(bearer(secret).get("/api/v1/contacts/search")).await.status.as_u16()
}

#[actix_web::test]
async fn a_key_acts_in_its_own_name() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (id, secret) = key(&house, &ada, &[Permission::ContactsWrite]).await;
        let grace =
            bearer(&secret).post("/api/v1/contacts").set_json(json!({"first_name": "Grace"}));
        assert_eq!(house.send(grace).await.status, 201);
        let page = house.send(ada.get("/api/v1/audit-events?action=contact.created")).await;
        assert_eq!(page.body["events"][0]["actor"], json!({"kind": "key", "id": id}));
        assert_eq!(page.body["events"][0]["actor_name"], "Test");
        let keys = house.send(ada.get("/api/v1/api-keys")).await.body;
        assert!(keys["keys"][0]["last_used_at"].is_string());
        let all = format!("{:?}", db::testing::contents(house.db(), &[]).unwrap());
        assert!(!all.contains(&secret[10..]), "the secret is in the database");
    }
}

#[actix_web::test]
async fn a_rotated_key_overlaps_with_its_old_secret() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (id, old) = key(&house, &ada, &[Permission::ContactsRead]).await;
        let path = format!("/api/v1/api-keys/{id}/rotate");
        let rotate = |hours| ada.post(&path).set_json(json!({"overlap_hours": hours}));
        assert_eq!(house.send(rotate(169)).await.status, 422);
        let new = house.send(rotate(2)).await;
        assert_eq!(new.body["key"]["id"], id.as_str());
        let new = new.body["secret"].as_str().unwrap().to_owned();
        assert_eq!((search(&house, &old).await, search(&house, &new).await), (200, 200));
        house.wait(2 * 3_600);
        // The page's token has had its time, too.
        let ada = house.send(crate::house::login("ada@example.com", crate::house::PASSWORD)).await;
        let ada = ada.person();
        assert_eq!((search(&house, &old).await, search(&house, &new).await), (401, 200));
        let gone = ada.delete(&format!("/api/v1/api-keys/{id}"), "");
        assert_eq!(house.send(gone).await.status, 204);
        assert_eq!(search(&house, &new).await, 401);
    }
}

#[actix_web::test]
async fn a_key_expires_and_cannot_be_made_for_ever() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let make = |days: u32| {
            let body = json!({"name": "K", "scopes": ["contacts:read"], "expires_in_days": days});
            ada.post("/api/v1/api-keys").set_json(body)
        };
        for days in [0, 366] {
            let reply = house.send(make(days)).await;
            assert_eq!(reply.body["errors"][0]["field"], "expires_in_days");
        }
        let made = house.send(make(1)).await.body;
        let secret = made["secret"].as_str().unwrap();
        house.wait(24 * 3_600 - 10);
        assert_eq!(search(&house, secret).await, 200);
        house.wait(10);
        assert_eq!(search(&house, secret).await, 401);
    }
}

#[actix_web::test]
async fn a_key_has_no_more_than_its_maker() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for scope in ["keys:manage", "members:manage", "billing:manage"] {
            let body = json!({"name": "K", "scopes": [scope]});
            let reply = house.send(ada.post("/api/v1/api-keys").set_json(body)).await;
            assert_eq!(reply.body["errors"][0]["code"], "not_allowed", "{scope}");
        }
        let second = join(&house, &ada, "second", Role::OrganizationAdmin).await;
        let scopes = [Permission::ContactsRead, Permission::ImportsStage];
        let (_, secret) = key(&house, &second, &scopes).await;
        let imports = || bearer(&secret).get("/api/v1/imports");
        assert_eq!(house.send(imports()).await.status, 200);
        let path = format!("/api/v1/members/{}", user(&house, &second).await);
        let demote = ada.patch(&path, "").set_json(json!({"role": "viewer"}));
        assert_eq!(house.send(demote).await.status, 200);
        assert_eq!(house.send(imports()).await.status, 403);
        assert_eq!(search(&house, &secret).await, 200);
        assert_eq!(house.send(ada.delete(&path, "")).await.status, 204);
        assert_eq!(search(&house, &secret).await, 401, "it is revoked, for good");
    }
}
