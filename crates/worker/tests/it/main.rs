//! Background work, on every kind of database at hand.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod follow;
mod resume;

use db::Scope;
use db::system::{self, NewAccount};
use domain::Sources;
use domain::value::Email;

/// A new organization with one admin.
fn tenant(db: &db::Db, sources: &Sources) -> Scope {
    let account = NewAccount {
        user: sources.id(),
        organization: sources.id(),
        email: Email::parse("ada@example.com").unwrap(),
        name: "Ada".to_owned(),
        password_hash: "hash".to_owned(),
        organization_name: "Engines".to_owned(),
    };
    let now = sources.now();
    db.write_now(|c| system::create_account(c, &account, now)).unwrap()
}
