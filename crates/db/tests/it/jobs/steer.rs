use db::job::{self, Filter};
use db::mail::Mail;
use db::testing::{on_each, pass};
use db::{Db, Error};
use domain::job::{Job, JobRecord, JobState};
use domain::mail::Letter;
use domain::value::Email;
use domain::{JobId, Sources};

use super::{enqueue, put, taker};
use crate::tenant;

const DAY: i64 = 24 * 3_600;

fn find(db: &Db, id: JobId) -> JobRecord {
    db.read_now(|c| job::find(c, id)).unwrap().unwrap()
}

#[test]
fn a_queued_job_that_is_cancelled_goes_to_the_front_to_be_closed() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let other = enqueue(db, &scope, &sources);
        let id = enqueue(db, &scope, &sources);
        assert!(db.write_now(|c| job::ask_cancel(c, id))?);
        let found = find(db, id);
        assert!(found.cancel_asked && !found.may_cancel && !found.may_retry);
        let claim = job::claim(db, &taker())?.unwrap();
        assert_eq!((claim.id, claim.cancel_asked), (id, true));
        assert!(matches!(db.write_now(|c| job::hold(c, &claim)), Err(Error::JobCancelled)));
        db.write_now(|c| job::cancelled(c, &claim))?;
        assert_eq!(find(db, id).state, JobState::Cancelled);
        assert_eq!(job::claim(db, &taker())?.unwrap().id, other);
        assert!(!db.write_now(|c| job::ask_cancel(c, id))?, "it has ended");
        Ok(())
    })
}

#[test]
fn a_running_job_hears_of_its_end_at_its_next_write() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let id = enqueue(db, &scope, &sources);
        let claim = job::claim(db, &taker())?.unwrap();
        db.write_now(|c| job::advance(c, &claim, 5, 10))?;
        assert!(db.write_now(|c| job::ask_cancel(c, id))?);
        for outcome in [
            db.write_now(|c| job::hold(c, &claim)),
            db.write_now(|c| job::finish(c, &claim)),
            db.write_now(|c| job::fail(c, &claim, "broken")),
            db.write_now(|c| job::retry(c, &claim, "away", 1)),
            db.write_now(|c| job::release(c, &claim)),
        ] {
            assert!(matches!(outcome, Err(Error::JobCancelled)));
        }
        db.write_now(|c| job::cancelled(c, &claim))?;
        let found = find(db, id);
        assert_eq!(found.state, JobState::Cancelled);
        assert_eq!(found.progress.unwrap().done, 5, "how far it came");
        Ok(())
    })
}

#[test]
fn a_failed_job_stays_visible_and_begins_anew_when_it_is_tried_again() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let id = enqueue(db, &scope, &sources);
        assert!(!db.write_now(|c| job::revive(c, id))?, "it has not failed");
        let claim = job::claim(db, &taker())?.unwrap();
        db.write_now(|c| job::fail(c, &claim, "broken"))?;
        let found = find(db, id);
        assert_eq!((found.state, found.attempt), (JobState::Failed, 1));
        assert_eq!(found.error.as_deref(), Some("broken"));
        assert_eq!(found.worker.as_deref(), Some("test:1"));
        assert!(found.may_retry && !found.may_cancel);
        assert!(db.write_now(|c| job::revive(c, id))?);
        assert_eq!(find(db, id).state, JobState::Queued);
        let again = job::claim(db, &taker())?.unwrap();
        assert_eq!((again.id, again.attempt, again.lapses), (id, 1, 0));
        Ok(())
    })
}

#[test]
fn an_operator_sees_the_jobs_of_all_organizations() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let (ada, bob) =
            (tenant(db, &sources, "ada@example.com"), tenant(db, &sources, "bob@example.com"));
        let one = enqueue(db, &ada, &sources);
        let two = put(db, &bob, &sources, &Job::CommitImport { import: sources.id() });
        let (ids, now) = ((sources.id(), sources.id()), sources.now());
        let letter = Letter::PasswordChanged { name: "Ada".to_owned() };
        let mail = Mail { to: Email::parse("ada@example.com").unwrap(), letter };
        db.write_now(|c| db::mail::post(c, ids, ada.user(), &mail, now))?;
        let mail = ids.1;
        let ids = |filter: &Filter, limit| -> Vec<JobId> {
            let found = db.read_now(|c| job::list(c, filter, limit)).unwrap();
            found.into_iter().map(|job| job.id).collect()
        };
        assert_eq!(ids(&Filter::default(), 9), [mail, two, one]);
        assert_eq!(ids(&Filter { before: Some(two), ..Filter::default() }, 9), [one]);
        let kind = Some("commit_import".to_owned());
        assert_eq!(ids(&Filter { kind, ..Filter::default() }, 9), [two]);
        let organization = Some(ada.organization());
        assert_eq!(ids(&Filter { organization, ..Filter::default() }, 9), [one]);
        assert_eq!(find(db, mail).organization, None, "the installation's own");
        assert_eq!(find(db, one).organization.unwrap().name, "Engines");

        pass(db, 90)?;
        let claim = job::claim(db, &taker())?.unwrap();
        assert_eq!(claim.id, mail);
        db.write_now(|c| job::finish(c, &claim))?;
        let failed = job::claim(db, &taker())?.unwrap();
        db.write_now(|c| job::fail(c, &failed, "broken"))?;
        let figures = db.read_now(job::figures)?;
        let of = |kind: &str| figures.kinds.iter().find(|of| of.kind == kind).unwrap();
        assert_eq!((of("send_mail").done_last_hour, of("send_mail").queued), (1, 0));
        let kinds = [of("stage_import"), of("commit_import")];
        assert_eq!(kinds.map(|of| of.failed).iter().sum::<u64>(), 1);
        let waiting = kinds.iter().find(|of| of.queued == 1).unwrap();
        assert!((90.0..150.0).contains(&waiting.oldest_wait_seconds.unwrap()));
        Ok(())
    })
}

#[test]
fn what_ended_long_ago_is_forgotten() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let ids = [(); 3].map(|()| enqueue(db, &scope, &sources));
        let taker = taker();
        let done = job::claim(db, &taker)?.unwrap();
        db.write_now(|c| job::finish(c, &done))?;
        let failed = job::claim(db, &taker)?.unwrap();
        db.write_now(|c| job::fail(c, &failed, "broken"))?;
        let prune = || db.write_now(|c| job::prune(c, 100));
        pass(db, 6 * DAY)?;
        assert_eq!(prune()?, 0);
        pass(db, 2 * DAY)?;
        assert_eq!(prune()?, 1);
        assert!(db.read_now(|c| job::find(c, ids[0]))?.is_none());
        assert_eq!(find(db, ids[1]).state, JobState::Failed);
        pass(db, 30 * DAY)?;
        assert_eq!(prune()?, 1);
        assert_eq!(find(db, ids[2]).state, JobState::Queued, "what waits is never forgotten");
        Ok(())
    })
}
