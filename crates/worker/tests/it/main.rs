//! Background work, on every kind of database at hand.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod follow;
mod heartbeat;
mod mails;
mod merge_keys;
mod operator;
mod push;
mod resume;
mod uploads;

use std::sync::Arc;

use connect::letters::Links;
use connect::mail::{Mailer, Sender};
use db::Scope;
use db::audit::Pen;
use db::job::{LEASE_SECONDS, Taker};
use db::suppression::Suppressor;
use db::system::{self, NewAccount};
use domain::Sources;
use domain::job::Queue;
use domain::value::Email;
use files::Store;
use worker::{Figures, Post, Stop, Worker};

/// A new organization with one admin.
fn tenant(db: &db::Db, sources: &Sources) -> Scope {
    let account = NewAccount {
        user: sources.id(),
        organization: sources.id(),
        email: Email::parse("ada@example.com").unwrap(),
        name: "Ada".to_owned(),
        password_hash: Some("hash".to_owned()),
        verified_at: None,
        organization_name: "Engines".to_owned(),
    };
    let now = sources.now();
    db.write_now(|c| system::create_account(c, &account, now)).unwrap()
}

/// A worker whose mails go into a folder beside its files.
fn worker(db: &db::Db, sources: Sources, store: &Store, stop: Stop) -> Worker {
    let sender = Sender::parse("contacts@contacts.example", "contacts.example").unwrap();
    let mailer = Mailer::outbox(store.dir().join("outbox"), sender, sources.clone()).unwrap();
    let links = Arc::new(secrets::LinkKeys::new(&[1; 32]));
    Worker {
        db: db.clone(),
        sources,
        store: store.clone(),
        pen: Pen::new(|_, _, _| [0; 32]),
        suppressor: Suppressor::new(|_, _, text| hash(text)),
        post: Arc::new(Post {
            mailer,
            links: Links::new("https://contacts.example", links).unwrap(),
        }),
        pushes: None,
        taker: Taker::new("test:1".to_owned(), Queue::ALL, LEASE_SECONDS),
        stop,
        figures: Figures::default(),
    }
}

/// As good as a keyed hash where nobody attacks.
fn hash(text: &str) -> [u8; 32] {
    let mut hash = [0_u8; 32];
    for (at, byte) in text.bytes().enumerate() {
        hash[at % 32] = hash[at % 32].wrapping_mul(31).wrapping_add(byte);
    }
    hash
}
