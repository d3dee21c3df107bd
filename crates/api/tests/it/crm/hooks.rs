//! What the CRM's side tells.

use actix_web::http::header;
use actix_web::test::TestRequest;
use fake_crm::{CLIENT_ID, COMPANY, LOCATION, Webhook};
use serde_json::json;

use super::{connected, places, show};
use crate::house::{House, post};

fn hook(webhook: &Webhook) -> TestRequest {
    post("/api/v1/hooks/crm")
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .insert_header(("x-ghl-signature", webhook.signature.clone()))
        .set_payload(webhook.body.clone())
}

async fn status(house: &House, webhook: &Webhook) -> u16 {
    house.send(hook(webhook)).await.status.as_u16()
}

#[actix_web::test]
async fn an_uninstall_takes_the_tokens_of_the_location_or_the_company() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let other = fake.change(|world| world.uninstall_webhook(Some("LocElsewhere")));
        assert_eq!(status(&house, &other).await, 204);
        assert_eq!(show(&house, &ada).await["connection"]["state"], "connected");
        for location in [Some(LOCATION), None] {
            super::connect(&house, &ada, LOCATION).await;
            let webhook = fake.change(|world| world.uninstall_webhook(location));
            assert_eq!(status(&house, &webhook).await, 204);
            let connection = show(&house, &ada).await["connection"].clone();
            assert_eq!(connection["state"], "disconnected");
            assert!(connection["trouble"].as_str().unwrap().contains("uninstalled"));
            assert_eq!(connection["expires_at"], json!(null));
            // It may come again.
            assert_eq!(status(&house, &webhook).await, 204);
        }
    }
}

#[actix_web::test]
async fn what_the_crm_did_not_sign_is_not_heard() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let good = fake.change(|world| world.uninstall_webhook(Some(LOCATION)));
        let changed =
            Webhook { body: good.body.replace("UNINSTALL", "UNINSTALL "), ..good.clone() };
        let unsigned = Webhook { signature: String::new(), ..good.clone() };
        let app = CLIENT_ID.split('-').next().unwrap();
        let of = |app: &str, time: &str| json!({"type": "UNINSTALL", "appId": app, "companyId": COMPANY, "timestamp": time});
        let old = fake.change(|world| world.sign(of(app, "2020-01-01T00:00:00Z").to_string()));
        let foreign =
            fake.change(|world| world.sign(of("other", "2026-01-01T00:00:00Z").to_string()));
        for webhook in [&changed, &unsigned, &old, &foreign] {
            assert_eq!(status(&house, webhook).await, 401);
        }
        let form = fake.change(|world| world.sign("[]".to_owned()));
        assert_eq!(status(&house, &form).await, 400);
        assert_eq!(show(&house, &ada).await["connection"]["state"], "connected");
    }
}

/// The CRM sends it again until it is answered with success.
#[actix_web::test]
async fn a_webhook_whose_effect_failed_is_heard_when_it_comes_again() {
    for (fake, house) in places().await.into_iter().filter(|(_, house)| house.kind() == "sqlite") {
        let ada = connected(&house, "ada@example.com").await;
        let app = CLIENT_ID.split('-').next().unwrap();
        let body =
            json!({"type": "UNINSTALL", "appId": app, "locationId": LOCATION, "webhookId": "w1"});
        let webhook = fake.change(|world| world.sign(body.to_string()));
        let ban = "CREATE TRIGGER ban BEFORE UPDATE ON crm_connections BEGIN SELECT RAISE(ABORT, 'no'); END";
        db::testing::execute(house.db(), ban).unwrap();
        assert_eq!(status(&house, &webhook).await, 500);
        assert_eq!(show(&house, &ada).await["connection"]["state"], "connected");
        db::testing::execute(house.db(), "DROP TRIGGER ban").unwrap();
        assert_eq!(status(&house, &webhook).await, 204);
        assert_eq!(show(&house, &ada).await["connection"]["state"], "disconnected");
    }
}

#[actix_web::test]
async fn a_webhook_with_a_name_is_heard_once() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let app = CLIENT_ID.split('-').next().unwrap();
        let body =
            json!({"type": "UNINSTALL", "appId": app, "locationId": LOCATION, "webhookId": "w1"});
        let webhook = fake.change(|world| world.sign(body.to_string()));
        assert_eq!(status(&house, &webhook).await, 204);
        assert_eq!(show(&house, &ada).await["connection"]["state"], "disconnected");
        super::connect(&house, &ada, LOCATION).await;
        assert_eq!(status(&house, &webhook).await, 204);
        assert_eq!(show(&house, &ada).await["connection"]["state"], "connected");
    }
}
