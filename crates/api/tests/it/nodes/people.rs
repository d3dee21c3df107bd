use futures_util::future::join_all;
use serde_json::json;

use super::Sent;
use crate::house::{PASSWORD, houses, login, post};

#[actix_web::test]
async fn a_session_that_one_ends_is_over_at_the_other() {
    for house in houses().await {
        let fellow = house.fellow().await;
        let ada = house.sign_up("ada@example.com").await;
        assert_eq!(fellow.send(ada.get("/api/v1/me")).await.status, 200);
        let second = fellow.send(login("ada@example.com", PASSWORD)).await.person();
        assert_eq!(house.send(second.get("/api/v1/me")).await.status, 200);
        assert_eq!(house.send(ada.delete("/api/v1/me/sessions", "")).await.status, 204);
        assert_eq!(fellow.send(second.get("/api/v1/me")).await.status, 401, "at once");

        let refresh = || post("/api/v1/auth/refresh").insert_header(("Cookie", ada.cookie.clone()));
        let (here, there) = (refresh(), refresh());
        let sent: [Sent<'_>; 2] = [Box::pin(house.send(here)), Box::pin(fellow.send(there))];
        let replies = join_all(sent).await;
        assert!(replies.iter().all(|reply| reply.status == 200), "two tabs may race");
        assert_eq!(replies[0].cookie(), replies[1].cookie(), "and get the same successor");
        house.wait(60);
        let reused = fellow.send(refresh()).await;
        assert_eq!((reused.status.as_u16(), reused.code()), (401, "session_ended"));
        let owner = replies[0].person();
        assert_eq!(house.send(owner.get("/api/v1/me")).await.status, 401, "a copy ends it");
    }
}

#[actix_web::test]
async fn guesses_at_both_count_together() {
    for house in houses().await {
        let fellow = house.fellow().await;
        house.sign_up("ada@example.com").await;
        let guess = || login("ada@example.com", "not this one");
        let guesses: Vec<_> = (0..16).map(|_| guess()).collect();
        let sent: Vec<Sent<'_>> = guesses
            .into_iter()
            .enumerate()
            .map(|(number, guess)| -> Sent<'_> {
                if number % 2 == 0 {
                    Box::pin(house.send(guess))
                } else {
                    Box::pin(fellow.send(guess))
                }
            })
            .collect();
        let replies = join_all(sent).await;
        let count = |status| replies.iter().filter(|reply| reply.status == status).count();
        assert_eq!((count(401), count(429)), (5, 11), "five are free, wherever they are made");
        let right = fellow.send(login("ada@example.com", PASSWORD)).await;
        assert_eq!(right.status, 429, "the right one waits as well");
    }
}

#[actix_web::test]
async fn an_invitation_is_accepted_once() {
    for house in houses().await {
        let fellow = house.fellow().await;
        let ada = house.sign_up("ada@example.com").await;
        let body = json!({"email": "grace@example.com", "role": "member"});
        let made = fellow.send(ada.post("/api/v1/invitations").set_json(&body)).await;
        assert_eq!(made.status, 201);
        let again = house.send(ada.post("/api/v1/invitations").set_json(&body)).await;
        assert_ne!(again.status, 500, "{}", again.body);
        let token = house.token("grace@example.com");
        let body =
            json!({"token": token, "name": "Grace Hopper", "password": "a compiler of words"});
        let accept = || post("/api/v1/invitations/accept").set_json(&body);
        let (here, there) = (accept(), accept());
        let sent: [Sent<'_>; 2] = [Box::pin(house.send(here)), Box::pin(fellow.send(there))];
        let replies = join_all(sent).await;
        let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses[0], 200, "{statuses:?}");
        assert!([401, 410, 422].contains(&statuses[1]), "{statuses:?}");
        let members = house.send(ada.get("/api/v1/members")).await.body;
        assert_eq!(members["members"].as_array().unwrap().len(), 2);
    }
}

#[actix_web::test]
async fn a_role_and_a_key_that_one_takes_away_are_gone_at_the_other() {
    for house in houses().await {
        let fellow = house.fellow().await;
        let ada = house.sign_up("ada@example.com").await;
        let body = json!({"name": "sync", "scopes": ["contacts:read"]});
        let made = house.send(ada.post("/api/v1/api-keys").set_json(body)).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let secret = made.body["secret"].as_str().unwrap().to_owned();
        let key = crate::house::Person { token: secret, cookie: String::new() };
        let search = || key.get("/api/v1/contacts/search");
        assert_eq!(fellow.send(search()).await.status, 200);
        let id = made.body["key"]["id"].as_str().or(made.body["id"].as_str()).unwrap();
        let path = format!("/api/v1/api-keys/{id}");
        assert_eq!(house.send(ada.delete(&path, "")).await.status, 204);
        assert_eq!(fellow.send(search()).await.status, 401);
    }
}
