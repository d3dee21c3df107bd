use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::service::Service;
use crate::{embedded, places, run};

#[test]
fn the_embedded_database_belongs_to_one_process() {
    let place = embedded();
    let public = ["worker", "--public-url", "http://127.0.0.1:8080"];
    for words in [&["api"][..], &public] {
        let refused = run(place.folder.path(), words, &[]);
        assert_eq!(refused.code, Some(1), "{refused:?}");
        let expected = format!("--database: `server {}` shares its database", words[0]);
        assert!(refused.errors.contains(&expected), "{refused:?}");
    }
    let refused = run(place.folder.path(), &["worker"], &[]);
    assert!(refused.errors.contains("--public-url"), "{refused:?}");
}

#[test]
fn an_api_process_and_a_worker_share_the_work() {
    for place in places().into_iter().filter(|place| place.server.is_some()) {
        let api = place.start(&["api", "--empty"]);
        let elsewhere = tempfile::tempdir().unwrap();
        for file in ["keys.json", "master-keys.json"] {
            fs::copy(place.folder.path().join(file), elsewhere.path().join(file)).unwrap();
        }
        let database = [("DATABASE", place.server.as_ref().unwrap().url.as_str())];
        api.sign_up();
        let outbox = place.folder.path().join("outbox");
        let mails = |outbox: &std::path::Path| fs::read_dir(outbox).map_or(0, Iterator::count);
        assert_eq!(mails(&outbox), 0, "an api process sends nothing");

        let public_url = format!("http://{}", api.address);
        let words = ["worker", "--public-url", &public_url];
        let worker = Service::start(elsewhere.path(), &words, &database);
        let begun = Instant::now();
        while mails(&elsewhere.path().join("outbox")) == 0 {
            assert!(begun.elapsed() < Duration::from_secs(20), "the mail of the sign-up waits");
            sleep(Duration::from_millis(20));
        }
        assert_eq!(worker.get("/healthz").status, 200);
        let ready = worker.get("/readyz");
        assert_eq!(ready.check("database")["ready"], true, "{ready:?}");
        assert!(ready.check("index").is_null(), "a worker has none: {ready:?}");
        for path in ["/api/v1/me", "/", "/docs/", "/api/openapi.json"] {
            assert_eq!(worker.get(path).status, 404, "{path}");
        }
        assert_eq!(api.get("/readyz").check("index")["required"], false);
        let sent = "contacts_job_runs_total{kind=\"send_mail\",outcome=\"done\"} 1\n";
        // The mail is there a moment before its job is done.
        while !worker.get("/metrics").body.contains(sent) {
            assert!(begun.elapsed() < Duration::from_secs(20), "its job is not counted");
            sleep(Duration::from_millis(20));
        }
        let (of_worker, of_api) = (worker.get("/metrics"), api.get("/metrics"));
        assert!(!of_worker.body.contains("contacts_index_contacts"), "{of_worker:?}");
        assert!(of_api.body.contains("contacts_index_contacts 0\n"), "{of_api:?}");
        assert!(!of_api.body.contains("job_runs"), "{of_api:?}");
        worker.stop();
        api.stop();
    }
}

/// The others wait while the first makes the demo organization, and find it made.
#[test]
fn nodes_that_start_at_once_make_one_demo_organization() {
    let fresh = db::testing::databases().unwrap();
    for fresh in fresh.into_iter().filter(|fresh| fresh.kind == "postgres") {
        let folder = tempfile::tempdir().unwrap();
        // Where all of them find the same keys.
        let keys = folder.path().join("keys").to_str().unwrap().to_owned();
        let variables = [("DATABASE", fresh.url.as_str()), ("KEYS", keys.as_str())];
        std::thread::scope(|scope| {
            let starts: Vec<_> = (0..2)
                .map(|node| {
                    let data = folder.path().join(format!("{node}"));
                    scope.spawn(move || Service::start(&data, &["all"], &variables))
                })
                .collect();
            for start in starts {
                start.join().unwrap().stop();
            }
        });
        let notes =
            (0..2).filter(|node| folder.path().join(format!("{node}/demo-sign-in.txt")).exists());
        assert_eq!(notes.count(), 1, "one of them knows the password");
    }
}
