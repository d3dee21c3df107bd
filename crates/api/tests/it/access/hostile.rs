use std::num::NonZeroU32;

use actix_web::http::header;
use actix_web::test::TestRequest;
use api::{Limits, Rates};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::access::{Permission, Role};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};

use super::callers::{join, key, organization, user};
use crate::house::{House, PASSWORD, Person, houses, houses_with, login, post};

/// The claims of a good token.
fn claims(person: &Person) -> Value {
    let body = person.token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(body).unwrap()).unwrap()
}

fn header(algorithm: Algorithm) -> Header {
    let mut header = Header::new(algorithm);
    header.typ = Some("at+jwt".to_owned());
    header.kid = Some("1".to_owned());
    header
}

async fn is_let_in(house: &House, token: &str) -> bool {
    let request = TestRequest::get().uri("/api/v1/me");
    let request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
    let reply = house.send(request).await;
    if reply.status != 200 {
        assert_eq!((reply.status.as_u16(), reply.code()), (401, "not_signed_in"));
    }
    reply.status == 200
}

#[actix_web::test]
async fn tokens_that_differ_in_anything_are_refused() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let good = claims(&ada);
        let own = EncodingKey::from_ed_der(&house.signing);
        let sign =
            |header: &Header, claims: &Value| jsonwebtoken::encode(header, claims, &own).unwrap();
        let with = |name: &str, value: Value| {
            let mut claims = good.clone();
            claims[name] = value;
            sign(&header(Algorithm::EdDSA), &claims)
        };
        let without = |name: &str| {
            let mut claims = good.clone();
            claims.as_object_mut().unwrap().remove(name);
            sign(&header(Algorithm::EdDSA), &claims)
        };
        // The forge itself works: what follows fails for what it changes.
        assert!(is_let_in(&house, &sign(&header(Algorithm::EdDSA), &good)).await);
        let now = good["iat"].as_i64().unwrap();
        let other = "org_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b";
        for token in [
            with("iss", json!("somebody-else")),
            with("aud", json!("another-api")),
            with("aud", json!(["business-contacts-api", "another-api"])),
            with("exp", json!(now - 1)),
            with("exp", json!(now + 999_999)),
            with("nbf", json!(now + 3_600)),
            with("org", json!(other)),
            with("sid", json!("ses_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b")),
            with("sub", json!("usr_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b")),
            with("role", json!("organization_admin")),
            without("exp"),
            without("nbf"),
            without("aud"),
            without("iss"),
            without("sub"),
            without("sid"),
        ] {
            assert!(!is_let_in(&house, &token).await, "{token}");
        }
        for (name, value) in [("typ", "JWT"), ("kid", "2"), ("kid", "../keys.json"), ("kid", "")] {
            let mut header = header(Algorithm::EdDSA);
            match name {
                "typ" => header.typ = Some(value.to_owned()),
                _ => header.kid = Some(value.to_owned()),
            }
            assert!(!is_let_in(&house, &sign(&header, &good)).await, "{name} {value}");
        }
        let mut header = header(Algorithm::EdDSA);
        (header.typ, header.kid) = (None, None);
        assert!(!is_let_in(&house, &sign(&header, &good)).await, "without typ and kid");
    }
}

#[actix_web::test]
async fn tokens_of_another_algorithm_or_key_are_refused() {
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let good = claims(&ada);
        let encode = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
        let body = encode(&good.to_string());
        let none = encode(r#"{"alg":"none","typ":"at+jwt","kid":"1"}"#);
        let (head, signature) = ada.token.split_once('.').unwrap();
        let signature = signature.split_once('.').unwrap().1;
        let pair = Ed25519KeyPair::from_pkcs8(&house.signing).unwrap();
        let public = pair.public_key().as_ref();
        let confused = EncodingKey::from_secret(public);
        let confused = jsonwebtoken::encode(&header(Algorithm::HS256), &good, &confused).unwrap();
        let foreign = Ed25519KeyPair::generate().unwrap().to_pkcs8().unwrap();
        let foreign = EncodingKey::from_ed_der(foreign.as_ref());
        let mut carried = header(Algorithm::EdDSA);
        carried.jku = Some("https://evil.example/keys".to_owned());
        let carried = jsonwebtoken::encode(&carried, &good, &foreign).unwrap();
        let foreign = jsonwebtoken::encode(&header(Algorithm::EdDSA), &good, &foreign).unwrap();
        // The confused token is good in itself: only the algorithm is not ours.
        let mut validation = Validation::new(Algorithm::HS256);
        validation.validate_aud = false;
        validation.validate_exp = false;
        let read = DecodingKey::from_secret(public);
        assert!(jsonwebtoken::decode::<Value>(&confused, &read, &validation).is_ok());
        for token in [
            format!("{none}.{body}."),
            format!("{none}.{body}.{signature}"),
            format!("{head}.{body}."),
            confused,
            foreign,
            carried,
            ada.token[..ada.token.len() - 2].to_owned(),
            format!("{}=", ada.token),
            String::new(),
            "..".to_owned(),
        ] {
            assert!(!is_let_in(&house, &token).await, "{token}");
        }
        assert!(is_let_in(&house, &ada.token).await);
    }
}

