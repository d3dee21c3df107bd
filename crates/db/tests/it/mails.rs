use db::job::Taker;
use db::mail::{self, Mail};
use db::testing::{on_each, pass};
use db::{Db, Error, Scope, job};
use domain::job::{Job, Queue};
use domain::mail::Letter;
use domain::value::Email;
use domain::{MailId, Sources};

use crate::tenant;

fn letter() -> Mail {
    let to = Email::parse("ada@example.com").unwrap();
    Mail { to, letter: Letter::PasswordChanged { name: "Ada \"the\" Countess".to_owned() } }
}

fn post(db: &Db, scope: &Scope, sources: &Sources) -> MailId {
    let ids = (sources.id(), sources.id());
    let now = sources.now();
    db.write_now(|c| mail::post(c, ids, scope.user(), &letter(), now)).unwrap();
    ids.0
}

#[test]
fn a_mail_waits_with_its_job_until_it_is_handed_over() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (id, other) = (post(db, &scope, &sources), post(db, &scope, &sources));
        let found = db.read_now(|c| mail::find(c, id))?.unwrap();
        assert_eq!((found.to, found.letter), (letter().to, letter().letter));
        let claim = job::claim(db, &taker(Queue::ALL))?.unwrap();
        assert_eq!(claim.job, Job::SendMail { mail: id });
        assert_eq!(claim.scope.user(), scope.user());
        db.write_now(|c| mail::delete(c, id))?;
        assert!(db.read_now(|c| mail::find(c, id))?.is_none());
        assert!(db.read_now(|c| mail::find(c, other))?.is_some());
        Ok(())
    })
}

#[test]
fn an_act_that_fails_posts_nothing() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let (ids, now) = ((sources.id(), sources.id()), sources.now());
        let failed: db::Result<()> = db.write_now(|c| {
            mail::post(c, ids, scope.user(), &letter(), now)?;
            Err(Error::Stale)
        });
        assert!(matches!(failed, Err(Error::Stale)));
        assert!(db.read_now(|c| mail::find(c, ids.0))?.is_none());
        assert!(job::claim(db, &taker(Queue::ALL))?.is_none());
        Ok(())
    })
}

/// Mails need not wait behind imports: a worker takes the queues that it asks for.
#[test]
fn a_worker_takes_only_the_queues_it_asks_for() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let stage = Job::StageImport { import: sources.id() };
        let id = sources.id();
        db.write_now(|c| job::enqueue(c, &scope, id, &stage))?;
        let send = Job::SendMail { mail: post(db, &scope, &sources) };
        let take = |queues| job::claim(db, &taker(queues)).unwrap().map(|claim| claim.job);
        assert_eq!(take(&[Queue::Small]), Some(send.clone()));
        assert_eq!(take(&[Queue::Small]), None);
        assert_eq!(take(&[Queue::Records]), Some(stage));
        // A lease that ran out goes to a worker of the same queue only.
        pass(db, job::LEASE_SECONDS + 1)?;
        assert_eq!(take(&[Queue::Small]), Some(send));
        assert_eq!(take(&[Queue::Small]), None);
        Ok(())
    })
}

fn taker(queues: &'static [Queue]) -> Taker {
    Taker::new("test:1".to_owned(), queues, job::LEASE_SECONDS)
}
