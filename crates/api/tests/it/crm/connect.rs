//! Setting out, coming back, and what is not kept.

use domain::access::Role;
use fake_crm::LOCATION;
use serde_json::json;

use super::{
    CHOSEN, CONNECTION, ask, choose, come_back, confirm, connect, connected, consent, places,
    set_out, show,
};
use crate::access::callers::join;
use crate::house::{PASSWORD, houses, login};

#[actix_web::test]
async fn a_consent_becomes_a_connection_once() {
    for (_fake, house) in places().await {
        let ada = house.sign_up("ada@example.com").await;
        let before = show(&house, &ada).await;
        assert_eq!((&before["configured"], &before["connection"]), (&json!(true), &json!(null)));
        let (url, cookie) = set_out(&house, &ada).await;
        for part in
            ["contacts.readonly+contacts.write+locations.readonly", "state=", "response_type=code"]
        {
            assert!(
                url.contains(part) || url.contains(&part.replace('+', "%20")),
                "{part} in {url}"
            );
        }
        let back = consent(&url, LOCATION).await;
        assert_eq!(come_back(&house, &back, &cookie).await, CHOSEN);
        // Which location it is and what its rule is stand there before it is connected.
        let connection = show(&house, &ada).await["connection"].clone();
        assert_eq!(connection["state"], "chosen");
        assert_eq!(connection["location"], LOCATION);
        assert_eq!(connection["location_name"], "Northwind Sales");
        assert_eq!(connection["allows_duplicates"], false);
        assert_eq!(connection["scopes"].as_array().unwrap().len(), 3);
        let push = ask(&house, &ada, json!({"search": "q=ada"})).await;
        assert_eq!(push.code(), "crm_not_connected");
        assert!(push.text.contains("has to be confirmed first"), "{}", push.text);
        assert_eq!(confirm(&house, &ada, "another").await.code(), "wrong_state");
        assert_eq!(confirm(&house, &ada, LOCATION).await.body["state"], "connected");
        assert_eq!(confirm(&house, &ada, LOCATION).await.code(), "wrong_state");
        assert_eq!(show(&house, &ada).await["connection"]["state"], "connected");
        // The way back works once.
        assert_eq!(come_back(&house, &back, &cookie).await, "/settings/crm?error=start_again");
    }
}

#[actix_web::test]
async fn whoever_did_not_set_out_comes_back_in_vain() {
    for (_fake, house) in places().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        let again = "/settings/crm?error=start_again";
        let (url, cookie) = set_out(&house, &ada).await;
        let back = consent(&url, LOCATION).await;
        // Without the cookie, with another browser's, without or with another state, too late.
        assert_eq!(come_back(&house, &back, "a=b").await, again);
        let (_, other) = set_out(&house, &eve).await;
        assert_eq!(come_back(&house, &back, &other).await, again);
        assert_eq!(come_back(&house, "/api/v1/crm/callback?code=x", &cookie).await, again);
        let path = "/api/v1/crm/callback?code=x&state=x";
        assert_eq!(come_back(&house, path, &cookie).await, again);
        house.wait(601);
        assert_eq!(come_back(&house, &back, &cookie).await, again);
        // Signed out meanwhile.
        let ada = house.send(login("ada@example.com", PASSWORD)).await.person();
        let (url, cookie) = set_out(&house, &ada).await;
        let back = consent(&url, LOCATION).await;
        let session = house.send(ada.get("/api/v1/me/sessions")).await.body;
        for one in session["sessions"].as_array().unwrap() {
            let path = format!("/api/v1/me/sessions/{}", one["id"].as_str().unwrap());
            house.send(ada.delete(&path, "")).await;
        }
        assert_eq!(come_back(&house, &back, &cookie).await, again);
        let ada = house.send(login("ada@example.com", PASSWORD)).await.person();
        assert_eq!(show(&house, &ada).await["connection"], json!(null));
    }
}

