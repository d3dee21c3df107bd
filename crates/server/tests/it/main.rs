//! The binary as an operator meets it: its subcommands, and what it says of bad configuration.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod audit;
mod backup;
mod carry;
mod configuration;
mod drain;
mod keys;
mod modes;
mod operator;
mod package;
mod private;
mod search;
mod served;
mod service;
mod sheets;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use db::Db;
use db::system::NewAccount;
use db::testing::Fresh;
use domain::Sources;
use domain::value::Email;

use served::Server;

/// How a run ended.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    /// What it printed.
    out: String,
    /// What it complained of.
    errors: String,
}

/// A data folder, with a database in it or beside it.
struct Place {
    folder: tempfile::TempDir,
    /// Of PostgreSQL.
    server: Option<Fresh>,
    db: Db,
}

/// One for every kind of database at hand.
fn places() -> Vec<Place> {
    let mut places = vec![embedded()];
    for fresh in db::testing::databases().unwrap() {
        if fresh.kind == "postgres" {
            let (folder, db) = (tempfile::tempdir().unwrap(), fresh.db.clone());
            begin(folder.path(), Some(&fresh.url));
            places.push(Place { folder, server: Some(fresh), db });
        }
    }
    places
}

fn embedded() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["migrate"], &[]);
    assert_eq!(made.code, Some(0), "{made:?}");
    begin(folder.path(), None);
    let url = format!("sqlite:{}", folder.path().join("contacts.sqlite").display());
    let db = Db::open(&db::Settings { url, connections: 2 }).unwrap();
    Place { folder, server: None, db }
}

impl Place {
    fn run(&self, words: &[&str]) -> Run {
        let database = self.server.as_ref().map(|fresh| ("DATABASE", fresh.url.as_str()));
        run(self.folder.path(), words, database.as_slice())
    }
}

/// Starts a server until it has made its keys, and ends it.
fn begin(data: &Path, database: Option<&str>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command.env_clear().env("DATA", data).args(["all", "--empty", "--listen", "127.0.0.1:0"]);
    command.envs(database.map(|url| ("DATABASE", url)));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (keys, master) = (data.join("keys.json"), data.join("master-keys.json"));
    let draft = data.join("master-keys.json.new");
    for _ in 0..1_200 {
        let made = std::fs::read_to_string(&keys).is_ok_and(|text| text.contains("\"audit\""));
        if made && master.exists() && !draft.exists() {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Runs the binary to its end; one that serves instead is ended, and has no code.
fn run(data: &Path, words: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command.env_clear().env("DATA", data).envs(variables.iter().copied()).args(words);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait(&mut child);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

fn wait(child: &mut Child) {
    for _ in 0..1_200 {
        if child.try_wait().unwrap().is_some() {
            return;
        }
        sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
}

/// Somebody with an organization of their own.
fn account(sources: &Sources) -> NewAccount {
    NewAccount {
        user: sources.id(),
        organization: sources.id(),
        email: Email::parse("ada@example.com").unwrap(),
        name: "Ada".to_owned(),
        password_hash: None,
        verified_at: None,
        organization_name: "Engines".to_owned(),
    }
}
