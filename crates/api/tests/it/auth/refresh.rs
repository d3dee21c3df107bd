use crate::house::{House, PASSWORD, Reply, houses, login, post};

async fn refresh(house: &House, cookie: &str) -> Reply {
    house.send(post("/api/v1/auth/refresh").insert_header(("Cookie", cookie))).await
}

#[actix_web::test]
async fn a_refresh_token_is_replaced_and_its_reuse_ends_the_session() {
    for house in houses().await {
        let first = house.sign_up("ada@example.com").await;
        let second = refresh(&house, &first.cookie).await;
        assert_eq!(second.status, 200);
        let second = second.person();
        assert_ne!(second.cookie, first.cookie);

        // A second tab, or a lost answer: the token before the present one gets the same one.
        let again = refresh(&house, &first.cookie).await;
        assert_eq!(again.person().cookie, second.cookie);

        // Two steps back is no accident.
        let third = refresh(&house, &second.cookie).await.person();
        let reused = refresh(&house, &first.cookie).await;
        assert_eq!((reused.status.as_u16(), reused.code()), (401, "session_ended"));
        assert_eq!(refresh(&house, &third.cookie).await.status, 401);
        assert_eq!(house.send(third.get("/api/v1/me")).await.status, 401);

        // The owner hears of it by mail, and the log knows it.
        let mails = house.mails("ada@example.com");
        assert_eq!(mails.len(), 2, "the one that confirms the address, and this: {mails:?}");
        let ada = house.send(login("ada@example.com", PASSWORD)).await.person();
        let log = house.send(ada.get("/api/v1/audit-events?action=auth.token_reused")).await;
        assert_eq!(log.body["events"][0]["outcome"], "denied");
    }
}

#[actix_web::test]
async fn a_forged_token_ends_nothing() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let mut forged = ada.cookie.clone();
        forged.pop();
        forged.push(if ada.cookie.ends_with('A') { 'E' } else { 'A' });
        for cookie in [forged.as_str(), "refresh=x", "refresh=", "other=1"] {
            assert_eq!(refresh(&house, cookie).await.status, 401, "{cookie}");
        }
        assert_eq!(refresh(&house, &ada.cookie).await.status, 200);
    }
}

#[actix_web::test]
async fn another_site_cannot_refresh_or_sign_out() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for route in ["/api/v1/auth/refresh", "/api/v1/auth/logout"] {
            let foreign = [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")];
            for header in foreign {
                let request = post(route).insert_header(("Cookie", ada.cookie.as_str()));
                let reply = house.send(request.insert_header(header)).await;
                assert_eq!((reply.status.as_u16(), reply.code()), (403, "cross_site"), "{route}");
            }
        }
        assert_eq!(refresh(&house, &ada.cookie).await.status, 200);
    }
}

#[actix_web::test]
async fn signing_out_ends_the_access_token_at_the_next_request() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let out = post("/api/v1/auth/logout").insert_header(("Cookie", ada.cookie.as_str()));
        let out = house.send(out).await;
        assert_eq!(out.status, 204);
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        assert!(out.header("clear-site-data").contains("storage"));
        assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 401);
        assert_eq!(refresh(&house, &ada.cookie).await.status, 401);
    }
}
