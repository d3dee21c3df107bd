use serde_json::{Value, json};

use super::matrix::{BESIDE, operations, request, unknown};
use super::table::table;
use crate::house::{House, Person, Reply, houses, upload};

/// One record of every kind, in the organization of a person.
async fn records(house: &House, person: &Person) -> Vec<(&'static str, String)> {
    let id = |reply: &Reply, path: &str| {
        assert!(reply.status.is_success(), "{}", reply.body);
        reply.body.pointer(path).and_then(Value::as_str).unwrap().to_owned()
    };
    let contact = json!({"first_name": "Grace"});
    let contact = house.send(person.post("/api/v1/contacts").set_json(contact)).await;
    let import = house.send(upload(person, "a.csv", b"Name,E-mail\nA,a@example.com\n")).await;
    let profile = json!({"columns": [{"header": "Name", "field": "full_name"}], "save_as": "CRM"});
    let path = format!("/api/v1/imports/{}/mapping", id(&import, "/id"));
    house.send(person.put(&path).set_json(profile)).await;
    let profiles = house.send(person.get("/api/v1/import-profiles")).await;
    let invitation = json!({"email": "grace@example.com", "role": "viewer"});
    let invitation = house.send(person.post("/api/v1/invitations").set_json(invitation)).await;
    let key = json!({"name": "Sync", "scopes": ["contacts:read"]});
    let key = house.send(person.post("/api/v1/api-keys").set_json(key)).await;
    let values = json!({"values": ["grace@example.net"]});
    let suppressed = house.send(person.post("/api/v1/suppressions").set_json(values)).await;
    let search = json!({"name": "VPs", "query": "q=vp", "visibility": "shared"});
    let search = house.send(person.post("/api/v1/saved-searches").set_json(search)).await;
    let list = json!({"name": "Fair"});
    let list = house.send(person.post("/api/v1/lists").set_json(list)).await;
    let me = house.send(person.get("/api/v1/me")).await;
    let sessions = house.send(person.get("/api/v1/me/sessions")).await;
    vec![
        ("con", id(&contact, "/id")),
        ("imp", id(&import, "/id")),
        ("prf", id(&profiles, "/profiles/0/id")),
        ("inv", id(&invitation, "/id")),
        ("key", id(&key, "/key/id")),
        ("sav", id(&search, "/id")),
        ("lst", id(&list, "/id")),
        ("sup", id(&suppressed, "/rows/0/id")),
        ("usr", id(&me, "/user/id")),
        ("ses", id(&sessions, "/sessions/0/id")),
        ("org", id(&me, "/organization/id")),
    ]
}

/// All of an answer but what is made anew for each.
fn bytes(reply: &Reply) -> String {
    let mut body = reply.body.clone();
    if let Some(body) = body.as_object_mut() {
        body.remove("request_id");
    }
    let mut headers: Vec<String> = reply
        .headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "ratelimit"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.sort();
    format!("{} {} {body}", reply.status, headers.join("; "))
}

#[actix_web::test]
async fn a_foreign_id_in_a_path_looks_like_an_unknown_one() {
    for house in houses().await {
        let ours = house.sign_up("ada@example.com").await;
        let records = records(&house, &ours).await;
        let theirs = house.sign_up("eve@example.com").await;
        let operations = operations();
        let mut tried = 0;
        for operation in table() {
            let found = records.iter().find(|(kind, _)| *kind == operation.kind);
            let Some((kind, foreign)) = found else { continue };
            let route = &operations[operation.id];
            let before = db::testing::contents(house.db(), BESIDE).unwrap();
            let ask = |id: &str| request(&operation, route, id, Some(&theirs.token));
            let unknown = house.send(ask(&unknown(kind))).await;
            let foreign = house.send(ask(foreign)).await;
            assert_eq!(foreign.status, 404, "{}: {}", operation.id, foreign.body);
            assert_eq!(bytes(&foreign), bytes(&unknown), "{}", operation.id);
            let after = db::testing::contents(house.db(), BESIDE).unwrap();
            assert_eq!(before, after, "{}", operation.id);
            tried += 1;
        }
        assert!(tried >= 18, "{tried}");
    }
}

#[actix_web::test]
async fn a_foreign_id_in_a_query_or_a_body_finds_nothing() {
    for house in houses().await {
        let ours = house.sign_up("ada@example.com").await;
        let records = records(&house, &ours).await;
        let theirs = house.sign_up("eve@example.com").await;
        let of = |kind: &str| &records.iter().find(|(known, _)| *known == kind).unwrap().1;
        let before = db::testing::contents(house.db(), BESIDE).unwrap();

        for (path, kind) in [
            ("audit-events?actor=", "usr"),
            ("audit-events?subject=", "con"),
            ("audit-events?actor=", "key"),
            ("requests?actor=", "usr"),
        ] {
            let ask = |id: &str| theirs.get(&format!("/api/v1/{path}{id}"));
            let foreign = house.send(ask(of(kind))).await;
            let unknown = house.send(ask(&unknown(kind))).await;
            assert_eq!(foreign.status, 200, "{path}");
            assert_eq!(bytes(&foreign), bytes(&unknown), "{path}");
        }
        let switch =
            |id: &str| theirs.post("/api/v1/me/organization").set_json(json!({"organization": id}));
        let foreign = house.send(switch(of("org"))).await;
        let unknown = house.send(switch(&unknown("org"))).await;
        assert_eq!(foreign.status, 404);
        assert_eq!(bytes(&foreign), bytes(&unknown));
        let search = house.send(theirs.get("/api/v1/contacts/search?q=grace")).await;
        assert_eq!(search.body["total"]["value"], 0);
        assert_eq!(before, db::testing::contents(house.db(), BESIDE).unwrap());
    }
}

#[actix_web::test]
async fn fields_that_only_the_server_sets_are_refused() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let before = db::testing::contents(house.db(), BESIDE).unwrap();
        for (path, body) in [
            ("contacts", json!({"first_name": "Grace", "organization_id": "org_x"})),
            ("contacts", json!({"first_name": "Grace", "owner": "usr_x"})),
            ("contacts", json!({"first_name": "Grace", "created_at": "2020-01-01T00:00:00Z"})),
            ("invitations", json!({"email": "g@example.com", "role": "owner"})),
            (
                "invitations",
                json!({"email": "g@example.com", "role": "viewer", "status": "active"}),
            ),
            ("api-keys", json!({"name": "K", "scopes": ["contacts:read"], "created_by": "usr_x"})),
            ("api-keys", json!({"name": "K", "scopes": ["everything"]})),
            (
                "auth/signup",
                json!({"email": "g@example.com", "password": "tall ships sail at noon", "name": "G", "organization": "G", "role": "operator"}),
            ),
        ] {
            let reply = house.send(ada.post(&format!("/api/v1/{path}")).set_json(&body)).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (400, "malformed_request"), "{body}");
        }
        let me = json!({"name": "Ada", "role": "operator"});
        let request = ada.patch("/api/v1/me", "").set_json(me);
        assert_eq!(house.send(request).await.status, 400);
        assert_eq!(before, db::testing::contents(house.db(), BESIDE).unwrap());
    }
}
