use domain::access::Role;
use serde_json::{Value, json};

use super::{PATH, names, patch, save};
use crate::access::callers::{join, user};
use crate::house::{PASSWORD, houses};

const DAY: i64 = 24 * 3_600;

#[actix_web::test]
async fn a_search_is_kept_in_one_form_and_changed() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let body = json!({"name": "  VPs ", "query": "?country=-US&q=vp%20x&cursor=abc&limit=7", "columns": ["name", "city"], "density": "compact", "is_default": true});
        let made = house.send(ada.post(PATH).set_json(body)).await;
        assert_eq!(made.status, 201, "{}", made.body);
        assert_eq!(made.body["name"], "VPs");
        assert_eq!(made.body["query"], "q=vp+x&country=-US");
        assert_eq!(made.body["visibility"], "personal");
        assert_eq!(made.body["columns"], json!(["name", "city"]));
        assert_eq!(made.body["owner"]["name"], "Ada Lovelace");
        assert_eq!((&made.body["is_default"], &made.body["changes"]), (&json!(true), &Value::Null));

        let path = format!("{PATH}/{}", made.body["id"].as_str().unwrap());
        let changed = patch(&house, &ada, &path, json!({"name": "Chiefs", "columns": null})).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        assert_eq!(
            (&changed.body["name"], &changed.body["columns"]),
            (&json!("Chiefs"), &Value::Null)
        );
        assert_eq!(changed.body["query"], "q=vp+x&country=-US", "what is absent stays");
        let shown = house.send(ada.get(&path)).await;
        assert_eq!(shown.body, changed.body);

        // One opens first.
        let other = save(&house, &ada, "Advisers", "q=adviser", "personal").await;
        patch(&house, &ada, &other, json!({"is_default": true})).await;
        assert_eq!(house.send(ada.get(&path)).await.body["is_default"], false);
        assert_eq!(names(&house, &ada).await, ["Advisers", "Chiefs"]);
    }
}

#[actix_web::test]
async fn what_is_wrong_is_named() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for (body, field) in [
            (json!({"name": " ", "query": ""}), "name"),
            (json!({"name": "A", "query": "compny=Acme"}), "compny"),
            (json!({"name": "A", "query": "q=".to_owned() + &"x".repeat(9_000)}), "query"),
            (json!({"name": "A", "query": "", "columns": [""]}), "columns"),
        ] {
            let reply = house.send(ada.post(PATH).set_json(&body)).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (422, "invalid_input"), "{body}");
            assert_eq!(reply.body["errors"][0]["field"], field);
        }
        let owner = json!({"name": "A", "query": "", "owner": "usr_x"});
        assert_eq!(house.send(ada.post(PATH).set_json(owner)).await.status, 400);
        assert_eq!(names(&house, &ada).await, [""; 0]);
    }
}

#[actix_web::test]
async fn others_see_what_is_shared_and_change_only_what_is_theirs() {
    for house in houses().await {
        let admin = house.sign_up("founder@example.com").await;
        let bob = join(&house, &admin, "bob", Role::Member).await;
        let cy = join(&house, &admin, "cy", Role::Manager).await;
        let own = save(&house, &bob, "Mine", "q=a", "personal").await;
        let shared = save(&house, &bob, "Ours", "q=b", "shared").await;
        assert_eq!(names(&house, &bob).await, ["Mine", "Ours"]);
        assert_eq!(names(&house, &cy).await, ["Ours"]);
        for request in [admin.get(&own), cy.get(&own), admin.delete(&own, "")] {
            assert_eq!(house.send(request).await.status, 404);
        }
        assert_eq!(patch(&house, &admin, &own, json!({"name": "X"})).await.status, 404);

        let refused = patch(&house, &cy, &shared, json!({"name": "X"})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "not_permitted"));
        assert_eq!(house.send(cy.delete(&shared, "")).await.status, 403);
        // What somebody makes of it is their own.
        let pinned = patch(&house, &cy, &shared, json!({"is_pinned": true})).await;
        assert_eq!((pinned.status.as_u16(), &pinned.body["is_pinned"]), (200, &json!(true)));
        assert_eq!(house.send(bob.get(&shared)).await.body["is_pinned"], false);

        let renamed = patch(&house, &admin, &shared, json!({"name": "All of us"})).await;
        assert_eq!((renamed.status.as_u16(), &renamed.body["name"]), (200, &json!("All of us")));
        assert_eq!(house.send(cy.get(&shared)).await.body["is_pinned"], true);
        let hidden = patch(&house, &admin, &shared, json!({"visibility": "personal"})).await;
        assert_eq!((hidden.status.as_u16(), &hidden.body["visibility"]), (200, &json!("personal")));
        assert_eq!(names(&house, &admin).await, [""; 0]);
        assert_eq!(names(&house, &bob).await, ["All of us", "Mine"]);
    }
}

