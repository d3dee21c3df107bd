//! The fake beside the CRM's own specification (`specs/`). Where the CRM was seen to differ from
//! it, the difference stands here.

mod answers;
mod schema;

use std::collections::BTreeSet;

use fake_crm::{FIELDS, NOT_IN_UPDATE};
use schema::Specs;

/// The page of consent is described in prose only.
const PAGES: [&str; 2] = ["/oauth/chooselocation", "/v2/oauth/chooselocation"];

/// `("get", "/locations/{id}")` of every route of the CRM's face.
fn routes() -> Vec<(String, String)> {
    let source = include_str!("../../../src/face/mod.rs");
    let route = |line: &str| {
        let line = line.trim().strip_prefix(".route(\"")?;
        let (path, rest) = line.split_once('"')?;
        let method = rest.split_once("web::")?.1.split_once('(')?.0;
        Some((method.to_owned(), path.to_owned()))
    };
    source.lines().filter_map(route).collect()
}

#[test]
fn every_path_is_in_the_specification() {
    let specs = Specs::read();
    let routes = routes();
    assert!(routes.len() > 8, "{routes:?}");
    for (method, path) in routes {
        let known = PAGES.contains(&path.as_str()) || specs.operation(&method, &path).is_some();
        assert!(known, "{method} {path}");
    }
}

#[test]
fn contacts_have_the_fields_of_the_specification() {
    let specs = Specs::read();
    let ours: BTreeSet<&str> = FIELDS.iter().map(|(name, ..)| *name).collect();
    let upsert = specs.contact_properties("UpsertContactDto");
    let mut expected: BTreeSet<&str> = upsert.keys().map(String::as_str).collect();
    assert!(expected.remove("createNewIfDuplicateAllowed"));
    assert_eq!(ours, expected);
    for (name, kind, null) in FIELDS {
        let property = &upsert[name];
        let expected = match property["type"].as_str() {
            // Typed an object, and means a text.
            Some("object") if name == "dateOfBirth" => 's',
            Some("string") => 's',
            Some("boolean") => 'b',
            Some("array") if name == "tags" => 't',
            _ => 'o',
        };
        assert_eq!(kind, expected, "{name}");
        assert_eq!(null, property["nullable"] == true, "{name}");
    }
    let update = specs.contact_properties("UpdateContactDto");
    let mut taken: BTreeSet<&str> = ours;
    taken.retain(|name| !NOT_IN_UPDATE.contains(name));
    let mut expected: BTreeSet<&str> = update.keys().map(String::as_str).collect();
    // Left out, and taken by the CRM all the same.
    assert!(expected.insert("companyName"));
    assert_eq!(taken, expected);
}
