pub(crate) mod fake;

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use connect::oidc::{Identity, OidcError, Providers, Start};
use domain::value::Email;
use domain::{Sources, Timestamp};
use serde_json::{Value, json};

use crate::web_server::answer;
use fake::{Fake, NOW, SECRET, basic, merge};

const BACK: &str = "https://contacts.example.com/api/v1/auth/oidc/acme/callback";

fn now() -> Timestamp {
    Timestamp::from_micros(NOW * 1_000_000)
}

/// A clock that stands still, and chance that never repeats.
fn sources() -> Sources {
    let chance = Sources::predictable();
    Sources::new(now, move |buffer| {
        buffer.fill(0);
        let draw: [u8; 8] = chance.bytes();
        buffer[..8].copy_from_slice(&draw);
    })
}

/// The parameters of an address.
pub(crate) fn query(url: &str) -> BTreeMap<String, String> {
    url::Url::parse(url).unwrap().query_pairs().into_owned().collect()
}

async fn begin(providers: &Providers) -> Start {
    providers.start("acme", BACK, "/contacts", &sources()).await.unwrap()
}

/// A whole sign-in, with the nonce in the token unless the plan has another.
async fn sign_in(fake: &Fake) -> Result<Identity, OidcError> {
    let providers = fake.providers();
    let start = begin(&providers).await;
    let query = query(&start.url);
    fake.plan(|plan| {
        let claims = plan.claims.as_object_mut().unwrap();
        claims.entry("nonce").or_insert_with(|| query["nonce"].clone().into());
    });
    providers.finish("acme", &start.pending, "the code", &query["state"], now()).await
}

fn failed(result: Result<Identity, OidcError>) -> String {
    match result {
        Err(OidcError::Failed(why)) => {
            assert!(!why.contains("hunter2") && !why.contains("evil"), "{why}");
            why
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_honest_provider_names_the_person() {
    let fake = Fake::start();
    let identity = sign_in(&fake).await.unwrap();
    assert_eq!(
        identity,
        Identity {
            subject: "ada-1".to_owned(),
            issuer: fake.issuer.clone(),
            email: Email::parse("ada@example.com").unwrap(),
            name: "Ada Lovelace".to_owned(),
        }
    );
    fake.plan(|plan| merge(&mut plan.claims, &json!({"name": null, "nonce": null})));
    assert_eq!(sign_in(&fake).await.unwrap().name, "ada");
}

#[tokio::test]
async fn the_request_carries_pkce_state_and_nonce() {
    let fake = Fake::start();
    let providers = fake.providers();
    let sources = sources();
    let start = providers.start("acme", BACK, "//evil.example", &sources).await.unwrap();
    assert_eq!((start.pending.provider.as_str(), start.pending.next.as_str()), ("acme", "/"));
    let again = providers.start("acme", BACK, "/", &sources).await.unwrap();
    let (query, other) = (query(&start.url), query(&again.url));
    assert!(start.url.starts_with(&format!("{}/login?", fake.issuer)), "{}", start.url);
    for (name, value) in [
        ("client_id", "contacts"),
        ("code_challenge_method", "S256"),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "openid email profile"),
    ] {
        assert_eq!(query[name], value, "{name}");
    }
    for name in ["state", "nonce", "code_challenge"] {
        assert_eq!(query[name].len(), 43, "256 bits of {name}");
        assert_ne!(query[name], other[name], "{name}");
    }

    // What the browser keeps comes back as it was.
    let kept = serde_json::to_string(&start.pending).unwrap();
    let pending = serde_json::from_str(&kept).unwrap();
    fake.plan(|plan| plan.claims["nonce"] = query["nonce"].clone().into());
    providers.finish("acme", &pending, "the code", &query["state"], now()).await.unwrap();
    let (_, login, body) =
        fake.plan(|plan| plan.asked.iter().find(|(path, ..)| path == "/token").cloned().unwrap());
    let body: BTreeMap<_, _> = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    assert_eq!(login, basic("hunter2+%26+more"), "encoded as RFC 6749, section 2.3.1, asks");
    assert_eq!((body["code"].as_str(), body["redirect_uri"].as_str()), ("the code", BACK));
    let hash =
        aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, body["code_verifier"].as_bytes());
    assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(hash), query["code_challenge"]);
}

