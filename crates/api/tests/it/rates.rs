use std::num::NonZeroU32;

use actix_web::test::TestRequest;
use api::{Limits, Rates};
use domain::access::Permission;
use futures_util::future::{join, join_all};

use crate::access::callers::key;
use crate::house::{Person, houses_with, login, unlimited};

fn limits(key: u32, user: u32, address: u32) -> Limits {
    let figure = |figure| NonZeroU32::new(figure).unwrap();
    let rates = Rates { key: figure(key), user: figure(user), address: figure(address) };
    Limits { rates, ..Limits::default() }
}

#[actix_web::test]
async fn each_key_user_and_address_has_its_own_allowance() {
    for house in houses_with(limits(3, 10, 5)).await {
        let ada = house.sign_up("ada@example.com").await;
        let (_, first) = key(&house, &ada, &[Permission::ContactsRead]).await;
        let (_, second) = key(&house, &ada, &[Permission::ContactsRead]).await;
        let search = |secret: &str| {
            let key = Person { token: secret.to_owned(), cookie: String::new() };
            key.get("/api/v1/contacts/search")
        };
        for left in [2, 1, 0] {
            let reply = house.send(search(&first)).await;
            assert_eq!(reply.status, 200);
            assert_eq!(reply.header("ratelimit-policy"), "\"key\";q=3;w=60");
            let state = reply.header("ratelimit").to_owned();
            assert!(state.starts_with(&format!("\"key\";r={left};t=")), "{state}");
        }
        let refused = house.send(search(&first)).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (429, "too_many_requests"));
        let wait: i64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=20).contains(&wait), "{wait}");
        assert_eq!(house.send(search(&second)).await.status, 200);
        assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 200);
        house.wait(wait);
        assert_eq!(house.send(search(&first)).await.status, 200);
    }
}

#[actix_web::test]
async fn who_is_not_known_is_counted_by_address() {
    for house in houses_with(limits(100, 100, 4)).await {
        let guess = |address: &str| {
            TestRequest::get()
                .uri("/api/v1/me")
                .insert_header(("Authorization", "Bearer x"))
                .insert_header(("X-Forwarded-For", address.to_owned()))
        };
        for _ in 0..4 {
            assert_eq!(house.send(guess("192.0.2.1")).await.status, 401);
        }
        let refused = house.send(guess("192.0.2.1")).await;
        assert_eq!(refused.status, 429);
        assert_eq!(refused.header("ratelimit-policy"), "\"address\";q=4;w=60");
        assert_eq!(house.send(guess("192.0.2.2")).await.status, 401);
        let health = TestRequest::get().uri("/healthz");
        assert_eq!(house.send(health).await.status, 200, "health has no limit");
    }
}

#[actix_web::test]
async fn what_is_too_much_at_once_is_turned_away() {
    for house in houses_with(Limits { at_work: (8, 2), ..unlimited() }).await {
        let guesses = (0..5).map(|_| house.send(login("nobody@example.com", "not this one")));
        let health = house.send(TestRequest::get().uri("/healthz"));
        let (replies, health) = join(join_all(guesses), health).await;
        let count = |status| replies.iter().filter(|reply| reply.status == status).count();
        assert_eq!((count(401), count(503)), (2, 3));
        let away = replies.iter().find(|reply| reply.status == 503).unwrap();
        assert_eq!((away.code(), away.header("retry-after")), ("unavailable", "2"));
        assert_eq!(health.status, 200, "health needs no place");
        assert_eq!(house.send(login("nobody@example.com", "not this one")).await.status, 401);
    }
    for house in houses_with(Limits { at_work: (1, 512), ..unlimited() }).await {
        let (ada, bob) =
            (house.sign_up("ada@example.com").await, house.sign_up("bob@example.com").await);
        // Requests that take turns by chance meet nobody: ask until two have met.
        let mut met = (Vec::new(), None);
        for _ in 0..100 {
            let asked = (0..8).map(|_| house.send(ada.get("/api/v1/me")));
            let (replies, other) = join(join_all(asked), house.send(bob.get("/api/v1/me"))).await;
            let away: Vec<_> = replies.into_iter().filter(|reply| reply.status == 429).collect();
            met = (away, Some(other.status));
            if !met.0.is_empty() {
                break;
            }
        }
        let (away, other) = met;
        assert!((1..8).contains(&away.len()), "{} of 8", away.len());
        assert_eq!((away[0].code(), away[0].header("retry-after")), ("too_many_requests", "1"));
        assert_eq!(
            other.map(|status| status.as_u16()),
            Some(200),
            "another organization has places of its own"
        );
    }
}
