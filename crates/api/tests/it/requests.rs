use serde_json::Value;

use crate::house::houses;

#[actix_web::test]
async fn requests_are_listed_without_what_was_in_them() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        house.send(ada.get("/api/v1/contacts/search?q=secret%20lover")).await;
        let missing = ada.get("/api/v1/contacts/con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b");
        let missing = house.send(missing).await;
        house.send(eve.get("/api/v1/me")).await;
        let list = house.send(ada.get("/api/v1/requests")).await.body;
        let requests = list["requests"].as_array().unwrap();
        assert_eq!(requests.len(), 2, "nobody else's, and not the one that asks: {list}");
        assert_eq!(requests[0]["route"], "/api/v1/contacts/{id}");
        assert_eq!(requests[0]["status"], 404);
        assert_eq!(requests[0]["id"], missing.header("x-request-id"));
        assert_eq!(requests[0]["actor_name"], "Ada Lovelace");
        assert!(requests[0]["milliseconds"].as_f64().unwrap() > 0.0);
        assert!(!list.to_string().contains("secret"), "{list}");

        let failed = house.send(ada.get("/api/v1/requests?status=failed")).await.body;
        assert_eq!(failed["requests"].as_array().unwrap().len(), 1);
        let mut cursor = String::new();
        let mut seen = 0;
        loop {
            let path = format!("/api/v1/requests?status=ok&limit=1&cursor={cursor}");
            let page = house.send(ada.get(&path)).await.body;
            seen += page["requests"].as_array().map_or(0, Vec::len);
            match &page["next_cursor"] {
                Value::String(next) if seen < 3 => cursor = next.clone(),
                _ => break,
            }
        }
        assert!(seen >= 3, "{seen}");
    }
}
