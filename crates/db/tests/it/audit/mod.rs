//! The audit log: what is done to it behind the product's back is found and named.

mod edits;
mod guards;
mod heads;
mod known;
mod rows;
mod together;

use db::audit::{self, By, Pen};
use db::{Conn, Db, Scope};
use diesel::connection::SimpleConnection;
use domain::Sources;
use domain::audit::{Action, Event, Head, Verdict};
use sha2::{Digest, Sha256};

use crate::tenant;

/// Seals under a key of one byte, which is enough to tell two keys apart.
fn pen(key: u8) -> Pen {
    Pen::new(move |organization, seq, hash| {
        let mut seal = Sha256::new();
        seal.update([key]);
        seal.update(organization.to_string());
        seal.update(seq.to_be_bytes());
        seal.update(hash);
        seal.finalize().into()
    })
}

/// The key of the installation; any other is an intruder's.
const OURS: u8 = 1;
const FORGED: u8 = 2;

/// Writes one event in which every column is filled.
fn append(db: &Db, scope: &Scope, sources: &Sources, key: u8) {
    let (pen, now) = (pen(key), sources.now());
    let by = By {
        organization: scope.organization(),
        actor: scope.actor(),
        address: Some("192.0.2.1".to_owned()),
        request_id: Some(format!("r{}", now.micros())),
    };
    let event = Event::new(Action::MemberChanged).on(scope.user()).with("role", "viewer");
    db.write_for_now(scope.organization(), |c| audit::append(c, &pen, &by, event.clone(), now))
        .unwrap();
}

/// An organization with a log of five rows, whose guards are then taken away as only the owner
/// of the database can.
fn log_of_five(db: &Db, sources: &Sources) -> Scope {
    let scope = tenant(db, sources, "ada@example.com");
    for _ in 0..5 {
        append(db, &scope, sources, OURS);
    }
    assert_eq!(flaws(db, &scope), [], "before anything is done to it");
    unguard(db);
    scope
}

fn unguard(db: &Db) {
    tamper_differently(
        db,
        "DROP TRIGGER audit_events_stay; DROP TRIGGER audit_events_remain; \
         DROP TRIGGER audit_heads_remain;",
        "ALTER TABLE audit_events DISABLE TRIGGER USER; \
         ALTER TABLE audit_heads DISABLE TRIGGER USER;",
    );
}

/// Runs SQL that the product would never run.
fn run(db: &Db, sqlite: &str, postgres: &str) -> db::Result<()> {
    db::testing::by_owner(db, |conn| match conn {
        Conn::Sqlite(c) => Ok(c.batch_execute(sqlite)?),
        Conn::Pg(c) => Ok(c.batch_execute(postgres)?),
    })
}

fn tamper_differently(db: &Db, sqlite: &str, postgres: &str) {
    run(db, sqlite, postgres).unwrap();
}

fn tamper(db: &Db, sql: &str) {
    run(db, sql, sql).unwrap();
}

fn verify(db: &Db, scope: &Scope, known: Option<&Head>) -> Verdict {
    let pen = pen(OURS);
    let verdict = db.read_now(|c| audit::verify(c, &pen, scope.organization(), known)).unwrap();
    assert_eq!(verdict.intact, verdict.flaws.is_empty());
    verdict
}

/// Number and kind of everything that is wrong with a log.
fn flaws(db: &Db, scope: &Scope) -> Vec<(u64, String)> {
    named(verify(db, scope, None))
}

fn named(verdict: Verdict) -> Vec<(u64, String)> {
    verdict.flaws.into_iter().map(|flaw| (flaw.seq, flaw.kind)).collect()
}

/// The same, as a test writes it down.
fn kinds(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
    expected.iter().map(|&(seq, kind)| (seq, kind.to_owned())).collect()
}
