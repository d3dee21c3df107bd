//! Every function of the room, once on SQLite and once on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod accounts;
mod contacts;
mod dialect;
mod imports;
mod jobs;
mod migrations;
mod outbox;
mod transactions;

use db::system::{self, NewAccount};
use db::{Conn, Db, Scope};
use domain::Sources;
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
