use serde_json::json;

use crate::house::{House, PASSWORD, Person, Reply, houses, login, post};

async fn invite(house: &House, admin: &Person, email: &str, role: &str) -> Reply {
    let body = json!({"email": email, "role": role});
    house.send(admin.post("/api/v1/invitations").set_json(body)).await
}

#[actix_web::test]
async fn somebody_new_joins_by_mail_with_the_role_of_the_invitation() {
    for house in houses().await {
        let admin = house.sign_up("ada@example.com").await;
        let made = invite(&house, &admin, "Grace@Example.com", "manager").await;
        assert_eq!(made.status, 201, "{}", made.body);
        let token = house.token("grace@example.com");
        let preview = post("/api/v1/invitations/preview").set_json(json!({"token": token}));
        let preview = house.send(preview).await.body;
        assert_eq!(preview["organization"]["name"], "Analytical Engines");
        assert_eq!(
            (preview["role"].as_str(), preview["has_account"].as_bool()),
            (Some("manager"), Some(false))
        );
        let accept = |body| post("/api/v1/invitations/accept").set_json(body);
        let nameless = house.send(accept(json!({"token": token, "password": PASSWORD}))).await;
        assert_eq!(nameless.body["errors"][0]["field"], "name");
        let body =
            json!({"token": token, "name": "Grace Hopper", "password": "a compiler of words"});
        let joined = house.send(accept(body.clone())).await;
        assert_eq!(joined.status, 200, "{}", joined.body);
        assert_eq!(joined.body["me"]["role"], "manager");
        assert_eq!(joined.body["me"]["account"]["email_verified"], true);
        assert_eq!(house.send(accept(body)).await.status, 410, "once");
        let open = house.send(admin.get("/api/v1/invitations")).await.body;
        assert_eq!(open["invitations"].as_array().unwrap().len(), 0);
    }
}

#[actix_web::test]
async fn somebody_known_joins_with_their_password_or_their_session() {
    for house in houses().await {
        let admin = house.sign_up("ada@example.com").await;
        let grace = house.sign_up("grace@example.com").await;
        house.sign_up("alan@example.com").await;
        let accept = |body| post("/api/v1/invitations/accept").set_json(body);
        invite(&house, &admin, "grace@example.com", "member").await;
        let token = house.token("grace@example.com");
        // Who is signed in as somebody else is told so, and uses nothing up.
        let other = house.send(login("alan@example.com", PASSWORD)).await.person();
        let wrong = other.post("/api/v1/invitations/accept").set_json(json!({"token": token}));
        let wrong = house.send(wrong).await;
        assert_eq!((wrong.status.as_u16(), wrong.code()), (403, "wrong_person"));
        let guess = house.send(accept(json!({"token": token, "password": "not this one"}))).await;
        assert_eq!((guess.status.as_u16(), guess.code()), (401, "wrong_credentials"));

        let own = grace.post("/api/v1/invitations/accept").set_json(json!({"token": token}));
        let joined = house.send(own).await;
        assert_eq!(joined.status, 200, "{}", joined.body);
        assert_eq!(joined.body["me"]["role"], "member");
        assert_eq!(joined.body["me"]["memberships"].as_array().unwrap().len(), 2);

        invite(&house, &admin, "alan@example.com", "viewer").await;
        let token = house.token("alan@example.com");
        let joined = house.send(accept(json!({"token": token, "password": PASSWORD}))).await;
        assert_eq!(joined.body["me"]["role"], "viewer");
        let again = invite(&house, &admin, "alan@example.com", "viewer").await;
        assert_eq!(again.body["errors"][0]["code"], "taken");
    }
}

#[actix_web::test]
async fn an_invitation_ends_by_time_by_hand_or_by_a_newer_one() {
    for house in houses().await {
        let admin = house.sign_up("ada@example.com").await;
        let accept = |token: &str| {
            let body = json!({"token": token, "name": "Grace", "password": "a compiler of words"});
            post("/api/v1/invitations/accept").set_json(body)
        };
        invite(&house, &admin, "grace@example.com", "viewer").await;
        let first = house.token("grace@example.com");
        let early = invite(&house, &admin, "grace@example.com", "member").await;
        assert_eq!((early.status.as_u16(), early.header("retry-after")), (429, "60"));
        house.wait(60);
        let second = invite(&house, &admin, "grace@example.com", "member").await;
        assert_eq!(house.send(accept(&first)).await.code(), "link_gone");
        let token = house.token("grace@example.com");
        let path = format!("/api/v1/invitations/{}", second.body["id"].as_str().unwrap());
        assert_eq!(house.send(admin.delete(&path, "")).await.status, 204);
        assert_eq!(house.send(accept(&token)).await.code(), "link_gone");

        house.wait(60);
        invite(&house, &admin, "grace@example.com", "member").await;
        let token = house.token("grace@example.com");
        house.wait(7 * 24 * 3_600);
        assert_eq!(house.send(accept(&token)).await.code(), "link_gone");
    }
}

#[actix_web::test]
async fn inviting_does_not_tell_who_has_an_account() {
    for house in houses().await {
        let admin = house.sign_up("ada@example.com").await;
        house.sign_up("grace@example.com").await;
        let known = invite(&house, &admin, "grace@example.com", "viewer").await;
        let unknown = invite(&house, &admin, "nobody@example.com", "viewer").await;
        let shape = |reply: &Reply| {
            let names: Vec<String> = reply.body.as_object().unwrap().keys().cloned().collect();
            (reply.status, names)
        };
        assert_eq!(shape(&known), shape(&unknown));
    }
}
