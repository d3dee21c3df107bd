use domain::access::Role;
use serde_json::{Value, json};

use super::{PATH, patch, save};
use crate::access::callers::{join, user};
use crate::house::{House, Person, houses};

const NOTICES: &str = "/api/v1/notices";
/// Seconds until the searches of a person are looked at again, and until they get another mail.
const TURN: i64 = 15 * 60;
const DAY: i64 = 24 * 3_600;

async fn create(house: &House, person: &Person, name: &str, city: &str) -> String {
    let body = json!({"full_name": name, "city": city});
    let reply = house.send(person.post("/api/v1/contacts").set_json(body)).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    format!("/api/v1/contacts/{}", reply.body["id"].as_str().unwrap())
}

/// Lets it be somebody's turn, so long from now; a search waits until the index has come so far.
async fn turn(house: &House, person: &Person, ahead: i64) {
    let found = house.send(person.get("/api/v1/contacts/search?facets=false")).await;
    assert_eq!(found.status, 200, "{}", found.body);
    house.watch(ahead);
}

/// New, gone and changed of each unread notice, newest first.
async fn unread(house: &House, person: &Person) -> Vec<Value> {
    let list = house.send(person.get(NOTICES)).await;
    assert_eq!(list.status, 200, "{}", list.body);
    let unread: Vec<&Value> = list.body["notices"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|notice| notice["read_at"].is_null())
        .collect();
    let summary = house.send(person.get(&format!("{NOTICES}/summary"))).await;
    assert_eq!(summary.body, json!({"unread": unread.len()}));
    let figures = |notice: &&Value| {
        assert_eq!(notice["kind"], "saved_search_changed");
        let changes = &notice["changes"];
        json!([changes["new"], changes["gone"], changes["changed"]])
    };
    unread.iter().map(figures).collect()
}

#[actix_web::test]
async fn followers_are_told_once_what_changed() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let bob = join(&house, &ada, "bob", Role::Viewer).await;
        create(&house, &ada, "Joan", "Bonn").await;
        let path = save(&house, &ada, "Bonn", "city=Bonn", "shared").await;
        for person in [&ada, &bob] {
            let following = patch(&house, person, &path, json!({"notify": "app"})).await;
            assert_eq!(
                (following.status.as_u16(), &following.body["notify"]),
                (200, &json!("app"))
            );
        }
        // A viewer decides what they are told, and nothing else.
        assert_eq!(patch(&house, &bob, &path, json!({"is_pinned": true})).await.status, 403);
        turn(&house, &ada, TURN).await;
        assert_eq!(unread(&house, &ada).await, [json!(null); 0], "nothing happened");

        let grace = create(&house, &ada, "Grace", "Bonn").await;
        house.watch(TURN + 60);
        assert_eq!(unread(&house, &ada).await, [json!(null); 0], "it is not their turn");
        turn(&house, &ada, 2 * TURN).await;
        assert_eq!(unread(&house, &ada).await, [json!([1, 0, 0])]);
        assert_eq!(unread(&house, &bob).await, [json!([1, 0, 0])]);

        // Renewed, not multiplied; and a search that is looked at is told of no more.
        create(&house, &ada, "Alan", "Bonn").await;
        turn(&house, &ada, 3 * TURN).await;
        assert_eq!(unread(&house, &ada).await, [json!([2, 0, 0])]);
        house.send(ada.get(&path)).await;
        house.send(ada.post(&format!("{path}/seen"))).await;
        assert_eq!(unread(&house, &ada).await, [json!(null); 0]);

        // What was read is not told again, and what is back as it was is not told any more.
        let all = house.send(bob.post(&format!("{NOTICES}/read")).set_json(json!({}))).await;
        assert_eq!((all.status.as_u16(), &all.body), (200, &json!({"unread": 0})));
        create(&house, &ada, "Else", "Köln").await;
        turn(&house, &ada, 4 * TURN).await;
        assert_eq!(unread(&house, &bob).await, [json!(null); 0]);
        house.send(ada.delete(&grace, "\"1\"")).await;
        turn(&house, &ada, 5 * TURN).await;
        assert_eq!(unread(&house, &ada).await, [json!([0, 1, 0])]);
        assert_eq!(unread(&house, &bob).await, [json!([1, 0, 0])]);
        assert_eq!(house.send(ada.delete(&path, "")).await.status, 204);
        assert_eq!(unread(&house, &bob).await, [json!(null); 0], "the search is gone");
    }
}

