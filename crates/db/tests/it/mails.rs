use db::mail::{self, Mail};
use db::testing::on_each;
use db::{Db, Error, Scope, job};
use domain::job::Job;
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
        let claim = job::claim(db, &[], sources.now())?.unwrap();
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
        assert!(job::claim(db, &[], sources.now())?.is_none());
        Ok(())
    })
}

/// Mails need not wait behind imports: a worker takes the kinds that it asks for.
#[test]
fn a_worker_takes_only_the_kinds_it_asks_for() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let stage = Job::StageImport { import: sources.id() };
        let erase = Job::EraseOrganization { organization: scope.organization() };
        for job in [&stage, &erase] {
            let (id, now) = (sources.id(), sources.now());
            db.write_now(|c| job::enqueue(c, &scope, id, job, now))?;
        }
        let send = Job::SendMail { mail: post(db, &scope, &sources) };
        let now = sources.now();
        let take = |kinds: &[&str], at| job::claim(db, kinds, at).unwrap().map(|claim| claim.job);
        assert_eq!(take(&["commit_import"], now), None);
        assert_eq!(take(&[send.kind()], now), Some(send.clone()));
        assert_eq!(take(&[send.kind()], now), None);
        assert_eq!(take(&[erase.kind(), send.kind()], now), Some(erase));
        assert_eq!(take(&[], now), Some(stage));
        // A lease that ran out goes to a worker of the same kind only.
        let later = now.plus_seconds(job::LEASE_SECONDS + 1);
        assert_eq!(take(&["commit_import"], later), None);
        assert_eq!(take(&[send.kind()], later), Some(send));
        Ok(())
    })
}
