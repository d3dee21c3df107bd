//! Searches under a name.

mod changes;
mod follow;
mod keep;

use serde_json::{Value, json};

use crate::house::{House, Person, Reply};

const PATH: &str = "/api/v1/saved-searches";

/// Saves a search, and answers its address.
async fn save(house: &House, person: &Person, name: &str, query: &str, visibility: &str) -> String {
    let body = json!({"name": name, "query": query, "visibility": visibility});
    let reply = house.send(person.post(PATH).set_json(body)).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    format!("{PATH}/{}", reply.body["id"].as_str().unwrap())
}

async fn patch(house: &House, person: &Person, path: &str, body: Value) -> Reply {
    house.send(person.patch(path, "").set_json(body)).await
}

/// The names that a person sees.
async fn names(house: &House, person: &Person) -> Vec<String> {
    let list = house.send(person.get(PATH)).await;
    assert_eq!(list.status, 200, "{}", list.body);
    let all = list.body["saved_searches"].as_array().unwrap();
    all.iter().map(|search| search["name"].as_str().unwrap().to_owned()).collect()
}
