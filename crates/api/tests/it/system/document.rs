use std::collections::HashSet;

use serde_json::Value;

use crate::house::houses;

fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &'_ Value)| -> Vec<(String, String)> {
        item.as_object().unwrap().keys().map(|method| (method.clone(), path.clone())).collect()
    };
    let pairs: Vec<_> = paths.iter().flat_map(of).collect();
    pairs
        .into_iter()
        .map(|(method, path)| {
            let operation = &document["paths"][&path][&method];
            (method, path, operation)
        })
        .collect()
}

#[test]
fn every_operation_is_described() {
    let document = serde_json::to_value(api::document()).unwrap();
    let mut names = HashSet::new();
    for (method, path, operation) in operations(&document) {
        let at = format!("{method} {path}");
        assert!(operation["summary"].is_string(), "{at} has a summary");
        assert!(
            names.insert(operation["operationId"].as_str().unwrap().to_owned()),
            "{at} has a name of its own"
        );
        assert!(operation["responses"]["default"].is_object(), "{at} describes its problems");
        assert!(operation["tags"][0].is_string(), "{at} has a tag");
    }
    assert!(names.len() >= 19, "{names:?}");
}

/// Whoever adds a route and forgets the extractor is found here: without a token every
/// operation but the named ones is refused.
#[actix_web::test]
async fn only_the_named_operations_open_without_a_token() {
    let open = [
        "post /api/v1/auth/signup",
        "post /api/v1/auth/login",
        "post /api/v1/auth/refresh",
        "post /api/v1/auth/logout",
        "get /healthz",
        "get /readyz",
    ];
    let document = serde_json::to_value(api::document()).unwrap();
    let house = houses().await.remove(0);
    for (method, path, _) in operations(&document) {
        let at = format!("{method} {path}");
        if open.contains(&at.as_str()) {
            continue;
        }
        let path = path.replace("{id}", "con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b");
        let method = method.to_uppercase().parse().unwrap();
        let request = actix_web::test::TestRequest::default().method(method).uri(&path);
        assert_eq!(house.send(request).await.status, 401, "{at}");
    }
}

#[test]
fn every_error_code_is_unique_and_has_an_error_status() {
    let mut codes = HashSet::new();
    for code in domain::Code::ALL {
        assert!(codes.insert(code.as_str()));
        assert!((400..600).contains(&code.status()));
    }
    assert_eq!(codes.len(), domain::Code::ALL.len());
}
