use actix_web::test::TestRequest;

use crate::house::{houses, post};

#[actix_web::test]
async fn unknown_routes_and_methods_are_problems_too() {
    for house in houses().await {
        let reply = house.send(TestRequest::get().uri("/api/v1/contcts")).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (404, "no_route"));
        let reply = house.send(TestRequest::delete().uri("/api/v1/me")).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (405, "method_not_allowed"));
        assert_eq!(reply.header("allow"), "GET, PATCH");
    }
}

#[actix_web::test]
async fn every_answer_is_protected_and_has_an_id() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for request in [
            ada.get("/api/v1/me"),
            TestRequest::get().uri("/api/v1/me"),
            TestRequest::get().uri("/nowhere.js"),
        ] {
            let reply = house.send(request).await;
            assert!(reply.header("x-request-id").starts_with("req_"));
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
            assert_eq!(reply.header("referrer-policy"), "no-referrer");
            assert!(reply.header("content-security-policy").starts_with("default-src 'none'"));
        }
        let reply = house.send(ada.get("/api/v1/me")).await;
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

#[actix_web::test]
async fn bodies_that_cannot_be_read_say_why() {
    for house in houses().await {
        let login = || post("/api/v1/auth/login");
        let json = ("Content-Type", "application/json");
        let reply = house.send(login().insert_header(json).set_payload("{\"email\": 1")).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "malformed_request"));
        let reply = house.send(login().set_payload("email=a")).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (415, "unsupported_media_type"));
        let long = format!("{{\"email\": \"{}\"}}", "a".repeat(300_000));
        let reply = house.send(login().insert_header(json).set_payload(long)).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (413, "too_large"));
    }
}

#[actix_web::test]
async fn the_service_tells_how_it_is() {
    for house in houses().await {
        house.sign_up("ada@example.com").await;
        assert_eq!(house.send(TestRequest::get().uri("/healthz")).await.status, 200);
        assert_eq!(house.send(TestRequest::get().uri("/readyz")).await.status, 200);
        let document = house.send(TestRequest::get().uri("/api/openapi.json")).await;
        assert_eq!(document.body["info"]["title"], "1CloudAI Business Contacts");
    }
}
