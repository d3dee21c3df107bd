use std::collections::BTreeMap;

use actix_web::http::{Method, header};
use actix_web::test::TestRequest;
use db::Scope;
use domain::access::Need;
use domain::audit::{Action, AuditFilter};

use super::callers::{Caller, everybody, scope};
use super::table::{Operation, table};
use crate::house::{House, houses};

/// Written on the way, whatever the answer is.
pub(super) const BESIDE: &[&str] = &[
    "audit_events",
    "audit_heads",
    "requests",
    "sign_in_failures",
    "api_keys.last_used_at",
    "__diesel_schema_migrations",
];

/// Method and path of each operation of the document, by its id.
pub(super) fn operations() -> BTreeMap<String, (Method, String)> {
    let document = serde_json::to_value(api::document()).unwrap();
    let mut all = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method = method.to_uppercase().parse().unwrap();
            let id = operation["operationId"].as_str().unwrap().to_owned();
            all.insert(id, (method, path.clone()));
        }
    }
    all
}

/// A request for an operation with this id in its path.
pub(super) fn request(
    operation: &Operation,
    (method, path): &(Method, String),
    id: &str,
    token: Option<&str>,
) -> TestRequest {
    let path = path.replace("{id}", id).replace("{provider}", id);
    let mut request = TestRequest::with_uri(&path)
        .method(method.clone())
        .insert_header((header::IF_MATCH, "\"1\""));
    if let Some(token) = token {
        request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
    }
    match &operation.body {
        Some(body) => request.set_json(body),
        None => request,
    }
}

/// An id of the kind that nobody has.
pub(super) fn unknown(kind: &str) -> String {
    format!("{kind}_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b")
}

#[test]
fn every_operation_stands_in_the_table() {
    let known: Vec<&str> = table().iter().map(|operation| operation.id).collect();
    let operations = operations();
    let missing: Vec<_> = operations.keys().filter(|id| !known.contains(&id.as_str())).collect();
    assert!(missing.is_empty(), "say in table.rs who may do these: {missing:?}");
    let gone: Vec<_> = known.iter().filter(|id| !operations.contains_key(**id)).collect();
    assert!(gone.is_empty(), "these are no operations any more: {gone:?}");
}

/// The explorer's lock on each operation is the one that the policy turns.
#[test]
fn the_document_says_what_opens_each_operation() {
    let document = serde_json::to_value(api::document()).unwrap();
    let operations = operations();
    for operation in table() {
        let (method, path) = &operations[operation.id];
        let method = method.as_str().to_lowercase();
        let security = &document["paths"][path][&method]["security"];
        let security = if security.is_null() { &document["security"] } else { security };
        let mut keys: Vec<String> = Vec::new();
        for way in security.as_array().unwrap() {
            keys.extend(way.as_object().unwrap().keys().cloned());
        }
        keys.sort();
        let expected: &[&str] = match operation.need {
            None => &[],
            Some(Need::Permission(permission)) if permission.is_for_keys() => {
                &["access_token", "api_key"]
            }
            Some(_) => &["access_token"],
        };
        keys.retain(|key| key != "refresh_cookie");
        if operation.id == "accept_invitation" {
            keys.clear();
        }
        assert_eq!(keys, expected, "{}", operation.id);
    }
}

#[actix_web::test]
async fn every_caller_gets_what_the_table_says() {
    for house in houses().await {
        let admin = house.sign_up("founder@example.com").await;
        let callers = everybody(&house, &admin).await;
        let scope = scope(&house, &admin);
        let operations = operations();
        let mut asked = 0;
        for operation in table() {
            let route = &operations[operation.id];
            asked += refused(&house, &operation, route, (&callers, &scope)).await;
            asked += let_in(&house, &operation, route, &callers).await;
        }
        println!("{}: {asked} requests", house.kind());
        assert!(asked > 1_000, "{asked}");
    }
}

/// Whoever may not is told so, and nothing is written but the audit event.
async fn refused(
    house: &House,
    operation: &Operation,
    route: &(Method, String),
    (callers, scope): (&[Caller], &Scope),
) -> usize {
    let Some(need) = operation.need else { return 0 };
    let before = db::testing::contents(house.db(), BESIDE).unwrap();
    let mut asked = 0;
    for caller in callers {
        let Some(expected) = caller.refusal(need) else { continue };
        let id = unknown(operation.kind);
        let denial = last_denial(house, scope);
        let reply = house.send(request(operation, route, &id, caller.token.as_deref())).await;
        let what = format!("{} by {} on {}", operation.id, caller.name, house.kind());
        assert_eq!(reply.status.as_u16(), expected, "{what}: {}", reply.body);
        let code = if expected == 401 { "not_signed_in" } else { "not_permitted" };
        assert_eq!(reply.code(), code, "{what}");
        let noted = last_denial(house, scope) > denial;
        assert_eq!(noted, expected == 403, "{what}: its event");
        asked += 1;
    }
    let after = db::testing::contents(house.db(), BESIDE).unwrap();
    assert_eq!(before, after, "{} wrote something for somebody who may not", operation.id);
    asked
}

/// Whoever may gets the answer of the table.
async fn let_in(
    house: &House,
    operation: &Operation,
    route: &(Method, String),
    callers: &[Caller],
) -> usize {
    let mut asked = 0;
    for caller in callers {
        let may = operation.need.is_none_or(|need: Need| caller.refusal(need).is_none());
        // The routes that count failures are asked by one caller: others would have to wait.
        let once = operation.need.is_none() || operation.id == "change_password";
        if !may || (once && asked > 0) {
            continue;
        }
        if operation.id == "create_invitation" {
            // An address is invited once a minute.
            house.wait(60);
        }
        let id = unknown(operation.kind);
        let reply = house.send(request(operation, route, &id, caller.token.as_deref())).await;
        let what = format!("{} by {} on {}", operation.id, caller.name, house.kind());
        assert_eq!(reply.status.as_u16(), operation.answer, "{what}: {}", reply.body);
        asked += 1;
    }
    assert!(asked > 0, "nobody may {}", operation.id);
    asked
}

/// The newest denial in the log of the organization, by its number.
fn last_denial(house: &House, scope: &Scope) -> u64 {
    let filter = AuditFilter { action: Some(Action::AccessDenied), ..AuditFilter::default() };
    let found = house.db().read_now(|c| db::audit::list(c, scope, &filter, None, 1)).unwrap();
    found.first().map_or(0, |event| event.seq)
}
