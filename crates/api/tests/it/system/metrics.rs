use std::thread::sleep;
use std::time::Duration;

use actix_web::test::{self, TestRequest};
use actix_web::web;
use api::{Followed, MetricsReaders, Node};
use prometheus_client::registry::Registry;
use search::{Following, Index, State};
use serde_json::json;
use tokio::sync::watch;

use super::exposition::Exposition;
use crate::house::{House, houses};

fn scrape() -> TestRequest {
    TestRequest::get().uri("/metrics").peer_addr("127.0.0.1:4711".parse().unwrap())
}

async fn read(house: &House) -> (String, Exposition) {
    let reply = house.send(scrape()).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let read = Exposition::read(&reply.text);
    (reply.text, read)
}

#[actix_web::test]
async fn figures_count_what_happened() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        // Once the index answers, what comes is applied to it and not built into it.
        assert_eq!(house.send(ada.get("/api/v1/contacts/search")).await.status, 200);
        for _ in 0..3 {
            assert_eq!(house.send(ada.get("/api/v1/me")).await.status, 200);
        }
        let body = json!({"full_name": "Grace Hopper", "company": "Compilers"});
        let made = house.send(ada.post("/api/v1/contacts").set_json(body)).await;
        let id = made.body["id"].as_str().unwrap().to_owned();
        let found = house.send(ada.get("/api/v1/contacts/search?q=grace")).await;
        assert_eq!(found.body["total"]["value"], 1, "the index shows it");
        let title = json!({"title": "Admiral"});
        let changed = ada.patch(&format!("/api/v1/contacts/{id}"), "\"1\"").set_json(title);
        assert_eq!(house.send(changed).await.status, 200);
        let found = house.send(ada.get("/api/v1/contacts/search?q=admiral")).await;
        assert_eq!(found.body["total"]["value"], 1, "the index has applied it");
        house.send(ada.get(&format!("/api/v1/contacts/{id}"))).await;
        house.send(ada.get("/api/v1/contacts/con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b")).await;
        house.send(TestRequest::get().uri("/api/v1/secret-of-a-tenant")).await;
        house.send(TestRequest::get().uri("/wp-login.php")).await;

        let (_, before) = read(&house).await;
        let queued = "contacts_jobs{kind=\"send_mail\",state=\"queued\"}";
        assert_eq!(before.count(queued), 1, "the mail of the sign-up");
        house.work();
        house.wait(10);
        // The follower counts a batch in the moment behind its commit.
        sleep(Duration::from_millis(100));
        let (text, now) = read(&house).await;
        let requests = |method, route, status| {
            let series = format!(
                "contacts_http_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}}"
            );
            now.count(&series)
        };
        assert_eq!(requests("GET", "/api/v1/me", 200), 3, "{text}");
        assert_eq!(requests("POST", "/api/v1/contacts", 201), 1);
        assert_eq!(requests("GET", "/api/v1/contacts/{id}", 200), 1);
        assert_eq!(requests("GET", "/api/v1/contacts/{id}", 404), 1);
        assert_eq!(requests("GET", "unknown", 404), 2, "{text}");
        assert_eq!(requests("GET", "/metrics", 200), 1);
        assert_eq!(now.count("contacts_http_requests_at_work"), 1, "this one");
        assert_eq!(now.count("contacts_job_runs_total{kind=\"send_mail\",outcome=\"done\"}"), 1);
        assert_eq!(now.count("contacts_job_seconds_count{kind=\"send_mail\"}"), 1);
        assert_eq!(now.count(queued), 0);
        assert_eq!(now.count("contacts_index_contacts"), 1);
        assert!(now.value("contacts_index_batches_total") >= 1.0);
        assert_eq!(now.count("contacts_index_lag_changes"), 0);
        assert!(now.has("contacts_index_lag_seconds"));
        assert_eq!(now.count("contacts_database_up"), 1);
        assert!(now.value("contacts_database_connections_most") >= 2.0);
        assert!(now.has("contacts_database_connections{state=\"idle\"}"));
        assert!(now.has("contacts_database_waits") && now.has("contacts_database_timeouts_total"));
        assert!(now.value("process_resident_memory_bytes") > 1e6);
        assert!(now.value("process_start_time_seconds") > 1.7e9);
        assert!(text.contains("contacts_build_info{version=\""), "{text}");
        let said = ["ada@example.com", "example.com", "org_", "con_", "usr_", "127.0.0.1", "Grace"];
        for said in said.into_iter().chain(["secret-of-a-tenant", "wp-login"]) {
            assert!(!text.contains(said), "{said} in {text}");
        }
    }
}

