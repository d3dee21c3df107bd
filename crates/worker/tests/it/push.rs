//! Pushes at a fake CRM, by the clock: its limits, its faults, and workers that stop.

use std::sync::Arc;
use std::time::{Duration, Instant};

use connect::crm::{Configuration, Crm};
use crm::Switchboard;
use db::audit::Pen;
use db::contact::{NewContact, Visible};
use db::crm::connection::{NewConnection, Tokens, connect};
use db::crm::push::{self, NewStored};
use db::{Db, Scope, job};
use domain::contact::{ContactInput, EmailInput, Origin};
use domain::crm::{CrmMapping, PushCounts, PushState, PushWhat};
use domain::job::Job;
use domain::{ConnectionId, ContactId, PushId, Sources, Timestamp};
use fake_crm::{FakeCrm, LOCATION, Limits, Shares};
use files::Store;
use vault::{Cell, Vault};
use worker::{Pushes, Stop, Worker};

use crate::{tenant, worker};

/// A clock that goes on as the machine's does.
fn by_the_clock() -> Sources {
    let (began, chance) = (Instant::now(), Sources::predictable());
    Sources::new(
        move || {
            let passed = i64::try_from(began.elapsed().as_micros()).unwrap();
            Timestamp::from_micros(1_767_225_600_000_000 + passed)
        },
        move |buffer| {
            let draw: [u8; 8] = chance.bytes();
            buffer.iter_mut().zip(draw.iter().rev().cycle()).for_each(|(to, from)| *to = *from);
        },
    )
}

struct Place<'a> {
    db: &'a Db,
    fake: FakeCrm,
    scope: Scope,
    sources: Sources,
    worker: Worker,
    pushes: Pushes,
    id: PushId,
    _folder: tempfile::TempDir,
}

impl<'a> Place<'a> {
    /// So many contacts, whose push is to begin.
    fn new(db: &'a Db, contacts: u32) -> Self {
        let (fake, sources) = (FakeCrm::start().unwrap(), by_the_clock());
        let folder = tempfile::tempdir().unwrap();
        let (path, chance) = (folder.path().join("master-keys.json"), sources.clone());
        let load = move || -> Result<Arc<dyn secrets::KeyEncryption>, secrets::Error> {
            Ok(Arc::new(secrets::FileKeys::load_or_create(&path, &chance)?))
        };
        let vault = Vault::open(Arc::new(load), sources.clone()).unwrap();
        let scope = tenant(db, &sources);
        install(db, &scope, (&fake, &vault), &sources);
        let secret = fake_crm::CLIENT_SECRET.to_owned().into();
        let redirect = "http://127.0.0.1:1/api/v1/crm/callback".to_owned();
        let configuration = Configuration {
            authorize_url: fake.authorize_url(),
            token_url: fake.token_url(),
            api_url: fake.url().to_owned(),
            webhook_key: fake.webhook_key(),
            timeout: Duration::from_secs(1),
            ..Configuration::new(fake_crm::CLIENT_ID.to_owned(), secret, redirect)
        };
        let crm = Crm::new(configuration).unwrap();
        let pen = Pen::new(|_, _, _| [0; 32]);
        let board = Switchboard::new(crm, db.clone(), vault, pen, sources.clone());
        let pushes = Pushes::new(board).unwrap();
        let store = Store::open(&folder.path().join("files")).unwrap();
        let worker = Worker {
            pushes: Some(pushes.clone()),
            ..worker(db, sources.clone(), &store, Stop::default())
        };
        let id = begin(db, &scope, &sources, contacts);
        Self { db, fake, scope, sources, worker, pushes, id, _folder: folder }
    }

    /// Runs jobs, and after a while tells the worker to stop, if it is to.
    fn work(&self, stops: Option<Duration>) {
        let stop = Stop::default();
        let worker =
            Worker { stop: stop.clone(), pushes: Some(self.pushes.clone()), ..self.worker.clone() };
        std::thread::scope(|threads| {
            let at_work =
                threads.spawn(move || while !worker.stop.asked() && worker.run_next().unwrap() {});
            if let Some(after) = stops {
                std::thread::sleep(after);
                stop.ask();
            }
            at_work.join().unwrap();
        });
    }

    fn start(&self) {
        let (scope, now) = (&self.scope, self.sources.now());
        let job = self.sources.id();
        let started = self.db.write_as_now(scope, |c| {
            let stored = push::find(c, scope, self.id)?.unwrap();
            crm::start(c, scope, &stored, &[PushState::Ready], (job, now))
        });
        assert!(matches!(started.unwrap(), crm::Started::Yes));
    }

