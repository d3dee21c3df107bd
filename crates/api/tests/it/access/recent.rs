//! Who was let in a moment ago.

use domain::access::Permission;

use super::callers::key;
use crate::house::{House, Person, houses};

async fn search(house: &House, secret: &str) -> u16 {
    let key = Person { token: secret.to_owned(), cookie: String::new() };
    house.send(key.get("/api/v1/contacts/search")).await.status.as_u16()
}

/// A key that its caller is remembered with: the first use is noted, which is a write.
async fn key_in_use(house: &House, owner: &Person) -> (String, String) {
    let (id, secret) = key(house, owner, &[Permission::ContactsRead]).await;
    for _ in 0..2 {
        assert_eq!(search(house, &secret).await, 200);
    }
    (id, secret)
}

#[actix_web::test]
async fn who_was_let_in_a_moment_ago_is_not_when_that_has_changed() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (id, secret) = key_in_use(&house, &ada).await;
        let gone = house.send(ada.delete(&format!("/api/v1/api-keys/{id}"), "")).await;
        assert_eq!(gone.status, 204);
        assert_eq!(search(&house, &secret).await, 401);
        assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 200);
        let out = ada.post("/api/v1/auth/logout").insert_header(("Cookie", ada.cookie.as_str()));
        let out = house.send(out).await;
        assert!(out.status.is_success(), "{}", out.status);
        assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 401);
    }
}

#[actix_web::test]
async fn what_another_process_writes_acts_within_a_second() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (_, secret) = key_in_use(&house, &ada).await;
        // As the owner of the tables, of whose writes this process does not hear.
        db::testing::execute(house.db(), "UPDATE members SET status = 'suspended'").unwrap();
        let still = if house.kind() == "sqlite" { 200 } else { 403 };
        assert_eq!(search(&house, &secret).await, still);
        house.tick(1);
        assert_eq!(search(&house, &secret).await, 403);
    }
}