#[actix_web::test]
async fn strangers_learn_not_even_that_there_are_figures() {
    for house in houses().await {
        let elsewhere = || TestRequest::get().uri("/metrics");
        let mapped = scrape().peer_addr("[::ffff:127.0.0.1]:4711".parse().unwrap());
        assert_eq!(house.send(mapped).await.status, 200);
        let from_afar = elsewhere().peer_addr("192.0.2.1:4711".parse().unwrap());
        let strangers = [
            elsewhere(),
            TestRequest::post().uri("/metrics"),
            from_afar,
            scrape().insert_header(("X-Forwarded-For", "192.0.2.1")),
            scrape().insert_header(("Forwarded", "for=192.0.2.1")),
            scrape().insert_header(("Via", "1.1 proxy")),
        ];
        let unknown = house.send(TestRequest::get().uri("/api/v1/nowhere")).await;
        for stranger in strangers {
            let reply = house.send(stranger).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (404, "no_route"));
            assert_eq!(reply.body["detail"], unknown.body["detail"]);
        }
    }
}

/// Before it has a place in the outbox nobody can count what it misses, but it knows for how long.
#[actix_web::test]
async fn an_index_that_has_no_place_yet_tells_how_long_it_is_behind() {
    for house in houses().await {
        let state = State::Building { done: 3, total: 12 };
        let now = house.worker.sources.now();
        let building = Following { state, behind_since: Some(now), ..Following::START };
        let (_told, progress) = watch::channel(building);
        let followed = Some(Followed { index: Index::default(), progress });
        let (db, sources) = (house.db().clone(), house.worker.sources.clone());
        let node = web::Data::new(Node::new(
            db,
            sources,
            followed,
            Registry::default(),
            MetricsReaders::Near,
        ));
        house.wait(40);
        let service = test::init_service(api::system_service(node)).await;
        let answer = test::call_service(&service, scrape().to_request()).await;
        let text = String::from_utf8(test::read_body(answer).await.to_vec()).unwrap();
        let read = Exposition::read(&text);
        assert!(read.value("contacts_index_lag_seconds") >= 40.0, "{text}");
        assert!(read.value("contacts_index_lag_changes").is_nan(), "{text}");
        assert_eq!(read.count("contacts_index_state{state=\"building\"}"), 1);
        assert_eq!(read.count("contacts_index_state{state=\"following\"}"), 0);
    }
}

#[actix_web::test]
async fn behind_a_proxy_nobody_is_near() {
    for house in houses().await {
        let (db, sources) = (house.db().clone(), house.worker.sources.clone());
        let readers = MetricsReaders::Nobody;
        let node = web::Data::new(Node::new(db, sources, None, Registry::default(), readers));
        let service = test::init_service(api::system_service(node)).await;
        assert_eq!(test::call_service(&service, scrape().to_request()).await.status(), 404);
    }
}

#[actix_web::test]
async fn a_token_is_asked_for_where_there_is_one() {
    for house in houses().await {
        let token = MetricsReaders::Bearers("a-token-of-some-length".into());
        let (db, sources) = (house.db().clone(), house.worker.sources.clone());
        let node = web::Data::new(Node::new(db, sources, None, Registry::default(), token));
        let service = test::init_service(api::system_service(node)).await;
        let with = |value: &str| {
            let request = TestRequest::get().uri("/metrics");
            request.insert_header(("Authorization", value.to_owned())).to_request()
        };
        let good = test::call_service(&service, with("Bearer a-token-of-some-length")).await;
        assert_eq!(good.status(), 200);
        let text = String::from_utf8(test::read_body(good).await.to_vec()).unwrap();
        assert!(!Exposition::read(&text).has("contacts_index_contacts"), "there is no index");
        for bad in ["Bearer a-token-of-some-lengtH", "Bearer ", "a-token-of-some-length"] {
            assert_eq!(test::call_service(&service, with(bad)).await.status(), 404, "{bad}");
        }
        let local = test::call_service(&service, scrape().to_request()).await;
        assert_eq!(local.status(), 404, "nor who is near");
    }
}
