use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use connect::letters::Links;
use connect::mail::{Mailer, Sender};
use db::mail::Mail;
use domain::Sources;
use domain::mail::Letter;
use domain::value::Email;
use files::Store;
use worker::{Post, Stop, Worker};

use crate::{tenant, worker};

/// Sources whose clock a test sets forward.
fn sources() -> (Sources, Arc<AtomicI64>) {
    let seconds = Arc::new(AtomicI64::new(0));
    let (inner, ahead) = (Sources::predictable(), seconds.clone());
    let chance = inner.clone();
    let sources = Sources::new(
        move || inner.now().plus_seconds(ahead.load(Ordering::Relaxed)),
        move |buffer| {
            for part in buffer.chunks_mut(8) {
                part.copy_from_slice(&chance.bytes::<8>()[..part.len()]);
            }
        },
    );
    (sources, seconds)
}

/// The same worker with a mail server that is not there.
fn without_a_mail_server(worker: &Worker) -> Worker {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("smtp://127.0.0.1:{port}").into();
    let sender = Sender::parse("contacts@contacts.example", "contacts.example").unwrap();
    let mailer = Mailer::smtp(&url, sender, worker.sources.clone()).unwrap();
    let links = Arc::new(secrets::LinkKeys::new(&[1; 32]));
    let links = Links::new("https://contacts.example", links).unwrap();
    Worker { post: Arc::new(Post { mailer, links }), ..worker.clone() }
}

#[test]
fn a_mail_waits_for_its_server_and_is_sent_once() {
    db::testing::on_each(|db| {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let (sources, clock) = sources();
        let scope = tenant(db, &sources);
        let working = worker(db, sources.clone(), &store, Stop::default());
        let letter = Letter::PasswordChanged { name: "Ada".to_owned() };
        let mail = Mail { to: Email::parse("ada@example.com").unwrap(), letter };
        let (ids, now) = ((sources.id(), sources.id()), sources.now());
        db.write_now(|c| db::mail::post(c, ids, scope.user(), &mail, now))?;

        let waiting = || db.read_now(|c| db::mail::find(c, ids.0)).map(|mail| mail.is_some());
        let sent = || std::fs::read_dir(store.dir().join("outbox")).unwrap().count();
        let broken = without_a_mail_server(&working);
        for _ in 0..3 {
            assert!(broken.run_next()?, "the mail is tried");
            assert!(waiting()? && !working.run_next()?, "and not at once again");
            clock.fetch_add(60, Ordering::Relaxed);
        }
        assert_eq!(sent(), 0);
        assert!(working.run_next()?);
        assert_eq!((sent(), waiting()?), (1, false), "an address is not kept longer than needed");
        clock.fetch_add(3_600, Ordering::Relaxed);
        assert!(!working.run_next()?, "and it is sent once");
        Ok(())
    })
    .unwrap();
}
