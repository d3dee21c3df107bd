//! The CRM of an organization, at a fake one.

mod care;
mod connect;
mod hooks;
mod kill;
mod mapping;
mod meanwhile;
mod push;
mod renewal;
mod trouble;

use actix_web::http::header;
use actix_web::test::TestRequest;
use fake_crm::{FakeCrm, LOCATION};
use serde_json::{Value, json};

use crate::house::{House, PUBLIC_URL, Person, Reply, houses_with_crm, unlimited};

const CONNECTION: &str = "/api/v1/crm/connection";
const CHOSEN: &str = "/settings/crm?chosen";
const CONNECTED: &str = "/settings/crm?connected";
const PUSHES: &str = "/api/v1/crm/pushes";

/// A CRM that lets people come back to the houses.
fn fake() -> FakeCrm {
    let fake = FakeCrm::start().unwrap();
    let redirect = format!("{PUBLIC_URL}/api/v1/crm/callback");
    fake.change(|world| world.settings.redirects = vec![redirect]);
    fake
}

/// Houses with a CRM of their own each.
async fn places() -> Vec<(FakeCrm, House)> {
    houses_with_crm(unlimited(), fake).await
}

/// Sets out, and answers the page of the CRM and the cookie.
async fn set_out(house: &House, person: &Person) -> (String, String) {
    let reply = house.send(person.post("/api/v1/crm/connect")).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    (reply.body["url"].as_str().unwrap().to_owned(), reply.cookie())
}

/// Chooses on the CRM's page of consent, and answers where that leads to.
async fn consent(url: &str, choice: &str) -> String {
    let (page, query) = url.split_once('?').unwrap();
    let page = page.replace("localhost", "127.0.0.1");
    let form = format!("{query}&choice={choice}");
    let sent = std::thread::spawn(move || {
        let agent = ureq::Agent::config_builder().max_redirects(0).build().new_agent();
        let request = agent.post(&page).header("content-type", "application/x-www-form-urlencoded");
        let answer = request.send(form.as_bytes()).unwrap();
        assert_eq!(answer.status(), 302);
        answer.headers()["location"].to_str().unwrap().to_owned()
    });
    let back = sent.join().unwrap();
    back.strip_prefix(PUBLIC_URL).unwrap().to_owned()
}

/// Comes back with the cookie, and answers to which page that leads.
async fn come_back(house: &House, path: &str, cookie: &str) -> String {
    let request = TestRequest::get().uri(path).insert_header((header::COOKIE, cookie.to_owned()));
    let reply = house.send(request).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    reply.header("location").to_owned()
}

/// Sets out, chooses and comes back, as a person does; answers to which page that leads.
async fn choose(house: &House, person: &Person, location: &str) -> String {
    let (url, cookie) = set_out(house, person).await;
    let back = consent(&url, location).await;
    come_back(house, &back, &cookie).await
}

/// Connects what was chosen.
async fn confirm(house: &House, person: &Person, location: &str) -> Reply {
    let body = json!({"location": location});
    house.send(person.post(&format!("{CONNECTION}/confirm")).set_json(body)).await
}

/// Connects a location as a person does, if it is not connected yet.
async fn connect(house: &House, person: &Person, location: &str) {
    let page = choose(house, person, location).await;
    if page == CONNECTED {
        return;
    }
    assert_eq!(page, CHOSEN);
    let reply = confirm(house, person, location).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(reply.body["state"], "connected");
}

/// Somebody with the location connected.
async fn connected(house: &House, email: &str) -> Person {
    let person = house.sign_up(email).await;
    connect(house, &person, LOCATION).await;
    person
}

async fn show(house: &House, person: &Person) -> Value {
    let reply = house.send(person.get(CONNECTION)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body
}

async fn make(house: &House, person: &Person, contact: Value) -> String {
    let reply = house.send(person.post("/api/v1/contacts").set_json(contact)).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    reply.body["id"].as_str().unwrap().to_owned()
}

/// A contact with an address and a number of their own.
fn somebody(number: u32) -> Value {
    json!({
        "first_name": format!("Person{number}"),
        "last_name": "Example",
        "emails": [{"value": format!("p{number}@example.com")}],
        "phones": [{"value": format!("+1415555{number:04}")}],
        "city": "Bern",
        "tags": ["fair"],
    })
}

async fn ask(house: &House, person: &Person, body: Value) -> Reply {
    house.send(person.post(PUSHES).set_json(body)).await
}

/// Has the dry run of these contacts done, and answers the push.
async fn plan(house: &House, person: &Person, body: Value) -> Value {
    let reply = ask(house, person, body).await;
    assert_eq!(reply.status, 202, "{}", reply.body);
    house.work();
    push_of(house, person, &reply.body).await
}

async fn push_of(house: &House, person: &Person, push: &Value) -> Value {
    let path = format!("{PUSHES}/{}", push["id"].as_str().unwrap());
    let reply = house.send(person.get(&path)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body
}

/// Takes a step of a push; answers its status.
async fn step(house: &House, person: &Person, push: &Value, verb: &str) -> Reply {
    let path = format!("{PUSHES}/{}/{verb}", push["id"].as_str().unwrap());
    house.send(person.post(&path)).await
}

/// Starts a push and has it done.
async fn start(house: &House, person: &Person, push: &Value) -> Value {
    let reply = step(house, person, push, "start").await;
    assert_eq!(reply.status, 202, "{}", reply.body);
    house.work();
    push_of(house, person, push).await
}

async fn items(house: &House, person: &Person, push: &Value) -> Vec<Value> {
    let path = format!("{PUSHES}/{}/items?limit=1000", push["id"].as_str().unwrap());
    let reply = house.send(person.get(&path)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body["items"].as_array().unwrap().clone()
}

/// Those counts that are not 0, without the total.
fn counts(push: &Value) -> Value {
    let counts = push["counts"].as_object().unwrap().iter();
    let some = counts.filter(|(name, count)| *name != "total" && **count != json!(0));
    Value::Object(some.map(|(name, count)| (name.clone(), count.clone())).collect())
}