#[tokio::test]
async fn a_token_that_lies_is_refused() {
    for (changes, expected) in [
        (json!({"nonce": "another"}), "another nonce"),
        (json!({"nonce": ""}), "another nonce"),
        (json!({"aud": "evil"}), "for somebody else"),
        (json!({"aud": ["contacts", "evil"]}), "for somebody else"),
        (json!({"aud": []}), "for somebody else"),
        (json!({"azp": "evil"}), "for somebody else"),
        (json!({"iss": "https://evil.example"}), "another issuer"),
        (json!({"exp": NOW}), "expired"),
        (json!({"iat": NOW - 601}), "expired"),
        (json!({"iat": NOW + 601}), "from the future"),
        (json!({"exp": null}), "not of the expected form"),
        (json!({"sub": null}), "not of the expected form"),
        (json!({"email": "evil"}), "the e-mail address is none"),
    ] {
        let fake = Fake::start();
        fake.plan(|plan| merge(&mut plan.claims, &changes));
        let why = failed(sign_in(&fake).await);
        assert!(why.contains(expected), "{changes}: {why}");
    }
}

#[tokio::test]
async fn a_token_without_a_good_signature_is_refused() {
    for (header, sign_with, expected) in [
        (json!({"alg": "none"}), Some(Vec::new()), "the ID token is not signed"),
        (json!({"alg": "HS256"}), Some(SECRET.as_bytes().to_vec()), "not allowed"),
        (json!({"alg": "RS256"}), None, "no key of the provider fits"),
        (json!({"alg": "ES256"}), None, "not allowed"),
        (json!({"alg": "EdDSA"}), Some(vec![0; 64]), "signature of the ID token is wrong"),
        (json!({"alg": "EdDSA"}), Some(Vec::new()), "signature of the ID token is wrong"),
        (json!({"alg": "EdDSA", "kid": "unknown"}), None, "no key of the provider fits"),
        (json!({"alg": "EdDSA", "crit": ["x"]}), None, "not understood"),
    ] {
        let fake = Fake::start();
        fake.plan(|plan| {
            plan.header = header.clone();
            plan.sign_with = sign_with;
        });
        let why = failed(sign_in(&fake).await);
        assert!(why.contains(expected), "{header}: {why}");
        assert!(fake.count("/keys") <= 2, "{header}");
    }
}

#[tokio::test]
async fn an_address_has_to_be_verified() {
    for verified in [json!(false), Value::Null] {
        let fake = Fake::start();
        fake.plan(|plan| {
            merge(&mut plan.claims, &json!({ "email_verified": verified }));
            plan.user_info = Some(json!({"sub": "ada-1", "email": "ada@example.com"}));
        });
        assert_eq!(sign_in(&fake).await, Err(OidcError::EmailNotVerified), "{verified}");
    }
}

#[tokio::test]
async fn the_user_info_endpoint_is_asked_for_what_the_token_lacks() {
    let fake = Fake::start();
    fake.plan(|plan| {
        let none = json!({"email": null, "email_verified": null, "name": null});
        merge(&mut plan.claims, &none);
        plan.user_info = Some(json!({
            "sub": "ada-1", "email": "ada@example.com", "email_verified": true, "name": "Ada",
        }));
    });
    let identity = sign_in(&fake).await.unwrap();
    assert_eq!((identity.email.as_str(), identity.name.as_str()), ("ada@example.com", "Ada"));

    fake.plan(|plan| {
        merge(&mut plan.claims, &json!({"nonce": null}));
        plan.user_info.as_mut().unwrap()["sub"] = "eve".into();
    });
    assert!(failed(sign_in(&fake).await).contains("another person"));
    fake.plan(|plan| {
        merge(&mut plan.claims, &json!({"nonce": null}));
        plan.user_info = None;
    });
    assert!(failed(sign_in(&fake).await).contains("status 401"));
}

