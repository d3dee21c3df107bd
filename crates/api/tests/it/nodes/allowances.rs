use std::num::NonZeroU32;

use actix_web::test::TestRequest;
use api::{Limits, Rates};

use crate::house::{House, houses_with};

/// Houses whose nodes share a database server, and at which everybody may ask so often a minute.
async fn shared(figure: u32) -> Vec<House> {
    let rates = Rates::all(NonZeroU32::new(figure).unwrap());
    let all = houses_with(Limits { rates, ..Limits::default() }).await;
    all.into_iter().filter(|house| house.kind() == "postgres").collect()
}

fn left(header: &str) -> u32 {
    header.split("r=").nth(1).unwrap().split(';').next().unwrap().parse().unwrap()
}

#[actix_web::test]
async fn one_allowance_holds_for_both() {
    for house in shared(10).await {
        let fellow = house.fellow().await;
        let ada = house.sign_up("ada@example.com").await;
        for before in [9, 7, 5, 3, 1] {
            let here = house.send(ada.get("/api/v1/me")).await;
            assert_eq!((here.status.as_u16(), left(here.header("ratelimit"))), (200, before));
            let there = fellow.send(ada.get("/api/v1/me")).await;
            assert_eq!((there.status.as_u16(), left(there.header("ratelimit"))), (200, before - 1));
            assert_eq!(there.header("ratelimit-policy"), "\"user\";q=10;w=60");
        }
        let mut waits = Vec::new();
        for reply in
            [house.send(ada.get("/api/v1/me")).await, fellow.send(ada.get("/api/v1/me")).await]
        {
            assert_eq!((reply.status.as_u16(), reply.code()), (429, "too_many_requests"));
            assert_eq!(left(reply.header("ratelimit")), 0);
            let wait: i64 = reply.header("retry-after").parse().unwrap();
            assert!((1..=6).contains(&wait), "{wait}");
            waits.push(wait);
        }
        house.wait(waits.into_iter().max().unwrap());
        assert_eq!(fellow.send(ada.get("/api/v1/me")).await.status, 200);
        assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 429, "there was one");
    }
}

#[actix_web::test]
async fn addresses_share_theirs_as_well() {
    for house in shared(4).await {
        let fellow = house.fellow().await;
        let guess = || {
            let request = TestRequest::get().uri("/api/v1/me");
            request.insert_header(("X-Forwarded-For", "192.0.2.1"))
        };
        for _ in 0..2 {
            assert_eq!(house.send(guess()).await.status, 401);
            assert_eq!(fellow.send(guess()).await.status, 401);
        }
        assert_eq!(house.send(guess()).await.status, 429);
        assert_eq!(fellow.send(guess()).await.status, 429);
    }
}

#[actix_web::test]
async fn without_the_table_each_node_counts_alone() {
    for house in shared(3).await {
        let fellow = house.fellow().await;
        let ada = house.sign_up("ada@example.com").await;
        db::testing::execute(house.db(), "ALTER TABLE allowances RENAME TO away").unwrap();
        for _ in 0..3 {
            assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 200);
            assert_eq!(fellow.send(ada.get("/api/v1/me")).await.status, 200);
        }
        assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 429);
        assert_eq!(fellow.send(ada.get("/api/v1/me")).await.status, 429);
    }
}
