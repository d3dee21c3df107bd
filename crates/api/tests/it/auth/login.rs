use serde_json::json;

use crate::house::{houses, post};

#[actix_web::test]
async fn a_right_password_signs_in_and_a_wrong_one_tells_nothing() {
    for house in houses().await {
        house.sign_up("ada@example.com").await;
        let login = |email: &str, password: &str| {
            post("/api/v1/auth/login").set_json(json!({"email": email, "password": password}))
        };
        let right = house.send(login("ADA@example.com", "tall ships sail at noon")).await;
        assert_eq!(right.status, 200);
        let me = house.send(right.person().get("/api/v1/me")).await;
        assert_eq!(me.body["user"]["email"], "ada@example.com");

        let wrong = house.send(login("ada@example.com", "tall ships sail at nine")).await;
        let nobody = house.send(login("bob@example.com", "tall ships sail at noon")).await;
        let no_address = house.send(login("bob", "tall ships sail at noon")).await;
        let without_id = |mut body: serde_json::Value| {
            body["request_id"].take();
            body
        };
        assert_eq!((wrong.status.as_u16(), wrong.code()), (401, "wrong_credentials"));
        assert_eq!(without_id(wrong.body.clone()), without_id(nobody.body));
        assert_eq!(without_id(wrong.body), without_id(no_address.body));
    }
}

#[actix_web::test]
async fn without_a_token_or_with_a_broken_one_nothing_opens() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let mut forged = ada.clone();
        forged.token.truncate(forged.token.len() - 4);
        let anonymous = actix_web::test::TestRequest::get().uri("/api/v1/me");
        for request in [anonymous, forged.get("/api/v1/me")] {
            let reply = house.send(request).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (401, "not_signed_in"));
            assert_eq!(reply.header("www-authenticate"), "Bearer");
        }
    }
}
