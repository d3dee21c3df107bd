use actix_web::test::TestRequest;
use futures_util::future::join_all;
use serde_json::json;

use crate::house::{House, PASSWORD, Person, hex, houses, post, upload};

fn create(person: &Person, key: &str, name: &str) -> TestRequest {
    person
        .post("/api/v1/contacts")
        .insert_header(("Idempotency-Key", key.to_owned()))
        .set_json(json!({"first_name": name}))
}

async fn contacts(house: &House, person: &Person) -> u64 {
    let found = house.send(person.get("/api/v1/contacts/search")).await;
    found.body["total"]["value"].as_u64().unwrap()
}

#[actix_web::test]
async fn fifty_equal_posts_at_once_have_one_effect_and_equal_answers() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let all = (0..50).map(|_| house.send(create(&ada, "one", "Grace")));
        let replies = join_all(all).await;
        let first = &replies[0];
        for reply in &replies {
            assert_eq!(reply.status, 201, "{}", reply.body);
            assert_eq!(reply.body, first.body);
            assert_eq!(reply.header("etag"), first.header("etag"));
        }
        let replayed =
            |reply: &&crate::house::Reply| reply.header("idempotency-replayed") == "true";
        assert_eq!(replies.iter().filter(replayed).count(), 49);
        assert_eq!(contacts(&house, &ada).await, 1);
        let log = house.send(ada.get("/api/v1/audit-events?action=contact.created")).await;
        assert_eq!(log.body["events"].as_array().unwrap().len(), 1);
    }
}

#[actix_web::test]
async fn another_body_is_refused_and_another_caller_route_or_day_is_another_request() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        let made = house.send(create(&ada, "one", "Grace")).await;
        let other = house.send(create(&ada, "one", "Alan")).await;
        assert_eq!((other.status.as_u16(), other.code()), (422, "idempotency_mismatch"));
        let hers = house.send(create(&eve, "one", "Grace")).await;
        assert_eq!(hers.status, 201);
        assert_ne!(hers.body["id"], made.body["id"]);
        let elsewhere = ada
            .post("/api/v1/invitations")
            .insert_header(("Idempotency-Key", "one"))
            .set_json(json!({"email": "g@example.com", "role": "viewer"}));
        assert_eq!(house.send(elsewhere).await.status, 201);
        for bad in ["", " ", &"x".repeat(256)] {
            let reply = house.send(create(&ada, bad, "Grace")).await;
            assert_eq!(reply.body["errors"][0]["field"], "Idempotency-Key", "{bad:?}");
        }
    }
}

#[actix_web::test]
async fn a_refusal_is_not_kept_and_a_secret_is_kept_sealed() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let wrong = house.send(create(&ada, "one", "")).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(house.send(create(&ada, "one", "Grace")).await.status, 201);

        let key = || {
            ada.post("/api/v1/api-keys")
                .insert_header(("Idempotency-Key", "two"))
                .set_json(json!({"name": "Sync", "scopes": ["contacts:read"]}))
        };
        let (first, second) = (house.send(key()).await, house.send(key()).await);
        assert_eq!(first.body, second.body);
        let keys = house.send(ada.get("/api/v1/api-keys")).await.body;
        assert_eq!(keys["keys"].as_array().unwrap().len(), 1);
        let secret = first.body["secret"].as_str().unwrap();
        let hex = hex(&secret.as_bytes()[20..40]);
        let all = format!("{:?}", db::testing::contents(house.db(), &[]).unwrap()).to_lowercase();
        assert!(!all.contains(&secret[20..40].to_lowercase()) && !all.contains(&hex));
    }
}

#[actix_web::test]
async fn signing_up_twice_by_accident_signs_in_once() {
    for house in houses().await {
        let sign_up = || {
            post("/api/v1/auth/signup").insert_header(("Idempotency-Key", "one")).set_json(json!({
                "email": "ada@example.com", "password": PASSWORD, "name": "Ada",
                "organization": "Engines",
            }))
        };
        let (first, second) = (house.send(sign_up()).await, house.send(sign_up()).await);
        assert_eq!((first.status, second.status), (second.status, first.status));
        assert_eq!(second.status, 201);
        assert_eq!(first.body, second.body);
        assert_eq!(first.cookie(), second.cookie());
    }
}

#[actix_web::test]
async fn an_upload_is_told_apart_by_its_file() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let send = |name: &str, content: &'static [u8]| {
            upload(&ada, name, content).insert_header(("Idempotency-Key", "one"))
        };
        let first = house.send(send("a.csv", b"Name\nAda\n")).await;
        assert_eq!(first.status, 201, "{}", first.body);
        let second = house.send(send("a.csv", b"Name\nAda\n")).await;
        assert_eq!(first.body, second.body);
        for (name, content) in [("b.csv", &b"Name\nAda\n"[..]), ("a.csv", b"Name\nBob\n")] {
            let other = house.send(send(name, content)).await;
            assert_eq!((other.status.as_u16(), other.code()), (422, "idempotency_mismatch"));
        }
        let imports = house.send(ada.get("/api/v1/imports")).await.body;
        assert_eq!(imports["imports"].as_array().unwrap().len(), 1);
    }
}

#[actix_web::test]
async fn an_answer_that_opens_a_session_goes_to_its_own_cookie_only() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let bob = house.sign_up("bob@example.com").await;
        let refresh = |person: &Person| {
            post("/api/v1/auth/refresh")
                .insert_header(("Cookie", person.cookie.clone()))
                .insert_header(("Idempotency-Key", "one"))
        };
        let first = house.send(refresh(&ada)).await;
        assert_eq!(first.status, 200);
        let again = house.send(refresh(&ada)).await;
        assert_eq!((again.header("idempotency-replayed"), &again.body), ("true", &first.body));
        let other = house.send(refresh(&bob)).await.person();
        let me = house.send(other.get("/api/v1/me")).await.body;
        assert_eq!(me["user"]["email"], "bob@example.com");
        let nobody = post("/api/v1/auth/refresh").insert_header(("Idempotency-Key", "one"));
        assert_eq!(house.send(nobody).await.status, 401);
    }
}
