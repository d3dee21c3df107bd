use std::io::Write;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::service::{Service, read};
use crate::{Place, embedded, places, run};

impl Place {
    /// Starts a server on this place's database.
    pub(crate) fn start(&self, words: &[&str]) -> Service {
        let database = self.server.as_ref().map(|fresh| ("DATABASE", fresh.url.as_str()));
        Service::start(self.folder.path(), words, database.as_slice())
    }
}

#[test]
fn a_request_at_work_gets_its_answer_and_nobody_else_comes_in() {
    for place in places() {
        let mut service = place.start(&["all", "--empty"]);
        let (mut stream, rest) = service.begin_slowly();
        service.signal(Signal::TERM);
        service.wait_until_deaf();
        stream.write_all(rest.as_bytes()).unwrap();
        let answer = read(stream).unwrap();
        assert_eq!(answer.status, 401, "{answer:?}");
        assert!(answer.head.to_ascii_lowercase().contains("connection: close"), "{answer:?}");
        assert_eq!(service.code(), Some(0));
    }
}

#[test]
fn ctrl_c_drains_as_well() {
    let place = embedded();
    let mut service = place.start(&["all", "--empty"]);
    let (mut stream, rest) = service.begin_slowly();
    service.signal(Signal::INT);
    service.wait_until_deaf();
    stream.write_all(rest.as_bytes()).unwrap();
    assert_eq!(read(stream).unwrap().status, 401);
    assert_eq!(service.code(), Some(0));
}

#[test]
fn a_request_that_does_not_end_is_cut_off_after_the_drain() {
    let place = embedded();
    let mut service = place.start(&["all", "--empty", "--drain-seconds", "1"]);
    let (stream, _) = service.begin_slowly();
    let begun = Instant::now();
    service.signal(Signal::TERM);
    assert_eq!(service.code(), Some(0));
    assert!(begun.elapsed() > Duration::from_secs(1), "it got its second");
    assert!(read(stream).is_none(), "no answer");
}

/// The request is cut off, and what it asked of the database is not waited for either.
#[test]
fn a_database_that_does_not_answer_does_not_keep_it() {
    for place in places().into_iter().filter(|place| place.server.is_some()) {
        let mut service = place.start(&["all", "--empty", "--drain-seconds", "0"]);
        let db = place.db.clone();
        let hold = "LOCK TABLE users; SELECT pg_sleep(12)";
        let held = std::thread::spawn(move || db::testing::execute(&db, hold));
        sleep(Duration::from_millis(300));
        let (mut stream, rest) = service.begin_slowly();
        stream.write_all(rest.as_bytes()).unwrap();
        sleep(Duration::from_millis(300));
        let begun = Instant::now();
        service.signal(Signal::TERM);
        assert_eq!(service.code(), Some(0));
        assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
        held.join().unwrap().unwrap();
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let place = embedded();
    let mut service = place.start(&["all", "--empty"]);
    let (_stream, _) = service.begin_slowly();
    service.signal(Signal::TERM);
    service.wait_until_deaf();
    service.signal(Signal::TERM);
    assert_eq!(service.code(), Some(143), "128 and the number of SIGTERM");
}

#[test]
fn a_proxy_sees_that_it_stops_before_it_is_refused() {
    let place = embedded();
    let mut service = place.start(&["all", "--empty", "--proxies", "1"]);
    let listen = service.address.to_string();
    let asked = run(place.folder.path(), &["healthcheck", "--listen", &listen], &[]);
    assert_eq!(asked.code, Some(0), "{asked:?}");
    service.signal(Signal::TERM);
    sleep(Duration::from_millis(200));
    let answer = service.get("/readyz");
    assert_eq!(answer.status, 503, "{answer:?}");
    assert_eq!(answer.check("process")["message"], "It is stopping.");
    assert_eq!(service.get("/healthz").status, 200, "what is asked meanwhile is answered");
    let asked = run(place.folder.path(), &["healthcheck", "--listen", &listen], &[]);
    assert_eq!(asked.code, Some(1));
    assert!(asked.errors.contains("not ready: process: It is stopping."), "{asked:?}");
    assert_eq!(service.code(), Some(0));
    let asked = run(place.folder.path(), &["healthcheck", "--listen", &listen], &[]);
    assert!(asked.errors.contains("nobody answers at"), "{asked:?}");
}

#[test]
fn a_job_is_given_back_and_requests_are_written_down() {
    let mut sample = Command::new(env!("CARGO_BIN_EXE_server"));
    let file = sample.args(["sample", "--rows", "20000"]).output().unwrap().stdout;
    let file = String::from_utf8(file).unwrap();
    for place in places() {
        let service = place.start(&["all", "--empty"]);
        let token = service.sign_up();
        let form = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{file}\r\n--edge--\r\n"
        );
        let kind = "multipart/form-data; boundary=edge";
        let import = service.send("POST /api/v1/imports", kind, &token, &form).json();
        let columns = import["columns"].as_array().unwrap().iter();
        let columns: Vec<_> = columns
            .map(|column| serde_json::json!({"header": column["header"], "field": column["field"]}))
            .collect();
        let mapping = serde_json::json!({"columns": columns, "on_duplicate": "fill"}).to_string();
        let line = format!("PUT /api/v1/imports/{}/mapping", import["id"].as_str().unwrap());
        let staged = service.send(&line, "application/json", &token, &mapping);
        assert_eq!(staged.status, 202, "{staged:?}");
        let begun = Instant::now();
        while !jobs(&place).contains("running") {
            assert!(begun.elapsed() < Duration::from_secs(20), "no job runs: {}", jobs(&place));
            sleep(Duration::from_millis(10));
        }
        service.stop();
        let jobs = jobs(&place);
        assert!(jobs.contains("stage_import") && jobs.contains("queued"), "{jobs}");
        assert!(!jobs.contains("running"), "given back, not left to its lease: {jobs}");
        let requests = db::testing::contents(&place.db, &[]).unwrap().remove("requests").unwrap();
        assert!(requests.contains("/api/v1/imports/{id}/mapping"), "{requests}");
    }
}

fn jobs(place: &Place) -> String {
    db::testing::contents(&place.db, &[]).unwrap().remove("jobs").unwrap()
}
