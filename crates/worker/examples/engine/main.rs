//! Figures of the engine below HTTP: `cargo xtask bench engine` builds and runs it, and prints
//! beside it what the databases' own tools reach.
//!
//! `engine bulk DATABASE ROWS`, `engine jobs DATABASE JOBS`, `engine lag DATABASE INDEX ROWS`; the
//! database is migrated already.

mod bulk;
mod jobs;
mod lag;

use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use db::system::{self, NewAccount};
use db::{Db, Scope, Settings};
use domain::value::Email;
use domain::{Sources, Timestamp};

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["bulk", database, rows] => bulk::measure(&open(database)?, rows.parse()?),
        ["jobs", database, jobs] => jobs::measure(&open(database)?, jobs.parse()?),
        ["lag", database, index, rows] => lag::measure(&open(database)?, index, rows.parse()?),
        _ => Err("expected bulk, jobs or lag; see the head of this example".into()),
    }
}

fn open(url: &str) -> Result<Db, Failure> {
    Ok(Db::open(&Settings { url: url.to_owned(), connections: 8 })?)
}

/// The machine's clock, and numbers that are unique in the database.
fn sources() -> Sources {
    let draws = AtomicU64::new(now().micros().cast_unsigned());
    Sources::new(now, move |buffer| {
        for part in buffer.chunks_mut(8) {
            // A Weyl sequence (Knuth's golden ratio): no two draws are equal.
            let draw = draws.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            part.copy_from_slice(&draw.to_be_bytes()[..part.len()]);
        }
    })
}

#[expect(clippy::disallowed_methods, reason = "a measurement needs the time that passes")]
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// A new organization to write for.
fn tenant(db: &Db, sources: &Sources) -> Result<Scope, Failure> {
    let name = format!("{:016x}", u64::from_be_bytes(sources.bytes()));
    let account = NewAccount {
        user: sources.id(),
        organization: sources.id(),
        email: Email::parse(&format!("{name}@example.com")).map_err(|_| "an address")?,
        name: "Bench".to_owned(),
        password_hash: None,
        verified_at: None,
        organization_name: "Bench".to_owned(),
    };
    let now = sources.now();
    Ok(db.write_now(|c| system::create_account(c, &account, now))?)
}