#[actix_web::test]
async fn what_cannot_be_used_is_not_kept() {
    for (fake, house) in places().await {
        let ada = house.sign_up("ada@example.com").await;
        let error = async |choice: &str| choose(&house, &ada, choice).await;
        assert_eq!(error("deny").await, "/settings/crm?error=denied");
        fake.change(|world| world.settings.company_tokens = true);
        assert_eq!(error("company").await, "/settings/crm?error=not_a_location");
        fake.change(|world| {
            world.settings.scopes = Some(vec!["contacts.readonly".to_owned()]);
        });
        assert_eq!(error(LOCATION).await, "/settings/crm?error=missing_rights");
        fake.change(|world| world.settings.scopes = None);
        assert_eq!(show(&house, &ada).await["connection"], json!(null));
    }
}

#[actix_web::test]
async fn one_location_belongs_to_one_organization() {
    for (_fake, house) in places().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        // Of two who have chosen it, the one who confirms first has it.
        assert_eq!(choose(&house, &eve, LOCATION).await, CHOSEN);
        connect(&house, &ada, LOCATION).await;
        assert_eq!(confirm(&house, &eve, LOCATION).await.code(), "wrong_state");
        assert_eq!(show(&house, &eve).await["connection"]["state"], "chosen");
        assert_eq!(house.send(eve.delete(CONNECTION, "")).await.status, 200);
        let taken = choose(&house, &eve, LOCATION).await;
        assert_eq!(taken, "/settings/crm?error=location_taken");
        assert_eq!(show(&house, &eve).await["connection"]["state"], "disconnected");
        // One that works is not given up for another.
        let elsewhere = choose(&house, &ada, "LocNorthwindSupport2").await;
        assert_eq!(elsewhere, "/settings/crm?error=other_location");
        assert_eq!(show(&house, &ada).await["connection"]["location"], LOCATION);
        let gone = house.send(ada.delete(CONNECTION, "")).await;
        assert_eq!(gone.status, 200, "{}", gone.body);
        assert_eq!(gone.body["connection"]["state"], "disconnected");
        assert!(gone.body["advice"].as_str().unwrap().contains("uninstall"));
        connect(&house, &eve, LOCATION).await;
    }
}

#[actix_web::test]
async fn only_an_admin_connects_and_without_a_configuration_nobody() {
    for (_fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let max = join(&house, &ada, "max", Role::Manager).await;
        assert_eq!(show(&house, &max).await["connection"]["state"], "connected");
        for request in [max.post("/api/v1/crm/connect"), max.delete(CONNECTION, "")] {
            assert_eq!(house.send(request).await.code(), "not_permitted");
        }
    }
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let shown = show(&house, &ada).await;
        assert_eq!(shown["configured"], false);
        assert_eq!(shown["missing"], json!(["CRM_CLIENT_ID", "CRM_CLIENT_SECRET"]));
        let refused = house.send(ada.post("/api/v1/crm/connect")).await;
        assert_eq!(refused.code(), "crm_not_connected");
    }
}

#[actix_web::test]
async fn a_token_is_nowhere_but_under_its_seal() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let sealed = house.rotate_keys();
        assert!(sealed.1 >= 2, "both tokens are sealed anew: {sealed:?}");
        let tokens = fake.change(|world| world.every_token());
        assert_eq!(tokens.len(), 2);
        let paths = [CONNECTION, "/api/v1/audit-events?limit=100", "/api/v1/crm/pushes"];
        for path in paths {
            let reply = house.send(ada.get(path)).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.body);
            for token in &tokens {
                assert!(!reply.text.contains(token), "{path}");
            }
        }
        let everything = db::testing::contents(house.db(), &[]).unwrap();
        for (table, rows) in everything {
            let rows = format!("{rows:?}");
            for token in &tokens {
                assert!(!rows.contains(token), "{table}");
                assert!(!rows.contains(&crate::house::hex(token.as_bytes())), "{table}");
            }
        }
    }
}
