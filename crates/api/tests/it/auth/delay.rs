use crate::house::{PASSWORD, houses, login};

#[actix_web::test]
async fn failures_make_the_next_try_wait_longer_and_never_for_ever() {
    for house in houses().await {
        house.sign_up("ada@example.com").await;
        house.sign_up("bob@example.com").await;
        for _ in 0..5 {
            let reply = house.send(login("ada@example.com", "not this one")).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (401, "wrong_credentials"));
        }
        let mut delays = Vec::new();
        for _ in 0..4 {
            let early = house.send(login("ada@example.com", PASSWORD)).await;
            assert_eq!((early.status.as_u16(), early.code()), (429, "too_many_requests"));
            let seconds: i64 = early.header("retry-after").parse().unwrap();
            delays.push(seconds);
            house.wait(seconds);
            let wrong = house.send(login("ada@example.com", "not this one")).await;
            assert_eq!(wrong.status, 401, "after waiting it is looked at");
        }
        assert_eq!(delays, [1, 2, 4, 8]);
        // Nobody else waits for it.
        assert_eq!(house.send(login("bob@example.com", PASSWORD)).await.status, 200);
        house.wait(16);
        assert_eq!(house.send(login("ada@example.com", PASSWORD)).await.status, 200);
        let again = house.send(login("ada@example.com", "not this one")).await;
        assert_eq!(again.status, 401, "the count began anew");
    }
}

#[actix_web::test]
async fn an_address_without_an_account_waits_as_one_with() {
    for house in houses().await {
        for _ in 0..5 {
            let reply = house.send(login("nobody@example.com", PASSWORD)).await;
            assert_eq!(reply.code(), "wrong_credentials");
        }
        let reply = house.send(login("Nobody@Example.com ", PASSWORD)).await;
        assert_eq!((reply.status.as_u16(), reply.header("retry-after")), (429, "1"));
    }
}

#[actix_web::test]
async fn one_address_cannot_try_many_accounts() {
    for house in houses().await {
        let from = |address: &str, email: &str| {
            login(email, PASSWORD).insert_header(("X-Forwarded-For", address.to_owned()))
        };
        for number in 0..20 {
            let email = format!("p{number}@example.com");
            assert_eq!(house.send(from("192.0.2.1", &email)).await.status, 401);
        }
        assert_eq!(house.send(from("192.0.2.1", "new@example.com")).await.status, 429);
        // What the client wrote into the header itself does not count.
        let forged = from("203.0.113.9, 192.0.2.1", "new@example.com");
        assert_eq!(house.send(forged).await.status, 429);
        let two_lines = login("new@example.com", PASSWORD)
            .append_header(("X-Forwarded-For", "203.0.113.9"))
            .append_header(("X-Forwarded-For", "192.0.2.1"));
        assert_eq!(house.send(two_lines).await.status, 429);
        assert_eq!(house.send(from("192.0.2.2", "new@example.com")).await.status, 401);
    }
}
