//! Every function of the room, once on SQLite and once on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod accounts;
mod admins;
mod allowances;
mod api_keys;
mod audit;
mod carry;
mod closing;
mod contact_keys;
mod contacts;
mod data_keys;
mod dialect;
mod factors;
mod failures;
mod idempotency;
mod import_profiles;
mod imports;
mod installation;
mod invitations;
mod jobs;
mod links;
mod mails;
mod migrations;
mod outbox;
mod requests;
mod saved_searches;
mod sessions;
mod suppressions;
mod transactions;
mod usage;
mod wall;

use std::sync::Barrier;

use db::system::{self, NewAccount, NewPerson};
use db::{Conn, Db, Scope};
use domain::Sources;
use domain::access::Role;
use domain::contact::{ContactFields, ContactInput, EmailInput};
use domain::value::Email;

/// A new organization with one admin.
fn tenant(db: &Db, sources: &Sources, email: &str) -> Scope {
    let account = NewAccount {
        user: sources.id(),
        organization: sources.id(),
        email: Email::parse(email).unwrap(),
        name: "Ada".to_owned(),
        password_hash: Some("hash".to_owned()),
        verified_at: None,
        organization_name: "Engines".to_owned(),
    };
    let now = sources.now();
    db.write_now(|c: &mut Conn| system::create_account(c, &account, now)).unwrap()
}

/// One more person in an organization.
fn colleague(db: &Db, sources: &Sources, scope: &Scope, email: &str, role: Role) -> Scope {
    let (user, now) = (sources.id(), sources.now());
    let email = Email::parse(email).unwrap();
    let new =
        NewPerson { user, email: &email, name: "Bob", password_hash: None, verified_at: None };
    db.write_now(|c: &mut Conn| {
        system::create_person(c, &new, now)?;
        db::member::join(c, scope.organization(), user, role, now)
    })
    .unwrap()
}

/// Does the same on many threads that begin at once, and answers what each of them got.
fn race<T: Send>(threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let (start, work) = (Barrier::new(threads), &work);
    std::thread::scope(|scope| {
        let runners: Vec<_> = (0..threads)
            .map(|number| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    work(number)
                })
            })
            .collect();
        runners.into_iter().map(|runner| runner.join().unwrap()).collect()
    })
}

/// A contact with a name, a company and perhaps an e-mail.
fn person(name: &str, company: &str, email: &str) -> ContactFields {
    let email = EmailInput { value: email.to_owned(), ..EmailInput::default() };
    ContactInput {
        full_name: Some(name.to_owned()),
        company: Some(company.to_owned()),
        emails: if email.value.is_empty() { Vec::new() } else { vec![email] },
        ..ContactInput::default()
    }
    .parse()
    .unwrap()
}
