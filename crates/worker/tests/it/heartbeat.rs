use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use connect::letters::Links;
use connect::mail::{Mailer, Sender};
use db::Scope;
use db::job::{self, Claim, Taker};
use db::mail::Mail;
use domain::job::{JobState, Queue};
use domain::mail::Letter;
use domain::value::Email;
use domain::{JobId, Sources};
use files::Store;
use worker::{Post, Stop, Worker};

use crate::{tenant, worker};

/// A worker whose mail server takes the connection and says nothing until it is told to: a step
/// that takes as long as the test wants.
struct Slow {
    worker: Worker,
    /// Something came in.
    came: mpsc::Receiver<()>,
    /// Lets the server hang up.
    go: mpsc::Sender<()>,
}

fn slow(worker: &Worker, lease_seconds: i64) -> Slow {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://127.0.0.1:{}", server.local_addr().unwrap().port()).into();
    let sender = Sender::parse("contacts@contacts.example", "contacts.example").unwrap();
    let mailer = Mailer::smtp(&url, sender, worker.sources.clone()).unwrap();
    let links = Arc::new(secrets::LinkKeys::new(&[1; 32]));
    let links = Links::new("https://contacts.example", links).unwrap();
    let (came_in, came) = mpsc::channel();
    let (go, gone) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        while let Ok((mut stream, _)) = server.accept() {
            if came_in.send(()).is_err() || gone.recv().is_err() {
                return;
            }
            let _ = stream.write_all(b"421 busy\r\n");
            let _ = stream.read(&mut [0; 64]);
        }
    });
    let worker = Worker {
        post: Arc::new(Post { mailer, links }),
        pushes: None,
        taker: Taker::new("slow:1".to_owned(), Queue::ALL, lease_seconds),
        ..worker.clone()
    };
    Slow { worker, came, go }
}

fn post(db: &db::Db, scope: &Scope, sources: &Sources) -> JobId {
    let letter = Letter::PasswordChanged { name: "Ada".to_owned() };
    let mail = Mail { to: Email::parse("ada@example.com").unwrap(), letter };
    let (ids, now) = ((sources.id(), sources.id()), sources.now());
    db.write_now(|c| db::mail::post(c, ids, scope.user(), &mail, now)).unwrap();
    ids.1
}

fn state(db: &db::Db, id: JobId) -> JobState {
    db.read_now(|c| job::find(c, id)).unwrap().unwrap().state
}

fn claim(db: &db::Db) -> Option<Claim> {
    job::claim(db, &Taker::new("other:1".to_owned(), Queue::ALL, 60)).unwrap()
}

/// Runs the test with a slow worker on a database of each kind.
fn on_each(test: impl Fn(&db::Db, &Slow, (&Scope, JobId))) {
    db::testing::on_each(|db| {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let sources = Sources::predictable();
        let scope = tenant(db, &sources);
        let slow = slow(&worker(db, sources.clone(), &store, Stop::default()), 1);
        let id = post(db, &scope, &sources);
        test(db, &slow, (&scope, id));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_step_may_take_longer_than_the_lease() {
    on_each(|db, slow, (_, id)| {
        std::thread::scope(|threads| {
            let working = &slow.worker;
            let run = threads.spawn(|| working.run_next().unwrap());
            slow.came.recv().unwrap();
            // Three times the lease.
            for _ in 0..30 {
                assert!(claim(db).is_none(), "it is being renewed");
                std::thread::sleep(Duration::from_millis(100));
            }
            slow.go.send(()).unwrap();
            assert!(run.join().unwrap());
        });
        let found = db.read_now(|c| job::find(c, id)).unwrap().unwrap();
        assert_eq!((found.state, found.attempt, found.lapses), (JobState::Queued, 1, 0));
        assert!(found.error.is_some(), "what the mail server said, to be tried later");
    });
}

#[test]
fn a_worker_whose_lease_is_lost_in_mid_step_writes_nothing() {
    on_each(|db, slow, (_, id)| {
        std::thread::scope(|threads| {
            let working = &slow.worker;
            let run = threads.spawn(|| working.run_next().unwrap());
            slow.came.recv().unwrap();
            db::testing::pass(db, 100).unwrap();
            let other = claim(db).unwrap();
            assert_eq!((other.id, other.attempt, other.lapses), (id, 2, 1));
            slow.go.send(()).unwrap();
            assert!(run.join().unwrap());
            assert_eq!(state(db, id), JobState::Running, "the other one's");
            db.write_now(|c| job::finish(c, &other)).unwrap();
        });
    });
}

#[test]
fn a_step_that_was_cancelled_meanwhile_ends_as_cancelled() {
    on_each(|db, slow, (_, id)| {
        std::thread::scope(|threads| {
            let working = &slow.worker;
            let run = threads.spawn(|| working.run_next().unwrap());
            slow.came.recv().unwrap();
            assert!(db.write_now(|c| job::ask_cancel(c, id)).unwrap());
            slow.go.send(()).unwrap();
            assert!(run.join().unwrap());
        });
        assert_eq!(state(db, id), JobState::Cancelled);
    });
}

/// Leases, times of attempts and their order are the database's; a node's own clock counts nothing.
#[test]
fn a_node_whose_clock_is_an_hour_off_neither_steals_nor_loses_a_lease() {
    for hours in [-1, 1] {
        on_each(|db, slow, (scope, id)| {
            let near = slow.worker.sources.clone();
            let chance = near.clone();
            let sources = Sources::new(
                move || near.now().plus_seconds(hours * 3_600),
                move |buffer| {
                    for part in buffer.chunks_mut(8) {
                        part.copy_from_slice(&chance.bytes::<8>()[..part.len()]);
                    }
                },
            );
            let off = Worker { sources: sources.clone(), ..slow.worker.clone() };
            std::thread::scope(|threads| {
                let run = threads.spawn(|| off.run_next().unwrap());
                slow.came.recv().unwrap();
                assert!(claim(db).is_none(), "it holds what it took");
                slow.go.send(()).unwrap();
                run.join().unwrap();
                assert!(!off.run_next().unwrap(), "and waits for its next attempt");
                db::testing::pass(db, 60).unwrap();
                let held = claim(db).unwrap();
                assert_eq!(held.id, id);
                assert!(!off.run_next().unwrap(), "what others hold it does not take");
                db.write_now(|c| job::finish(c, &held)).unwrap();
            });
            // What it enqueues can run at once.
            let id = post(db, scope, &sources);
            assert_eq!(claim(db).unwrap().id, id);
        });
    }
}
