use serde_json::{Value, json};

use crate::house::{House, PASSWORD, Person, Reply, hex, houses, login, post};

/// Sets a second factor up, and answers its secret and the recovery codes.
async fn enrol(house: &House, person: &Person) -> (String, Vec<String>) {
    let setup = house.send(person.post("/api/v1/me/totp")).await;
    assert_eq!(setup.status, 200, "{}", setup.body);
    let secret = setup.body["secret"].as_str().unwrap().to_owned();
    assert!(setup.body["uri"].as_str().unwrap().starts_with("otpauth://totp/"));
    assert!(setup.body["qr"].as_str().unwrap().starts_with("data:image/svg+xml;base64,"));
    let confirm = json!({"code": house.code(&secret)});
    let confirm = house.send(person.post("/api/v1/me/totp/confirm").set_json(confirm)).await;
    assert_eq!(confirm.status, 200, "{}", confirm.body);
    let codes = confirm.body["codes"].as_array().unwrap();
    (secret, codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
}

/// The first step of signing in, and the cookie that waits for the second.
async fn first_step(house: &House) -> String {
    let reply = house.send(login("ada@example.com", PASSWORD)).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (401, "second_factor_required"));
    assert_eq!(reply.body.get("access_token"), None);
    reply.cookie()
}

async fn second_step(house: &House, cookie: &str, code: &str) -> Reply {
    let request = post("/api/v1/auth/mfa/verify").insert_header(("Cookie", cookie));
    house.send(request.set_json(json!({"code": code}))).await
}

#[actix_web::test]
async fn a_code_is_asked_for_and_works_once() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (secret, _) = enrol(&house, &ada).await;
        let waiting = first_step(&house).await;
        let refresh = post("/api/v1/auth/refresh").insert_header(("Cookie", waiting.as_str()));
        let refresh = house.send(refresh).await;
        assert_eq!(refresh.code(), "second_factor_required", "the cookie opens nothing else");

        // The code that set it up was used with that.
        let used = second_step(&house, &waiting, &house.code(&secret)).await;
        assert_eq!((used.status.as_u16(), used.code()), (422, "invalid_input"));
        house.wait(30);
        let code = house.code(&secret);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        let signed_in = second_step(&house, &waiting, &spaced).await;
        assert_eq!(signed_in.status, 200, "{}", signed_in.body);
        assert_eq!(house.send(signed_in.person().get("/api/v1/me")).await.status, 200);

        let waiting = first_step(&house).await;
        let replayed = second_step(&house, &waiting, &code).await;
        assert_eq!(replayed.status, 422);
        house.wait(90);
        let old = second_step(&house, &waiting, &code).await;
        assert_eq!(old.status, 422);
    }
}

#[actix_web::test]
async fn a_recovery_code_works_once_and_guessing_is_slowed() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (_, codes) = enrol(&house, &ada).await;
        assert_eq!(codes.len(), 10);
        let waiting = first_step(&house).await;
        let typed = codes[0].to_uppercase().replace('-', " ");
        assert_eq!(second_step(&house, &waiting, &typed).await.status, 200);
        let waiting = first_step(&house).await;
        assert_eq!(second_step(&house, &waiting, &codes[0]).await.status, 422);
        for _ in 0..4 {
            assert_eq!(second_step(&house, &waiting, "000000").await.status, 422);
        }
        let slowed = second_step(&house, &waiting, &codes[1]).await;
        assert_eq!((slowed.status.as_u16(), slowed.code()), (429, "too_many_requests"));
        // The right password does not wipe the count of wrong codes.
        let early = house.send(login("ada@example.com", PASSWORD)).await;
        assert_eq!(early.status, 429);
        house.wait(700);
        let late = second_step(&house, &waiting, &codes[1]).await;
        assert_eq!((late.status.as_u16(), late.code()), (401, "session_ended"), "ten minutes");
    }
}

