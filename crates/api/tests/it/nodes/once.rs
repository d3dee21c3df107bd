use futures_util::future::join_all;
use serde_json::json;

use super::Sent;
use crate::house::houses;

#[actix_web::test]
async fn the_same_request_at_both_has_one_effect_and_one_answer() {
    for house in houses().await {
        let fellow = house.fellow().await;
        let ada = house.sign_up("ada@example.com").await;
        for round in 0..5 {
            let body = json!({"full_name": format!("Grace Hopper {round}")});
            let request = || {
                let request = ada.post("/api/v1/contacts").set_json(&body);
                request.insert_header(("Idempotency-Key", format!("key {round}")))
            };
            let (here, there) = (request(), request());
            let (third, fourth) = (request(), request());
            let sent: [Sent<'_>; 4] = [
                Box::pin(house.send(here)),
                Box::pin(fellow.send(there)),
                Box::pin(house.send(third)),
                Box::pin(fellow.send(fourth)),
            ];
            let replies = join_all(sent).await;
            let first = replies[0].body["id"].as_str().unwrap();
            assert!(replies.iter().all(|reply| reply.status == 201), "{:?}", replies[1].body);
            assert!(replies.iter().all(|reply| reply.body["id"] == first));
            let replayed =
                replies.iter().filter(|reply| reply.header("idempotency-replayed") == "true");
            assert_eq!(replayed.count(), 3);
        }
        let found = fellow.send(ada.get("/api/v1/contacts/search?q=grace")).await.body;
        assert_eq!(found["total"]["value"], 5, "{found}");
    }
}

#[actix_web::test]
async fn what_one_was_told_the_other_finds() {
    for house in houses().await {
        let fellow = house.fellow().await;
        let ada = house.sign_up("ada@example.com").await;
        for round in 0..10 {
            let name = format!("Ishmael{round}");
            let body = json!({"full_name": name});
            let made = fellow.send(ada.post("/api/v1/contacts").set_json(body)).await;
            assert_eq!(made.status, 201);
            let search = ada.get(&format!("/api/v1/contacts/search?q={name}"));
            let found = house.send(search).await;
            assert_eq!(found.body["total"]["value"], 1, "{name}: {}", found.body);
        }
    }
}