#[actix_web::test]
async fn what_changes_without_a_contact_is_told() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        create(&house, &ada, "Joan", "Bonn").await;
        create(&house, &ada, "Mary", "Bern").await;
        let list = house
            .send(ada.post("/api/v1/lists").set_json(json!({"name": "Town", "query": "city=Bonn"})))
            .await;
        let list = list.body["id"].as_str().unwrap().to_owned();
        for (name, query) in [("Town", format!("list={list}")), ("New", "created=today".to_owned())]
        {
            let path = save(&house, &ada, name, &query, "personal").await;
            patch(&house, &ada, &path, json!({"notify": "app"})).await;
        }
        turn(&house, &ada, TURN).await;
        assert_eq!(unread(&house, &ada).await, [json!(null); 0], "nothing happened");
        let path = format!("/api/v1/lists/{list}");
        let other = ada.patch(&path, "").set_json(json!({"query": "city=Bern"}));
        assert_eq!(house.send(other).await.status, 200);
        turn(&house, &ada, 2 * TURN).await;
        assert_eq!(unread(&house, &ada).await, [json!([1, 1, 0])], "the list is another");
        house.watch(3 * TURN);
        assert_eq!(unread(&house, &ada).await.len(), 1, "the same day");
        house.watch(DAY);
        assert_eq!(unread(&house, &ada).await, [json!([0, 2, 0]), json!([1, 1, 0])], "midnight");
    }
}

#[actix_web::test]
async fn mails_come_once_a_day_and_tell_of_nobody() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let mut paths = Vec::new();
        for (name, query) in [("Rhine", "city=Bonn"), ("Everybody", "")] {
            let body = json!({"name": name, "query": query, "notify": "mail"});
            let made = house.send(ada.post(PATH).set_json(body)).await;
            assert_eq!((made.status.as_u16(), &made.body["notify"]), (201, &json!("mail")));
            paths.push(format!("{PATH}/{}", made.body["id"].as_str().unwrap()));
        }
        let digests = || {
            let mails = house.mails("ada@example.com").into_iter();
            mails.filter(|mail| mail.contains("saved search")).collect::<Vec<_>>()
        };
        create(&house, &ada, "Grace Hopper", "Bonn").await;
        turn(&house, &ada, TURN).await;
        let mails = digests();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("2 saved searches have changed"), "{}", mails[0]);
        assert!(mails[0].contains("Rhine: 1 new") && mails[0].contains("Everybody: 1 new"));
        assert!(!mails[0].contains("Hopper") && !mails[0].contains("Bonn"), "{}", mails[0]);

        create(&house, &ada, "Joan Clarke", "Bonn").await;
        turn(&house, &ada, 2 * TURN).await;
        assert_eq!((digests().len(), unread(&house, &ada).await.len()), (1, 2), "not so soon");
        // Of the one nothing is wanted any more, of the other one no mails.
        patch(&house, &ada, &paths[0], json!({"notify": "app"})).await;
        patch(&house, &ada, &paths[1], json!({"notify": "none"})).await;
        house.watch(TURN + DAY + 60);
        assert_eq!((digests().len(), unread(&house, &ada).await.len()), (1, 1));
        patch(&house, &ada, &paths[0], json!({"notify": "mail"})).await;
        house.send(ada.post(&format!("{}/seen", paths[0]))).await;
        assert_eq!(unread(&house, &ada).await.len(), 0);
        create(&house, &ada, "Mary Kenneth", "Bonn").await;
        turn(&house, &ada, 3 * TURN + DAY).await;
        let mails = digests();
        assert_eq!(mails.len(), 2);
        assert!(mails[1].contains("Rhine: 1 new") && !mails[1].contains("Everybody"));
    }
}

#[actix_web::test]
async fn nobody_is_told_what_they_may_not_see() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let bob = join(&house, &ada, "bob", Role::Member).await;
        let eve = house.sign_up("eve@example.com").await;
        let path = save(&house, &ada, "Bonn", "city=Bonn", "shared").await;
        patch(&house, &bob, &path, json!({"notify": "mail"})).await;
        create(&house, &ada, "Grace", "Bonn").await;
        turn(&house, &ada, TURN).await;
        assert_eq!(unread(&house, &bob).await.len(), 1);
        assert_eq!(unread(&house, &eve).await.len(), 0);
        let notices = house.send(bob.get(NOTICES)).await;
        let id = &notices.body["notices"][0]["id"];
        for person in [&eve, &ada] {
            let body = json!({"ids": [id]});
            let read = house.send(person.post(&format!("{NOTICES}/read")).set_json(body)).await;
            assert_eq!(read.status, 200);
        }
        assert_eq!(unread(&house, &bob).await.len(), 1, "others cannot read it");

        // What is no more shared is told no more; who leaves takes all along.
        patch(&house, &ada, &path, json!({"visibility": "personal"})).await;
        assert_eq!(unread(&house, &bob).await.len(), 0);
        house.send(ada.delete(&format!("/api/v1/members/{}", user(&house, &bob).await), "")).await;
        let all = db::testing::contents(house.db(), &[]).unwrap();
        assert!(all["notices"].is_empty() && all["search_watches"].is_empty());
    }
}
