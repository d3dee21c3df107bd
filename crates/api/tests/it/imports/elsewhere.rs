use db::testing::contents;
use files::Store;
use serde_json::json;
use worker::Worker;

use super::begin;
use crate::house::{House, houses};

/// Some MiB in few rows.
fn file() -> String {
    let notes = "many words ".repeat(400);
    (0..500).fold("Name,Notes\n".to_owned(), |file, number| {
        file + &format!("Person {number},{notes}\n")
    })
}

fn chunks(house: &House) -> usize {
    contents(&house.worker.db, &[]).unwrap()["import_chunks"].lines().count()
}

/// A worker on a machine whose folder has never seen the file.
#[actix_web::test]
async fn a_worker_on_another_machine_reads_what_a_server_received() {
    for house in houses().await {
        let shared = house.kind() == "postgres";
        let ada = house.sign_up("ada@example.com").await;
        let path = begin(&house, &ada, &file(), "skip").await;
        let expected = if shared { file().len().div_ceil(1 << 20) } else { 0 };
        assert_eq!(chunks(&house), expected, "on {}", house.kind());

        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let elsewhere = Worker { store: store.clone(), ..house.worker.clone() };
        while elsewhere.run_next().unwrap() {}
        let staged = house.send(ada.get(&path)).await.body;
        if !shared {
            assert_eq!(staged["state"], "failed", "a SQLite has one machine");
            continue;
        }
        assert_eq!((&staged["state"], &staged["rows"]["new"]), (&json!("review"), &json!(500)));
        let id = path.rsplit('/').next().unwrap().parse().unwrap();
        let copy = store.copies().path(id);
        assert_eq!(std::fs::read_to_string(&copy).unwrap(), file());
        house.send(ada.post(&format!("{path}/commit"))).await;
        while elsewhere.run_next().unwrap() {}
        assert_eq!(house.send(ada.get(&path)).await.body["state"], "committed");
        assert!(!copy.exists(), "nobody needs it any more");
        assert_eq!(chunks(&house), expected, "the commit does not wait until they are gone");
        let later = house.worker.sources.now().plus_seconds(2 * 3_600);
        worker::sweep_uploads(&house.worker.db, &house.store, later).unwrap();
        assert_eq!(chunks(&house), 0);
    }
}

#[actix_web::test]
async fn a_file_that_was_cut_short_is_fetched_again() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = begin(&house, &ada, &file(), "skip").await;
        let id = path.rsplit('/').next().unwrap().parse().unwrap();
        let spoiled = file().replacen("Person 7", "Person x", 1);
        std::fs::write(house.store.path(id), spoiled).unwrap();
        house.work();
        let staged = house.send(ada.get(&path)).await.body;
        let expected = if house.kind() == "postgres" { "review" } else { "failed" };
        assert_eq!(staged["state"], expected, "{staged}");
    }
}

#[actix_web::test]
async fn a_cancelled_import_leaves_nothing_in_the_database() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let path = begin(&house, &ada, &file(), "skip").await;
        let cancelled = house.send(ada.post(&format!("{path}/cancel"))).await;
        assert_eq!(cancelled.status, 200, "{}", cancelled.body);
        assert_eq!(chunks(&house), 0);
    }
}
