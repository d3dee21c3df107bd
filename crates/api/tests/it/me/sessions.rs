use serde_json::json;

use crate::access::callers::{join, organization};
use crate::house::{PASSWORD, Person, houses, login, post};
use domain::access::Role;

#[actix_web::test]
async fn sessions_are_listed_with_their_device_and_ended_one_by_one() {
    for house in houses().await {
        let here = house.sign_up("ada@example.com").await;
        let phone = "Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1";
        let there = login("ada@example.com", PASSWORD)
            .insert_header(("User-Agent", phone))
            .insert_header(("X-Forwarded-For", "192.0.2.7"));
        let there = house.send(there).await.person();
        let list = house.send(here.get("/api/v1/me/sessions")).await.body;
        let sessions = list["sessions"].as_array().unwrap();
        assert_eq!(sessions.len(), 2);
        let other = sessions.iter().find(|session| session["current"] == false).unwrap();
        assert_eq!(other["device"], "Safari on iPhone");
        assert_eq!(other["address"], "192.0.2.7");

        let bob = house.sign_up("bob@example.com").await;
        let path = format!("/api/v1/me/sessions/{}", other["id"].as_str().unwrap());
        assert_eq!(house.send(bob.delete(&path, "")).await.status, 404);
        assert_eq!(house.send(here.delete(&path, "")).await.status, 204);
        assert_eq!(house.send(here.delete(&path, "")).await.status, 404);
        assert_eq!(house.send(there.get("/api/v1/me")).await.status, 401);

        let third = house.send(login("ada@example.com", PASSWORD)).await.person();
        assert_eq!(house.send(here.delete("/api/v1/me/sessions", "")).await.status, 204);
        assert_eq!(house.send(third.get("/api/v1/me")).await.status, 401);
        assert_eq!(house.send(here.get("/api/v1/me")).await.status, 200);
        assert_eq!(house.send(bob.get("/api/v1/me")).await.status, 200);
    }
}

#[actix_web::test]
async fn switching_moves_the_session_and_ends_the_token_of_before() {
    for house in houses().await {
        let admin = house.sign_up("founder@example.com").await;
        let there = join(&house, &admin, "member", Role::Member).await;
        let shared = organization(&house, &admin).await;
        assert_eq!(organization(&house, &there).await, shared);
        let me = house.send(there.get("/api/v1/me")).await.body;
        assert_eq!(me["role"], "member");
        let own = me["memberships"]
            .as_array()
            .unwrap()
            .iter()
            .map(|place| place["organization"]["id"].as_str().unwrap().to_owned())
            .find(|id| *id != shared.to_string())
            .unwrap();
        let back = there.post("/api/v1/me/organization").set_json(json!({"organization": own}));
        let back = house.send(back).await;
        assert_eq!(back.status, 200);
        assert_eq!(back.body["me"]["role"], "organization_admin");
        assert_eq!(house.send(there.get("/api/v1/me")).await.status, 401);
        assert!(back.headers.get("set-cookie").is_none(), "a token is worth no cookie");
        let token = back.body["access_token"].as_str().unwrap().to_owned();
        let moved = Person { token, cookie: there.cookie.clone() };
        assert_eq!(house.send(moved.get("/api/v1/me")).await.status, 200);
        let refresh = post("/api/v1/auth/refresh").insert_header(("Cookie", there.cookie.clone()));
        let refreshed = house.send(refresh).await;
        assert_eq!(refreshed.body["me"]["role"], "organization_admin", "{}", refreshed.body);
    }
}
