use std::collections::HashSet;

use serde_json::Value;

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
    assert!(names.len() >= 50, "{names:?}");
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