#[actix_web::test]
async fn a_key_with_any_letter_changed_is_refused() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (_, secret) = key(&house, &ada, &[Permission::ContactsRead]).await;
        let search = |secret: &str| {
            let bearer = (header::AUTHORIZATION, format!("Bearer {secret}"));
            TestRequest::get().uri("/api/v1/contacts/search").insert_header(bearer)
        };
        assert_eq!(house.send(search(&secret)).await.status, 200);
        for index in 0..secret.len() {
            let mut changed = secret.clone().into_bytes();
            changed[index] = if changed[index] == b'a' { b'b' } else { b'a' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(house.send(search(&changed)).await.status, 401, "letter {index}");
        }
        for changed in [secret.to_uppercase(), format!("{secret}a"), secret[4..].to_owned()] {
            assert_eq!(house.send(search(&changed)).await.status, 401);
        }
    }
}

#[actix_web::test]
async fn a_removed_or_demoted_member_is_out_at_the_next_request() {
    for house in houses().await {
        let admin = house.sign_up("founder@example.com").await;
        let member = join(&house, &admin, "manager", Role::Manager).await;
        let id = user(&house, &member).await;
        let path = format!("/api/v1/members/{id}");
        let imports = || member.get("/api/v1/imports");
        assert_eq!(house.send(imports()).await.status, 200);

        let viewer = admin.patch(&path, "").set_json(json!({"role": "viewer"}));
        assert_eq!(house.send(viewer).await.status, 200);
        assert_eq!(house.send(imports()).await.status, 403);

        let suspended = admin.patch(&path, "").set_json(json!({"status": "suspended"}));
        assert_eq!(house.send(suspended).await.status, 200);
        let refused = house.send(member.get("/api/v1/contacts/search")).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "not_permitted"));

        assert_eq!(house.send(admin.delete(&path, "")).await.status, 204);
        assert_eq!(house.send(member.get("/api/v1/me")).await.status, 401);
        let again = post("/api/v1/auth/refresh").insert_header(("Cookie", member.cookie.as_str()));
        assert_eq!(house.send(again).await.status, 401);
    }
}

#[actix_web::test]
async fn mails_ignore_what_a_request_says_of_its_host() {
    for house in houses().await {
        house.sign_up("ada@example.com").await;
        let request = post("/api/v1/auth/password/forgot")
            .insert_header((header::HOST, "evil.example"))
            .insert_header(("X-Forwarded-Host", "evil.example"))
            .insert_header(("Forwarded", "host=evil.example"))
            .insert_header((header::ORIGIN, "https://evil.example"))
            .set_json(json!({"email": "ada@example.com"}));
        assert_eq!(house.send(request).await.status, 202);
        let mails = house.mails("ada@example.com");
        let mail = mails.last().unwrap().replace("=\r\n", "");
        assert!(mail.contains("https://contacts.example/reset#"), "{mail}");
        assert!(!mail.contains("evil"), "{mail}");
    }
}

#[actix_web::test]
async fn a_form_of_another_site_changes_nothing() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let before = organization(&house, &ada).await;
        for (path, kind) in [
            ("contacts", "application/x-www-form-urlencoded"),
            ("contacts", "text/plain"),
            ("me/organization", "text/plain"),
        ] {
            // A form carries the cookie and no token.
            let request = post(&format!("/api/v1/{path}"))
                .insert_header(("Cookie", ada.cookie.as_str()))
                .insert_header(("Sec-Fetch-Site", "cross-site"))
                .insert_header((header::CONTENT_TYPE, kind))
                .set_payload(r#"{"first_name":"Grace"}"#);
            assert_eq!(house.send(request).await.status, 401, "{path}");
        }
        for path in ["auth/refresh", "auth/logout", "auth/mfa/verify"] {
            let request = post(&format!("/api/v1/{path}"))
                .insert_header(("Cookie", ada.cookie.as_str()))
                .insert_header((header::ORIGIN, "https://evil.example"))
                .set_json(json!({"code": "123456"}));
            let reply = house.send(request).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (403, "cross_site"), "{path}");
        }
        assert_eq!(organization(&house, &ada).await, before);
    }
}

#[actix_web::test]
async fn a_path_in_other_letters_leads_nowhere_else() {
    let limits = Limits { rates: Rates::all(NonZeroU32::new(3).unwrap()), ..Limits::default() };
    for house in houses_with(limits).await {
        let spellings = ["/api/%761/auth/login", "/%61pi/v1/auth/login", "/api/v1/auth/%6Cogin"];
        let mut statuses = Vec::new();
        for path in spellings.iter().cycle().take(6) {
            let body = json!({"email": "nobody@example.com", "password": "x"});
            let reply = house.send(post(path).set_json(body)).await;
            assert_eq!(reply.header("cache-control"), "no-store", "{path}");
            statuses.push(reply.status.as_u16());
        }
        assert_eq!(statuses, [401, 401, 401, 429, 429, 429], "one allowance for all spellings");
    }
}

#[actix_web::test]
async fn other_spellings_of_an_address_are_the_same_account() {
    for house in houses().await {
        house.sign_up("ada@example.com").await;
        for number in 0..5 {
            let email = format!("mailto:ADA@example.com?{number}");
            assert_eq!(house.send(login(&email, "not this one")).await.status, 401);
        }
        assert_eq!(house.send(login("ada@example.com", PASSWORD)).await.status, 429);
    }
}

#[actix_web::test]
async fn many_guesses_at_once_are_as_slow_as_one_after_the_other() {
    for house in houses().await {
        house.sign_up("ada@example.com").await;
        let guesses = (0..20).map(|_| house.send(login("ada@example.com", "not this one")));
        let replies = futures_util::future::join_all(guesses).await;
        let looked_at = replies.iter().filter(|reply| reply.status == 401).count();
        assert_eq!(looked_at, 5);
    }
}
