use domain::access::Role;
use serde_json::json;

use crate::access::callers::{join, user};
use crate::house::{House, PASSWORD, Person, Reply, houses, login};

async fn delete(house: &House, person: &Person, typed: &str) -> Reply {
    let body = json!({"confirmation": typed});
    house.send(person.post("/api/v1/me/deletion").set_json(body)).await
}

#[actix_web::test]
async fn an_account_goes_with_the_records_of_an_organization_of_its_own() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for name in ["Grace", "Alan"] {
            let body = json!({"first_name": name});
            house.send(ada.post("/api/v1/contacts").set_json(body)).await;
        }
        let wrong = delete(&house, &ada, "not this one").await;
        assert_eq!(wrong.body["errors"][0]["field"], "confirmation");
        assert_eq!(delete(&house, &ada, PASSWORD).await.status, 204);
        assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 401);
        assert_eq!(house.send(login("ada@example.com", PASSWORD)).await.status, 401);
        house.work();
        let left = db::testing::contents(house.db(), &[]).unwrap();
        assert_eq!(left["contacts"], "");
        for table in ["users", "organizations", "sessions", "links", "requests"] {
            assert!(!left[table].contains("ada@example.com"), "{table}");
            assert!(!left[table].contains("Analytical"), "{table}");
        }
        // The address is free for a new start.
        house.sign_up("ada@example.com").await;
    }
}

#[actix_web::test]
async fn the_last_admin_of_others_stays() {
    for house in houses().await {
        let admin = house.sign_up("founder@example.com").await;
        let member = join(&house, &admin, "member", Role::Member).await;
        let refused = delete(&house, &admin, PASSWORD).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (409, "last_admin"));
        assert_eq!(house.send(admin.get("/api/v1/me")).await.status, 200);
        let path = format!("/api/v1/members/{}", user(&house, &member).await);
        let promote = admin.patch(&path, "").set_json(json!({"role": "organization_admin"}));
        assert_eq!(house.send(promote).await.status, 200);
        assert_eq!(delete(&house, &admin, PASSWORD).await.status, 204);
        let members = house.send(member.get("/api/v1/members")).await.body;
        assert_eq!(members["members"].as_array().unwrap().len(), 1);
    }
}
