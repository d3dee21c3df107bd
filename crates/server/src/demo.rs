//! The demo organization of the first start: something to search before anything is imported.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use actix_web::web;
use anyhow::Context;
use db::audit::{By, Pen};
use db::contact::{NewContact, Visible};
use db::system::{self, NewAccount};
use db::{Conn, Db};
use domain::access::SignUp;
use domain::audit::{Action, Actor, Event};
use domain::contact::Origin;
use domain::{Sources, Timestamp};
use sample::Generator;

/// Sample contacts in the directory and in the demo workspace.
const DIRECTORY: usize = 15_000;
const WORKSPACE: usize = 5_000;
/// Different seeds, so that the workspace is not a part of the directory.
const SEEDS: (u64, u64) = (1, 2);
/// Contacts in one statement.
const CHUNK: usize = 1_000;

/// What the demo organization is made of.
struct Demo {
    account: NewAccount,
    directory: Vec<NewContact>,
    workspace: Vec<NewContact>,
    pen: Pen,
    now: Timestamp,
}

/// Makes the demo organization if nobody has signed up yet, in one transaction, so that a start
/// that is cut off leaves nothing half-made. Of several nodes that start at once the first makes it; the
/// others wait for that, and find it made.
pub(crate) async fn make(db: &Db, data: &Path, sources: &Sources, pen: &Pen) -> anyhow::Result<()> {
    if !db.read(system::is_empty).await? {
        return Ok(());
    }
    let password = password(sources);
    let demo = Demo {
        account: account(sources, &password).await?,
        directory: contacts(sources, SEEDS.0, DIRECTORY),
        workspace: contacts(sources, SEEDS.1, WORKSPACE),
        pen: pen.clone(),
        now: sources.now(),
    };
    let db = db.clone();
    let made = web::block(move || {
        system::alone(&db, || {
            let wanted = db.read_now(system::is_empty)?;
            if wanted {
                db.write_now(|c| demo.write(c))?;
            }
            Ok(wanted)
        })
    });
    if made.await?? { note_down(data, &password) } else { Ok(()) }
}

async fn account(sources: &Sources, password: &str) -> anyhow::Result<NewAccount> {
    let wanted = SignUp {
        email: "demo@contacts.example".to_owned(),
        password: password.to_owned(),
        name: "Demo User".to_owned(),
        organization: "Demo Organization".to_owned(),
    };
    let wanted =
        wanted.parse().map_err(|_| anyhow::anyhow!("the demo account is not acceptable"))?;
    let password_hash = api::hash_password(sources, wanted.password).await?;
    Ok(NewAccount {
        user: sources.id(),
        organization: sources.id(),
        email: wanted.email,
        name: wanted.name,
        password_hash: Some(password_hash),
        verified_at: Some(sources.now()),
        organization_name: wanted.organization,
    })
}

impl Demo {
    fn write(&self, c: &mut Conn) -> db::Result<()> {
        let Self { account, pen, now, .. } = self;
        let scope = system::create_account(c, account, *now)?;
        let by = By {
            organization: account.organization,
            actor: Actor::System,
            address: None,
            request_id: None,
        };
        let event = Event::new(Action::OrganizationCreated).on(account.organization);
        db::audit::append(c, pen, &by, event, *now)?;
        // Whoever started the server looks after it.
        db::operator::add(c, account.user, *now)?;
        let by = By { organization: domain::partition::directory(), ..by };
        let event = Event::new(Action::OperatorAdded).on(account.user);
        db::audit::append(c, pen, &by, event, *now)?;
        scope.enter(c)?;
        for chunk in self.workspace.chunks(CHUNK) {
            db::contact::create_many(c, &scope, chunk, None, Visible::Later, *now)?;
        }
        for chunk in self.directory.chunks(CHUNK) {
            system::add_to_directory(c, chunk, *now)?;
        }
        Ok(())
    }
}

fn note_down(data: &Path, password: &str) -> anyhow::Result<()> {
    let path = note(data);
    let mut options = std::fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(writeln!(file, "demo@contacts.example\n{password}")?)
}

/// The demo sign-in, address and password, while its note is there.
pub(crate) fn sign_in(data: &Path) -> Option<(String, String)> {
    let text = std::fs::read_to_string(note(data)).ok()?;
    let mut lines = text.lines().map(str::to_owned);
    Some((lines.next()?, lines.next()?))
}

fn note(data: &Path) -> PathBuf {
    data.join("demo-sign-in.txt")
}

fn contacts(sources: &Sources, seed: u64, count: usize) -> Vec<NewContact> {
    Generator::new(seed)
        .filter_map(|input| input.parse().ok())
        .map(|fields| NewContact { id: sources.id(), fields, source: Origin::Sample })
        .take(count)
        .collect()
}

/// Made anew for every installation: a known password would be an open door.
fn password(sources: &Sources) -> String {
    let text = format!("{:016x}", u64::from_be_bytes(sources.bytes()));
    format!("demo-{}-{}", &text[..8], &text[8..])
}