#[actix_web::test]
async fn it_is_turned_off_with_a_code_and_the_secret_is_stored_sealed() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (secret, codes) = enrol(&house, &ada).await;
        let all = format!("{:?}", db::testing::contents(house.db(), &[]).unwrap());
        let raw = totp_rs::Secret::try_from_base32(&secret).unwrap();
        let hex = hex(raw.as_ref());
        assert!(!all.to_lowercase().contains(&hex), "the secret is in the database");
        assert!(codes.iter().all(|code| !all.contains(code)), "a recovery code is");

        let again = house.send(ada.post("/api/v1/me/totp")).await;
        assert_eq!(again.code(), "wrong_state", "one in force is not replaced");
        let disable =
            |code: &str| ada.post("/api/v1/me/totp/disable").set_json(json!({"code": code}));
        assert_eq!(house.send(disable("000000")).await.status, 422);
        let fresh = json!({"code": codes[0]});
        let fresh = house.send(ada.post("/api/v1/me/totp/recovery-codes").set_json(fresh)).await;
        let fresh: Vec<Value> = fresh.body["codes"].as_array().unwrap().clone();
        assert_eq!(house.send(disable(&codes[1])).await.status, 422, "replaced by new ones");
        assert_eq!(house.send(disable(fresh[0].as_str().unwrap())).await.status, 204);
        assert_eq!(house.send(login("ada@example.com", PASSWORD)).await.status, 200);
    }
}

#[actix_web::test]
async fn an_organization_can_ask_everybody_for_one() {
    use crate::access::callers::join;
    use domain::access::Role;
    for house in houses().await {
        let admin = house.sign_up("ada@example.com").await;
        let member = join(&house, &admin, "member", Role::Member).await;
        let require = |yes: bool| {
            let body = json!({"requires_second_factor": yes});
            admin.patch("/api/v1/organization", "").set_json(body)
        };
        let early = house.send(require(true)).await;
        assert_eq!(early.body["errors"][0]["field"], "requires_second_factor");
        let (secret, _) = enrol(&house, &admin).await;
        assert_eq!(house.send(require(true)).await.status, 200);

        let shut = house.send(member.get("/api/v1/contacts/search")).await;
        assert_eq!((shut.status.as_u16(), shut.code()), (403, "second_factor_missing"));
        assert_eq!(house.send(member.get("/api/v1/me")).await.status, 200);
        enrol(&house, &member).await;
        assert_eq!(house.send(member.get("/api/v1/contacts/search")).await.status, 200);

        house.wait(30);
        let off = json!({"code": house.code(&secret)});
        let off = house.send(admin.post("/api/v1/me/totp/disable").set_json(off)).await;
        assert_eq!((off.status.as_u16(), off.code()), (409, "wrong_state"));
    }
}

#[actix_web::test]
async fn it_works_on_while_keys_are_rotated() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (secret, _) = enrol(&house, &ada).await;
        let sealed = || {
            let mut all = db::testing::contents(house.db(), &["users.totp_step"]).unwrap();
            (all.remove("users").unwrap(), all.remove("data_keys").unwrap())
        };
        let before = sealed();
        for keys in 1..=3 {
            let expected = (keys.min(2), 1);
            assert_eq!(house.rotate_keys(), expected, "data keys, and the secret under the last");
            house.wait(30);
            let waiting = first_step(&house).await;
            let reply = second_step(&house, &waiting, &house.code(&secret)).await;
            assert_eq!(reply.status, 200, "{}", reply.body);
        }
        let after = sealed();
        assert_ne!(before.0, after.0, "the secret is sealed under another data key");
        assert_ne!(before.1, after.1, "which another key wraps");
        assert_eq!(
            after.1.lines().count(),
            2,
            "one of before is kept, for what was sealed meanwhile"
        );
    }
}

#[actix_web::test]
async fn guessing_it_in_an_open_session_is_slowed_and_noted() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (secret, _) = enrol(&house, &ada).await;
        house.wait(30);
        let disable =
            |code: &str| ada.post("/api/v1/me/totp/disable").set_json(json!({"code": code}));
        let codes =
            || ada.post("/api/v1/me/totp/recovery-codes").set_json(json!({"code": "000000"}));
        let deletion = || ada.post("/api/v1/me/deletion").set_json(json!({"confirmation": "x"}));
        for _ in 0..2 {
            assert_eq!(house.send(disable("000000")).await.status, 422);
            assert_eq!(house.send(codes()).await.status, 422);
        }
        assert_eq!(house.send(deletion()).await.status, 422);
        let right = house.code(&secret);
        for slowed in [house.send(disable(&right)).await, house.send(deletion()).await] {
            assert_eq!((slowed.status.as_u16(), slowed.code()), (429, "too_many_requests"));
        }
        house.wait(30);
        let log = house.send(ada.get("/api/v1/audit-events?action=auth.proof_failed")).await.body;
        assert_eq!(log["events"].as_array().unwrap().len(), 5);
        assert_eq!(house.send(disable(&house.code(&secret))).await.status, 204);
    }
}
