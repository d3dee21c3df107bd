//! Calls as a program of nobody's would make them; the answers must fit the specification.

use fake_crm::{CLIENT_ID, CLIENT_SECRET, FakeCrm, LOCATION, Limits};
use serde_json::{Value, json};

use super::schema::Specs;

struct Caller {
    fake: FakeCrm,
    specs: Specs,
    token: String,
    version: Option<&'static str>,
}

impl Caller {
    fn start() -> Self {
        let fake = FakeCrm::start().unwrap();
        let token = fake.install(LOCATION).access_token;
        Self { fake, specs: Specs::read(), token, version: Some("2021-07-28") }
    }

    /// Calls, checks the answer against the specification, and answers status and body. `path`
    /// is as the specification has it, `real` as it is asked for.
    fn call(&self, method: &str, path: &str, real: &str, body: Option<&Value>) -> (u16, Value) {
        let kind = "application/json";
        self.send(method, path, real, kind, body.map(Value::to_string))
    }

    fn send(
        &self,
        method: &str,
        path: &str,
        real: &str,
        kind: &str,
        body: Option<String>,
    ) -> (u16, Value) {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .build()
            .new_agent();
        let mut request = ureq::http::Request::builder()
            .method(method.to_uppercase().as_str())
            .uri(format!("{}{real}", self.fake.url()))
            .header("Authorization", format!("Bearer {}", self.token))
            .header("Content-Type", kind);
        if let Some(version) = self.version {
            request = request.header("Version", version);
        }
        let mut answer = agent.run(request.body(body.unwrap_or_default()).unwrap()).unwrap();
        let status = answer.status().as_u16();
        let body: Value =
            serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
        self.check(method, path, status, &body);
        (status, body)
    }

    fn check(&self, method: &str, path: &str, status: u16, body: &Value) {
        let (file, operation) = self.specs.operation(method, path).unwrap();
        let described = &operation["responses"][status.to_string()];
        // Neither is described for these paths, and both were seen.
        if status == 403 || status == 429 {
            return;
        }
        assert!(described.is_object(), "{method} {path}: {status} is not described");
        let schema = &described["content"]["application/json"]["schema"];
        let mut misfits = self.specs.misfits(file, schema, body);
        // The contact that is there already: not described, and seen by many.
        misfits.retain(|misfit| status != 400 || misfit != "/meta is unknown");
        assert!(misfits.is_empty(), "{method} {path} {status}: {misfits:?}");
    }

    fn upsert(&self, mut body: Value) -> (u16, Value) {
        body["locationId"] = json!(LOCATION);
        self.call("post", "/contacts/upsert", "/contacts/upsert", Some(&body))
    }
}

fn whole() -> Value {
    json!({
        "firstName": "Ada", "lastName": "Lovelace", "name": "Ada Lovelace",
        "email": "ada@example.com", "phone": "+15555550100", "companyName": "Acme",
        "address1": "1 Main St", "city": "Dolomite", "state": "AL", "postalCode": "35061",
        "country": "US", "website": "https://example.com", "timezone": "America/Chihuahua",
        "source": "Business Contacts",
    })
}

#[test]
fn contacts_are_answered_as_described() {
    let caller = Caller::start();
    let (status, body) = caller.upsert(whole());
    assert_eq!((status, &body["new"]), (200, &json!(true)));
    let id = body["contact"]["id"].as_str().unwrap().to_owned();
    let contact = format!("/contacts/{id}");
    let template = "/contacts/{contactId}";
    assert_eq!(caller.upsert(whole()).1["new"], false);
    assert_eq!(caller.call("get", template, &contact, None).0, 200);
    assert_eq!(caller.call("put", template, &contact, Some(&json!({"city": "Berlin"}))).0, 200);
    let (template, tags) = ("/contacts/{contactId}/tags", format!("{contact}/tags"));
    assert_eq!(caller.call("post", template, &tags, Some(&json!({"tags": ["a"]}))).0, 201);
    let search = "/contacts/search/duplicate";
    let real = format!("{search}?locationId={LOCATION}&email=ada%40example.com");
    assert_eq!(caller.call("get", search, &real, None).1["contact"]["id"], json!(id));
    let real = format!("/locations/{LOCATION}");
    assert_eq!(caller.call("get", "/locations/{locationId}", &real, None).0, 200);
}

#[test]
fn refusals_are_answered_as_described() {
    let mut caller = Caller::start();
    let other = caller.upsert(json!({"email": "bob@example.com"})).1["contact"]["id"].clone();
    let path = format!("/contacts/{}", other.as_str().unwrap());
    caller.upsert(whole());
    for (body, expected) in [
        (json!({"email": 3}), 422),
        (json!({"createNewIfDuplicateAllowed": "yes"}), 422),
        (json!({"tags": "a"}), 422),
        (json!({"gender": null}), 422),
        (json!({"nickname": "x"}), 422),
    ] {
        assert_eq!(caller.upsert(body.clone()).0, expected, "{body}");
    }
    let upsert = "/contacts/upsert";
    assert_eq!(caller.call("post", upsert, upsert, Some(&json!({}))).0, 422);
    assert_eq!(caller.call("post", upsert, upsert, None).0, 400);
    assert_eq!(caller.call("post", upsert, upsert, Some(&json!({"locationId": "x"}))).0, 403);
    let template = "/contacts/{contactId}";
    for (body, expected) in [
        (json!({"locationId": LOCATION}), 422),
        (json!({"gender": "x"}), 422),
        (json!({"email": "ada@example.com"}), 400),
    ] {
        assert_eq!(caller.call("put", template, &path, Some(&body)).0, expected, "{body}");
    }
    assert_eq!(caller.call("get", template, "/contacts/nobody", None).0, 400);
    caller.version = None;
    assert_eq!(caller.upsert(whole()).0, 422);
    caller.version = Some("v3");
    assert_eq!(caller.upsert(whole()).0, 422);
    caller.version = Some("2021-07-28");
    caller.fake.change(|world| world.limits = Some(Limits { max: 1, ..Limits::REAL }));
    assert_eq!(caller.upsert(whole()).0, 429);
    caller.token = "made-up".to_owned();
    assert_eq!(caller.upsert(whole()).0, 401);
}

#[test]
fn tokens_are_answered_as_described() {
    let caller = Caller::start();
    let refresh = caller.fake.install(LOCATION).refresh_token;
    let form = "application/x-www-form-urlencoded";
    let send = |body: String, kind: &str| {
        caller.send("post", "/oauth/token", "/oauth/token", kind, Some(body))
    };
    let client = format!("client_id={CLIENT_ID}&client_secret={CLIENT_SECRET}");
    let right = format!("{client}&grant_type=refresh_token&refresh_token={refresh}");
    assert_eq!(send(right.clone(), form).0, 200);
    assert_eq!(send(right, form).0, 400);
    assert_eq!(send("{}".to_owned(), "application/json").0, 422);
    assert_eq!(send(format!("{client}&grant_type=password"), form).0, 422);
    assert_eq!(send(format!("{client}&grantType=refresh_token"), form).0, 422);
    assert_eq!(send("client_id=x&grant_type=refresh_token".to_owned(), form).0, 401);
}

#[test]
fn what_is_asked_for_in_vain_is_remembered() {
    let caller = Caller::start();
    let answer = ureq::post(format!("{}/contacts/", caller.fake.url())).send("{}");
    assert!(answer.is_err());
    let paths = caller.fake.change(|world| world.unknown_paths.clone());
    assert_eq!(paths.into_iter().collect::<Vec<_>>(), ["POST /contacts/"]);
}