    fn push(&self) -> (PushState, PushCounts) {
        let found = self.db.read_as_now(&self.scope, |c| push::find(c, &self.scope, self.id));
        let push = found.unwrap().unwrap().push;
        (push.state, push.counts)
    }
}

/// Tokens, as if somebody had connected.
fn install(db: &Db, scope: &Scope, (fake, vault): (&FakeCrm, &Vault), sources: &Sources) {
    let (pair, id): (_, ConnectionId) = (fake.install(LOCATION), sources.id());
    let (row, owner, now) = (id.to_string(), scope.organization(), sources.now());
    db.write_as_now(scope, |c| {
        let mut seal = |column, token: &String| {
            vault.seal(c, Cell::of_connection(owner, column, &row), token.as_bytes(), now)
        };
        let (access, _) = seal("access_token", &pair.access_token)?;
        let (refresh, key_version) = seal("refresh_token", &pair.refresh_token)?;
        let new = NewConnection {
            id,
            location: LOCATION.to_owned(),
            company: None,
            location_name: "Northwind Sales".to_owned(),
            allows_duplicates: false,
            scopes: pair.scope.clone(),
            tokens: Tokens { access, refresh, key_version },
            expires_at: now.plus_seconds(80_000),
        };
        Ok::<_, vault::Error>(connect(c, scope, &new, now)?)
    })
    .unwrap();
}

/// Makes contacts, and asks for their push.
fn begin(db: &Db, scope: &Scope, sources: &Sources, count: u32) -> PushId {
    let contacts: Vec<NewContact> = (0..count)
        .map(|number| {
            let value = format!("p{number}@example.com");
            let input = ContactInput {
                full_name: Some(format!("Person {number}")),
                emails: vec![EmailInput { value, ..EmailInput::default() }],
                tags: vec!["fair".to_owned()],
                ..ContactInput::default()
            };
            let fields = input.parse().unwrap();
            NewContact { id: sources.id(), fields, source: Origin::Created }
        })
        .collect();
    let ids: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
    let (id, now) = (sources.id(), sources.now());
    let new = NewStored {
        id,
        what: PushWhat::Ids,
        location: LOCATION.to_owned(),
        mapping: CrmMapping::default(),
        starts: false,
        contacts: ids,
    };
    db.write_as_now(scope, |c| {
        db::contact::create_many(c, scope, &contacts, None, Visible::Now, now)?;
        push::create(c, scope, &new, now)?;
        job::enqueue(c, scope, sources.id(), &Job::PlanPush { push: id })
    })
    .unwrap();
    id
}

#[test]
fn the_allowance_is_never_exceeded() {
    for fresh in db::testing::databases().unwrap() {
        let place = Place::new(&fresh.db, 40);
        let limits = Limits { max: 20, interval_millis: 400, daily: 1_000 };
        place.fake.change(|world| world.limits = Some(limits));
        place.work(None);
        assert_eq!(place.push().0, PushState::Ready);
        place.start();
        // Another process goes on in the middle of an interval.
        place.work(Some(Duration::from_millis(300)));
        place.work(None);
        let (state, counts) = place.push();
        assert_eq!((state, counts.created), (PushState::Done, 40));
        let seen = place.fake.change(|world| world.counts.clone());
        assert_eq!((seen.exceeded, seen.blanks, seen.created), (0, 0, 40));
    }
}

#[test]
fn workers_that_stop_and_a_crm_that_fails_leave_everybody_there_once() {
    for fresh in db::testing::databases().unwrap() {
        let place = Place::new(&fresh.db, 60);
        place.work(None);
        place.fake.change(|world| {
            world.faults.stall_millis = 1_200;
            world.faults.limited_millis = 5;
            world.settings.latency_millis = 5;
            world.faults.shares = Shares {
                lost: 0.1,
                limited: 0.05,
                stall: 0.01,
                failed_late: 0.02,
                unauthorised: 0.005,
                malformed: 0.02,
                ..Shares::default()
            };
        });
        place.start();
        for round in 0..200_u64 {
            place.work(Some(Duration::from_millis(20 + round * 7)));
            if place.push().0 != PushState::Running {
                break;
            }
        }
        let (state, counts) = place.push();
        assert_eq!((state, counts.created), (PushState::Done, 60), "{counts:?}");
        let there = place.fake.change(|world| world.contacts(LOCATION));
        assert_eq!(there.len(), 60);
        assert!(there.iter().all(|one| one.tags == ["fair"]));
        let seen = place.fake.change(|world| world.counts.clone());
        assert_eq!((seen.blanks, seen.reuses, seen.overlaps), (0, 0, 0));
        assert_eq!(place.fake.change(|world| world.duplicates(LOCATION)), 0);
    }
}
