use std::sync::atomic::{AtomicI64, Ordering};

use actix_web::test::{self, TestRequest};
use actix_web::web;
use api::{Followed, MetricsReaders, Node};
use db::testing::Fresh;
use domain::{Sources, Timestamp};
use prometheus_client::registry::Registry;
use search::{Following, Index, State};
use serde_json::Value;
use tokio::sync::watch;

use crate::house::houses;

/// An index that has seen nothing, and follows.
const FOLLOWING: Following = Following { state: State::Following, position: 0, behind_since: None };

/// What `/readyz` of a process answers.
async fn ask(node: &web::Data<Node>, path: &str) -> (u16, Value) {
    let service = test::init_service(api::system_service(node.clone())).await;
    let answer = test::call_service(&service, TestRequest::get().uri(path).to_request()).await;
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&test::read_body(answer).await).unwrap())
}

fn node(database: &Fresh, index: Option<Followed>) -> web::Data<Node> {
    node_at(database, index, Sources::predictable())
}

fn node_at(database: &Fresh, index: Option<Followed>, sources: Sources) -> web::Data<Node> {
    web::Data::new(Node::new(
        database.db.clone(),
        sources,
        index,
        Registry::default(),
        MetricsReaders::Near,
    ))
}

fn check<'a>(body: &'a Value, name: &str) -> &'a Value {
    body["checks"].as_array().unwrap().iter().find(|check| check["name"] == name).unwrap()
}

#[actix_web::test]
async fn an_index_that_is_being_built_is_told_and_decides_only_if_asked_for() {
    for database in db::testing::databases().unwrap() {
        let building = State::Building { done: 3, total: 12 };
        let (told, progress) = watch::channel(Following { state: building, ..Following::START });
        let index = Index::default();
        let node = node(&database, Some(Followed { index, progress }));
        let (status, body) = ask(&node, "/readyz").await;
        assert_eq!((status, &body["ready"]), (200, &Value::from(true)));
        let index = check(&body, "index");
        assert_eq!((&index["ready"], &index["required"]), (&false.into(), &false.into()));
        assert_eq!((&index["done"], &index["total"]), (&3.into(), &12.into()));
        assert_eq!(index["message"], "The search index is being built, 25 % of it is done.");
        let (status, body) = ask(&node, "/readyz?index=true").await;
        assert_eq!((status, &body["ready"]), (503, &Value::from(false)));

        told.send_replace(FOLLOWING);
        let (status, body) = ask(&node, "/readyz?index=true").await;
        assert_eq!(status, 200, "{body}");
        assert_eq!(check(&body, "index")["message"], "It shows everything.");

        drop(told);
        let (status, body) = ask(&node, "/readyz").await;
        assert_eq!(status, 200);
        assert_eq!(check(&body, "index")["ready"], false, "nobody follows: {body}");
    }
}

#[actix_web::test]
async fn an_index_that_falls_behind_says_how_far() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for _ in 0..3 {
            let body = serde_json::json!({"full_name": "Grace Hopper"});
            let made = house.send(ada.post("/api/v1/contacts").set_json(body)).await;
            assert_eq!(made.status, 201);
        }
        let index = Index::default();
        let (_told, progress) = watch::channel(FOLLOWING);
        house.wait(40);
        let sources = house.worker.sources.clone();
        let followed = Some(Followed { index, progress });
        let node = web::Data::new(Node::new(
            house.db().clone(),
            sources,
            followed,
            Registry::default(),
            MetricsReaders::Near,
        ));
        let (status, body) = ask(&node, "/readyz").await;
        assert_eq!(status, 200);
        let index = check(&body, "index");
        assert_eq!(index["ready"], false, "{body}");
        assert!(index["behind_seconds"].as_f64().unwrap() >= 40.0, "{body}");
        assert!(index["message"].as_str().unwrap().contains("with 3 changes to come"), "{body}");
        assert_eq!(ask(&node, "/readyz?index=true").await.0, 503);
    }
}

/// A clock that goes on by so much at every look.
fn striding(micros: i64) -> Sources {
    let now = AtomicI64::new(1_767_225_600_000_000);
    let clock = move || Timestamp::from_micros(now.fetch_add(micros, Ordering::Relaxed));
    Sources::new(clock, |bytes| bytes.fill(7))
}

#[actix_web::test]
async fn what_the_database_said_is_told_again_for_a_second() {
    for database in db::testing::databases().unwrap() {
        let (soon, later) = (striding(1_000), striding(2_000_000));
        let nodes = [node_at(&database, None, soon), node_at(&database, None, later)];
        for node in &nodes {
            assert_eq!(ask(node, "/readyz").await.0, 200);
        }
        let older = "DELETE FROM __diesel_schema_migrations WHERE version < '9'";
        db::testing::execute(&database.db, older).unwrap();
        let [soon, later] = &nodes;
        assert_eq!(ask(soon, "/readyz").await.0, 200, "not asked again");
        assert_eq!(ask(later, "/readyz").await.0, 503);
    }
}

#[actix_web::test]
async fn a_schema_that_is_too_old_is_not_ready_and_a_newer_one_is() {
    for database in db::testing::databases().unwrap() {
        let node = node_at(&database, None, striding(2_000_000));
        let (status, body) = ask(&node, "/readyz").await;
        assert_eq!(status, 200, "{body}");
        assert_eq!(check(&body, "schema")["message"], "It is of this version.");

        let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')";
        db::testing::execute(&database.db, newer).unwrap();
        let (status, body) = ask(&node, "/readyz").await;
        assert_eq!(status, 200, "{body}");
        assert!(check(&body, "schema")["message"].as_str().unwrap().contains("newer"), "{body}");

        let older = "DELETE FROM __diesel_schema_migrations WHERE version < '9'";
        db::testing::execute(&database.db, older).unwrap();
        let (status, body) = ask(&node, "/readyz").await;
        assert_eq!(status, 503);
        let schema = check(&body, "schema");
        assert!(schema["message"].as_str().unwrap().contains("run `server migrate`"), "{body}");
        assert_eq!(check(&body, "database")["ready"], true);
    }
}

#[actix_web::test]
async fn a_process_that_ends_or_has_lost_its_database_is_not_ready() {
    for database in db::testing::databases().unwrap() {
        let stopping = node(&database, None);
        stopping.end();
        let (status, body) = ask(&stopping, "/readyz").await;
        assert_eq!(status, 503);
        assert_eq!(check(&body, "process")["message"], "It is stopping.");

        if database.kind == "postgres" {
            let lost = node(&database, None);
            drop(database);
            let (status, body) = ask(&lost, "/readyz").await;
            assert_eq!(status, 503);
            let check = check(&body, "database");
            assert_eq!(check["message"], "It does not answer.", "nothing internal: {body}");
        }
    }
}

#[actix_web::test]
async fn readiness_says_what_it_does_not_take() {
    for house in houses().await {
        let reply = house.send(TestRequest::get().uri("/readyz?indx=true")).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "malformed_request"));
    }
}