#[tokio::test]
async fn keys_are_fetched_anew_once_when_one_is_unknown() {
    let fake = Fake::start();
    fake.plan(|plan| {
        plan.next_key_id = Some("two".to_owned());
        plan.header["kid"] = "two".into();
    });
    sign_in(&fake).await.unwrap();
    assert_eq!(fake.count("/keys"), 2);
}

#[tokio::test]
async fn the_description_is_kept_for_an_hour() {
    let fake = Fake::start();
    let providers = fake.providers();
    let at = |seconds| Sources::new(move || now().plus_seconds(seconds), |bytes| bytes.fill(1));
    for (seconds, fetched) in [(0, 1), (3_599, 1), (3_600, 2), (3_601, 2), (-10, 3)] {
        providers.start("acme", BACK, "/", &at(seconds)).await.unwrap();
        assert_eq!(fake.count("/.well-known/openid-configuration"), fetched, "{seconds}");
    }
}

#[tokio::test]
async fn only_the_browser_that_began_can_finish_and_only_in_time() {
    let fake = Fake::start();
    let providers = fake.providers();
    let start = begin(&providers).await;
    let query = query(&start.url);
    fake.plan(|plan| plan.claims["nonce"] = query["nonce"].clone().into());
    let state = query["state"].as_str();
    for (id, state, seconds) in [
        ("acme", "", 0),
        ("acme", &state[1..], 0),
        ("acme", query["nonce"].as_str(), 0),
        ("other", state, 0),
        ("acme", state, 601),
    ] {
        let later = now().plus_seconds(seconds);
        let result = providers.finish(id, &start.pending, "the code", state, later).await;
        assert_eq!(result, Err(OidcError::StateMismatch), "{id} {seconds}");
    }
    assert_eq!(fake.count("/token"), 0, "the code was not given away");
    let unknown = providers.start("nobody", BACK, "/", &sources()).await;
    assert_eq!(unknown.err(), Some(OidcError::UnknownProvider));
}

#[tokio::test]
async fn what_a_provider_writes_stays_out_of_the_log() {
    let fake = Fake::start();
    for (answer, expected) in [
        (answer("302 Found", "Location: https://evil.example/\r\n", ""), "not understood"),
        (answer("500 Oh", "", "evil"), "not of the expected form"),
        (answer("200 OK", "Content-Type: text/html\r\n", "<h1>evil"), "not understood"),
        (answer("200 OK", "Content-Type: application/json\r\n", "{\"evil\":1}"), "expected form"),
        (
            answer("400 No", "Content-Type: application/json\r\n", r#"{"error":"invalid_grant"}"#),
            "the code was refused: invalid_grant",
        ),
        (
            answer("400 No", "Content-Type: application/json\r\n", r#"{"error":"<evil>"}"#),
            "the code was refused: an unknown code",
        ),
    ] {
        fake.plan(|plan| plan.token_answer = Some(answer));
        let why = failed(sign_in(&fake).await);
        assert!(why.contains(expected), "{why}");
    }
}

#[tokio::test]
async fn a_description_that_leads_elsewhere_is_refused() {
    for (changes, expected) in [
        (json!({"issuer": "https://evil.example"}), "of another issuer"),
        (json!({"authorization_endpoint": "http://evil.example/"}), "page is not https"),
        (json!({"authorization_endpoint": "javascript:evil"}), "page is not https"),
        (json!({"jwks_uri": "http://evil.example/"}), "neither https nor"),
        (json!({"jwks_uri": null}), "not of the expected form"),
    ] {
        let fake = Fake::start();
        fake.plan(|plan| plan.description = changes.clone());
        let result = fake.providers().start("acme", BACK, "/", &sources()).await;
        let Some(OidcError::Failed(why)) = result.err() else { panic!("{changes}") };
        assert!(why.contains(expected) && !why.contains("evil"), "{changes}: {why}");
    }
    let fake = Fake::start();
    fake.plan(|plan| plan.description = json!({"token_endpoint": "http://evil.example/"}));
    assert!(failed(sign_in(&fake).await).contains("neither https nor"));
}
