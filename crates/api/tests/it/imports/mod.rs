mod elsewhere;
mod refused;
mod review;
mod source;
mod undo;
mod whole;

use serde_json::{Value, json};

use crate::house::{House, Person, upload};

/// Uploads a file and asks for its staging with the mapping that was proposed; answers the import's
/// path.
pub(crate) async fn begin(house: &House, person: &Person, file: &str, rule: &str) -> String {
    let uploaded = house.send(upload(person, "people.csv", file.as_bytes())).await;
    assert_eq!(uploaded.status, 201, "{}", uploaded.body);
    let path = format!("/api/v1/imports/{}", uploaded.body["id"].as_str().unwrap());
    let columns: Vec<Value> = uploaded.body["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| json!({"header": column["header"], "field": column["field"]}))
        .collect();
    let mapping = json!({"columns": columns, "on_duplicate": rule});
    let mapped = house.send(person.put(&format!("{path}/mapping")).set_json(mapping)).await;
    assert_eq!((mapped.status.as_u16(), &mapped.body["state"]), (202, &json!("staging")));
    path
}
