use serde_json::json;

use crate::house::houses;

#[actix_web::test]
async fn settings_are_changed_one_by_one() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let change = |body| ada.patch("/api/v1/organization", "").set_json(body);
        let renamed = house.send(change(json!({"name": "  Difference   Engines "}))).await;
        assert_eq!(renamed.body["name"], "Difference Engines");
        assert_eq!(renamed.body["requires_second_factor"], false);
        let empty = house.send(change(json!({"name": " "}))).await;
        assert_eq!(empty.body["errors"][0]["field"], "name");
        let me = house.send(ada.get("/api/v1/me")).await.body;
        assert_eq!(me["organization"]["name"], "Difference Engines");
        let page = house.send(ada.get("/api/v1/audit-events?action=organization.changed")).await;
        let events = page.body["events"].as_array().unwrap().clone();
        assert_eq!(events.len(), 1, "what changed nothing is no event");
        assert_eq!(events[0]["detail"], json!({"renamed": true}));
    }
}
