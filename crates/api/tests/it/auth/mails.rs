use actix_web::test::TestRequest;
use serde_json::json;

use crate::house::{PASSWORD, houses, houses_by_mail, login, post};

const NEW: &str = "seven seas of rhye";

#[actix_web::test]
async fn an_address_is_confirmed_once_by_its_mail() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let token = house.token("ada@example.com");
        let verify =
            |token: &str| post("/api/v1/auth/email/verify").set_json(json!({"token": token}));
        let changed = format!("{}A", &token[..token.len() - 1]);
        assert_eq!(house.send(verify(&changed)).await.code(), "link_gone");
        // A link of another purpose is no link.
        let reset = json!({"token": token, "password": NEW});
        let reset = house.send(post("/api/v1/auth/password/reset").set_json(reset)).await;
        assert_eq!((reset.status.as_u16(), reset.code()), (410, "link_gone"));

        assert_eq!(house.send(verify(&token)).await.status, 204);
        assert_eq!(house.send(verify(&token)).await.status, 410);
        let me = house.send(ada.get("/api/v1/me")).await.body;
        assert_eq!(me["account"]["email_verified"], true);
    }
}

#[actix_web::test]
async fn a_new_password_by_mail_ends_every_session() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let forgot =
            |email: &str| post("/api/v1/auth/password/forgot").set_json(json!({"email": email}));
        let known = house.send(forgot("ada@example.com")).await;
        let unknown = house.send(forgot("nobody@example.com")).await;
        assert_eq!(known.status, 202);
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
        assert!(house.mails("nobody@example.com").is_empty());

        let token = house.token("ada@example.com");
        let reset = |password: &str| {
            let body = json!({"token": token, "password": password});
            post("/api/v1/auth/password/reset").set_json(body)
        };
        let weak = house.send(reset("password")).await;
        assert_eq!((weak.status.as_u16(), weak.code()), (422, "invalid_input"));
        assert_eq!(house.send(reset(NEW)).await.status, 204, "a weak one did not use it up");
        assert_eq!(house.send(reset(NEW)).await.status, 410);
        assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 401);
        assert_eq!(house.send(login("ada@example.com", PASSWORD)).await.status, 401);
        assert_eq!(house.send(login("ada@example.com", NEW)).await.status, 200);
        let last = house.mails("ada@example.com").pop().unwrap();
        assert!(last.contains("password"), "{last}");
        // The organization of the person hears of it.
        let ada = house.send(login("ada@example.com", NEW)).await.person();
        let log = house.send(ada.get("/api/v1/audit-events?action=auth.password_reset")).await.body;
        assert_eq!(log["events"].as_array().unwrap().len(), 1, "{log}");
    }
}

#[actix_web::test]
async fn a_link_expires_and_a_newer_one_replaces_it() {
    for house in houses().await {
        house.sign_up("ada@example.com").await;
        let forgot =
            || post("/api/v1/auth/password/forgot").set_json(json!({"email": "ada@example.com"}));
        let reset = |token: &str| {
            let body = json!({"token": token, "password": NEW});
            post("/api/v1/auth/password/reset").set_json(body)
        };
        house.send(forgot()).await;
        let first = house.token("ada@example.com");
        let mails = house.mails("ada@example.com").len();
        assert_eq!(house.send(forgot()).await.status, 202);
        assert_eq!(house.mails("ada@example.com").len(), mails, "nobody fills another's mailbox");
        house.wait(60);
        house.send(forgot()).await;
        let second = house.token("ada@example.com");
        assert_ne!(first, second);
        assert_eq!(house.send(reset(&first)).await.status, 410);
        house.wait(31 * 60);
        assert_eq!(house.send(reset(&second)).await.status, 410);
    }
}

#[actix_web::test]
async fn where_addresses_come_first_sign_up_tells_nobody_anything() {
    for house in houses_by_mail().await {
        let sign_up = |email: &str| {
            post("/api/v1/auth/signup").set_json(json!({
                "email": email, "password": PASSWORD, "name": "Ada", "organization": "Engines",
            }))
        };
        let first = house.send(sign_up("ada@example.com")).await;
        assert_eq!(first.status, 202);
        let second = house.send(sign_up("ada@example.com")).await;
        assert_eq!((first.status, &first.body), (second.status, &second.body));
        assert!(second.headers.get("set-cookie").is_none());
        let mails = house.mails("ada@example.com");
        assert_eq!(mails.len(), 2);
        assert!(mails[1].contains("already"), "{}", mails[1]);

        house.wait(60);
        let early = house.send(login("ada@example.com", PASSWORD)).await;
        assert_eq!((early.status.as_u16(), early.code()), (403, "email_not_verified"));
        let token = house.token("ada@example.com");
        let verify = post("/api/v1/auth/email/verify").set_json(json!({"token": token}));
        assert_eq!(house.send(verify).await.status, 204);
        assert_eq!(house.send(login("ada@example.com", PASSWORD)).await.status, 200);
    }
}

#[actix_web::test]
async fn the_owner_of_an_address_takes_over_what_a_stranger_began_with_it() {
    for house in houses().await {
        let stranger = house.sign_up("ada@example.com").await;
        let key = json!({"name": "Later", "scopes": ["contacts:read"]});
        let key = house.send(stranger.post("/api/v1/api-keys").set_json(key)).await;
        let secret = key.body["secret"].as_str().unwrap().to_owned();
        let search = || {
            let bearer = format!("Bearer {secret}");
            let search = TestRequest::get().uri("/api/v1/contacts/search");
            search.insert_header(("Authorization", bearer))
        };
        assert_eq!(house.send(search()).await.status, 200);

        let forgot = json!({"email": "ada@example.com"});
        house.send(post("/api/v1/auth/password/forgot").set_json(forgot)).await;
        let reset = json!({"token": house.token("ada@example.com"), "password": NEW});
        let reset = house.send(post("/api/v1/auth/password/reset").set_json(reset)).await;
        assert_eq!(reset.status, 204, "{}", reset.body);
        assert_eq!(house.send(search()).await.status, 401);
        assert_eq!(house.send(stranger.get("/api/v1/me")).await.status, 401);
    }
}
