use serde_json::json;

use crate::house::{PASSWORD, houses, login};

#[actix_web::test]
async fn a_new_password_signs_all_other_sessions_out() {
    for house in houses().await {
        let here = house.sign_up("ada@example.com").await;
        let there = house.send(login("ada@example.com", PASSWORD)).await.person();
        let change = |current: &str, new: &str| {
            here.post("/api/v1/me/password")
                .set_json(json!({"current_password": current, "new_password": new}))
        };
        let wrong = house.send(change("not this one", "seven seas of rhye")).await;
        assert_eq!(wrong.body["errors"][0]["field"], "current_password");
        let weak = house.send(change(PASSWORD, "12345678")).await;
        assert_eq!(weak.body["errors"][0]["field"], "new_password");
        assert_eq!(house.send(there.get("/api/v1/me")).await.status, 200);

        assert_eq!(house.send(change(PASSWORD, "seven seas of rhye")).await.status, 204);
        assert_eq!(house.send(here.get("/api/v1/me")).await.status, 200);
        assert_eq!(house.send(there.get("/api/v1/me")).await.status, 401);
        assert_eq!(house.send(login("ada@example.com", PASSWORD)).await.status, 401);
        let mails = house.mails("ada@example.com");
        assert!(mails.last().unwrap().contains("password"), "{mails:?}");
    }
}
