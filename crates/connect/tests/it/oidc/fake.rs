//! An identity provider that says what a test wants, also what no honest one would.

use std::io::Write;
use std::sync::{Arc, Mutex};

use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use connect::oidc::Providers;
use serde_json::{Value, json};

use crate::web_server::{Asked, answer, json as answer_json, start};

/// The present moment of these tests: 2026-01-01.
pub(crate) const NOW: i64 = 1_767_225_600;
pub(crate) const SECRET: &str = "hunter2 & more";

/// What the provider does.
pub(crate) struct Plan {
    pub(crate) claims: Value,
    pub(crate) header: Value,
    /// In the place of the key's own signature.
    pub(crate) sign_with: Option<Vec<u8>>,
    pub(crate) user_info: Option<Value>,
    /// Changes to the description.
    pub(crate) description: Value,
    /// In the place of the token endpoint's answer.
    pub(crate) token_answer: Option<Vec<u8>>,
    /// The id of the key in the key set.
    pub(crate) key_id: String,
    /// The id that it gets after the keys were asked for once.
    pub(crate) next_key_id: Option<String>,
    /// Paths that were asked for, with what was sent.
    pub(crate) asked: Vec<(String, String, String)>,
}

#[derive(Clone)]
pub(crate) struct Fake {
    pub(crate) issuer: String,
    plan: Arc<Mutex<Plan>>,
}

impl Fake {
    pub(crate) fn start() -> Self {
        let plan = Arc::new(Mutex::new(Plan {
            claims: json!({}),
            header: json!({"alg": "EdDSA", "kid": "one", "typ": "JWT"}),
            sign_with: None,
            user_info: None,
            description: json!({}),
            token_answer: None,
            key_id: "one".to_owned(),
            next_key_id: None,
            asked: Vec::new(),
        }));
        let (kept, pair) = (Arc::clone(&plan), Ed25519KeyPair::generate().unwrap());
        let address = start(move |asked| serve(asked, &mut kept.lock().unwrap(), &pair));
        let issuer = format!("http://{address}");
        plan.lock().unwrap().claims = json!({
            "iss": issuer, "sub": "ada-1", "aud": "contacts", "iat": NOW, "exp": NOW + 300,
            "email": "Ada@Example.com", "email_verified": true, "name": " Ada\nLovelace ",
        });
        Self { issuer, plan }
    }

    pub(crate) fn plan<T>(&self, change: impl FnOnce(&mut Plan) -> T) -> T {
        change(&mut self.plan.lock().unwrap())
    }

    /// How often a path was asked for.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.plan(|plan| plan.asked.iter().filter(|(asked, ..)| asked == path).count())
    }

    /// The providers of a file that names this one as `acme`.
    pub(crate) fn providers(&self) -> Providers {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let entry = json!({
            "id": "acme", "label": "Acme", "issuer": self.issuer,
            "client_id": "contacts", "client_secret": SECRET,
        });
        let other = json!({
            "id": "other", "label": "Other", "issuer": "https://login.example.com",
            "client_id": "contacts", "client_secret": "other",
        });
        write!(file, "{}", json!({ "providers": [entry, other] })).unwrap();
        Providers::load(file.path()).unwrap()
    }
}

fn serve(asked: &Asked, plan: &mut Plan, pair: &Ed25519KeyPair) -> Vec<u8> {
    let header = |name: &str| {
        let found = asked.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    plan.asked.push((asked.path.clone(), header("authorization"), asked.body.clone()));
    let issuer = format!("http://{}", header("host"));
    match asked.path.as_str() {
        "/.well-known/openid-configuration" => {
            let mut description = json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{issuer}/login"),
                "token_endpoint": format!("{issuer}/token"),
                "userinfo_endpoint": format!("{issuer}/me"),
                "jwks_uri": format!("{issuer}/keys"),
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256", "EdDSA", "HS256", "none"],
            });
            merge(&mut description, &plan.description);
            answer_json(&description)
        }
        "/keys" => {
            let key_id = plan.key_id.clone();
            if let Some(next) = plan.next_key_id.take() {
                plan.key_id = next;
            }
            let x = BASE64_URL_SAFE_NO_PAD.encode(pair.public_key());
            let key = json!({"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": key_id, "x": x});
            answer_json(&json!({ "keys": [key] }))
        }
        "/token" => plan.token_answer.clone().unwrap_or_else(|| {
            answer_json(&json!({
                "access_token": "access", "token_type": "Bearer", "expires_in": 60,
                "id_token": token(plan, pair),
            }))
        }),
        "/me" => match &plan.user_info {
            Some(claims) => answer_json(claims),
            None => answer("401 Unauthorized", "", "no"),
        },
        _ => answer("404 Not Found", "", "no"),
    }
}

fn token(plan: &Plan, pair: &Ed25519KeyPair) -> String {
    let encode = |part: &Value| BASE64_URL_SAFE_NO_PAD.encode(part.to_string());
    let text = format!("{}.{}", encode(&plan.header), encode(&plan.claims));
    let signature = match (&plan.sign_with, plan.header["alg"].as_str()) {
        (Some(key), Some("HS256")) => {
            let key = hmac::Key::new(hmac::HMAC_SHA256, key);
            hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
        }
        (Some(signature), _) => signature.clone(),
        (None, _) => pair.sign(text.as_bytes()).as_ref().to_vec(),
    };
    format!("{text}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

/// Sets what stands in `changes`; null takes a key away.
pub(crate) fn merge(target: &mut Value, changes: &Value) {
    for (key, value) in changes.as_object().unwrap() {
        if value.is_null() {
            target.as_object_mut().unwrap().remove(key);
        } else {
            target[key] = value.clone();
        }
    }
}

/// The header of HTTP Basic authentication for the client.
pub(crate) fn basic(secret: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("contacts:{secret}")))
}