#[actix_web::test]
async fn a_deletion_is_undone_within_a_month() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = save(&house, &ada, "VPs", "q=vp", "personal").await;
        patch(&house, &ada, &path, json!({"is_pinned": true})).await;
        let restore = || ada.post(&format!("{path}/restore"));
        assert_eq!(house.send(restore()).await.status, 404, "it is there");
        assert_eq!(house.send(ada.delete(&path, "")).await.status, 204);
        assert_eq!(house.send(ada.get(&path)).await.status, 404);
        assert_eq!(names(&house, &ada).await, [""; 0]);
        let back = house.send(restore()).await;
        assert_eq!((back.status.as_u16(), &back.body["is_pinned"]), (200, &json!(true)));

        house.send(ada.delete(&path, "")).await;
        let now = house.worker.sources.now();
        let prune = |days| {
            house.db().write_now(|c| db::saved_search::prune(c, now.plus_seconds(days * DAY)))
        };
        prune(-1).unwrap();
        assert_eq!(house.send(restore()).await.status, 200);
        house.send(ada.delete(&path, "")).await;
        prune(1).unwrap();
        assert_eq!(house.send(restore()).await.status, 404);
    }
}

#[actix_web::test]
async fn whoever_leaves_takes_their_own_along() {
    for house in houses().await {
        let admin = house.sign_up("founder@example.com").await;
        let bob = join(&house, &admin, "bob", Role::Member).await;
        save(&house, &bob, "Mine", "q=secret", "personal").await;
        let shared = save(&house, &bob, "Ours", "q=b", "shared").await;
        let id = user(&house, &bob).await;
        let gone = house.send(admin.delete(&format!("/api/v1/members/{id}"), "")).await;
        assert_eq!(gone.status, 204, "{}", gone.body);
        let all = db::testing::contents(house.db(), &[]).unwrap();
        let left = format!("{:?}", all["saved_searches"]);
        assert!(!left.contains("secret") && left.contains("Ours"), "{left}");
        assert_eq!(house.send(admin.delete(&shared, "")).await.status, 204);
    }
}

#[actix_web::test]
async fn a_closed_organization_keeps_none() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        let path = save(&house, &ada, "Ours", "q=secret", "shared").await;
        house.send(ada.post(&format!("{path}/seen"))).await;
        save(&house, &eve, "Others", "q=b", "personal").await;
        let body = json!({"confirmation": PASSWORD});
        let gone = house.send(ada.post("/api/v1/me/deletion").set_json(body)).await;
        assert_eq!(gone.status, 204, "{}", gone.body);
        house.work();
        let all = db::testing::contents(house.db(), &[]).unwrap();
        let left = format!("{:?} {:?}", all["saved_searches"], all["saved_search_places"]);
        assert!(!left.contains("secret") && left.contains("Others"), "{left}");
        assert_eq!(names(&house, &eve).await, ["Others"]);
    }
}
