//! `server operator`: who looks after the background work of the installation. Whoever can run it
//! has the data folder and the database anyway.

use anyhow::{Context, bail};
use db::Db;
use db::audit::By;
use domain::audit::{Action, Actor, Event};
use domain::partition;
use domain::value::Email;

use crate::config::{OperatorChange, Storage};
use crate::{keys, sources};

/// Adds, removes or lists; both changes are written into the log of the installation.
pub(crate) fn change(storage: &Storage, change: OperatorChange) -> anyhow::Result<()> {
    keys::expect(storage)?;
    let sources = sources::real();
    let secrets = keys::load(storage, &sources)?;
    let pen = api::pen(&secrets);
    let db = Db::open(&storage.settings()?)?;
    let (email, is_added) = match change {
        OperatorChange::List => return list(&db),
        OperatorChange::Add { email } => (email, true),
        OperatorChange::Remove { email } => (email, false),
    };
    let email = Email::parse(&email).ok().context("expected an address such as ada@example.com")?;
    let Some(user) = db.read_now(|c| db::operator::find_person(c, &email))? else {
        bail!("nobody signs in with {}", email.as_str());
    };
    let now = sources.now();
    let organization = partition::directory();
    let changed = db.write_for_now(organization, |c| {
        let (changed, action) = if is_added {
            (db::operator::add(c, user, now)?, Action::OperatorAdded)
        } else {
            (db::operator::remove(c, user)?, Action::OperatorRemoved)
        };
        if changed {
            let by = By { organization, actor: Actor::System, address: None, request_id: None };
            db::audit::append(c, &pen, &by, Event::new(action).on(user), now)?;
        }
        Ok::<_, db::Error>(changed)
    })?;
    let word = if is_added { "an operator" } else { "no operator" };
    let since = if changed { "now" } else { "already" };
    println!("{} is {since} {word}.", email.as_str());
    Ok(())
}

fn list(db: &Db) -> anyhow::Result<()> {
    for person in db.read_now(db::operator::list)? {
        println!("{}  {}  {}", person.id, person.email, person.name);
    }
    Ok(())
}
