use std::net::TcpListener;
use std::sync::Arc;

use connect::letters::Links;
use connect::mail::{Mailer, Sender};
use db::mail::Mail;
use domain::Sources;
use domain::mail::Letter;
use domain::value::Email;
use files::Store;
use worker::{Post, Stop, Worker};

use crate::{tenant, worker};

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
        let sources = Sources::predictable();
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
            db::testing::pass(db, 60)?;
        }
        assert_eq!(sent(), 0);
        assert!(working.run_next()?);
        assert_eq!((sent(), waiting()?), (1, false), "an address is not kept longer than needed");
        db::testing::pass(db, 3_600)?;
        assert!(!working.run_next()?, "and it is sent once");
        Ok(())
    })
    .unwrap();
}
