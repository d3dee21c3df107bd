//! What every process opens, in an order that makes a wrong option fail before anything is written.

use ::api::access::Secrets;
use actix_web::web;
use anyhow::bail;
use db::Db;
use domain::Sources;

use crate::config::Process;
use crate::prepare::{prepare, private_folder};
use crate::{keys, sources};

/// The clock, and the keys.
pub(super) struct Opened {
    pub(super) sources: Sources,
    pub(super) secrets: Secrets,
}

/// The embedded database belongs to one process. Its one writer is queued for in memory, and requests are
/// counted there, so a second process would wait for the file by trial, let clients ask twice as
/// often, and gain nothing: it would stand on the same machine and take turns with the first.
pub(super) fn refuse_embedded(process: &Process, command: &str) -> anyhow::Result<()> {
    if process.storage.database.is_some() {
        return Ok(());
    }
    bail!(
        "--database: `server {command}` shares its database with other processes, which takes \
         PostgreSQL: give postgres://USER:PASSWORD@HOST/NAME, or run `server all`, which does it \
         all in one process"
    )
}

/// Makes the data folder and reads the keys.
pub(super) fn begin(process: &Process) -> anyhow::Result<Opened> {
    let sources = sources::real();
    let data = &process.storage.data;
    for folder in [&**data, process.storage.keys()] {
        private_folder(folder)?;
    }
    let secrets = keys::load(&process.storage, &sources)?;
    Ok(Opened { sources, secrets })
}

/// The database with its schema of this version, if it fits to the keys.
pub(super) async fn database(process: &Process, opened: &Opened) -> anyhow::Result<Db> {
    let Opened { sources, secrets } = opened;
    let db = Db::open(&process.storage.settings()?)?;
    let prepared = (db.clone(), sources.clone());
    web::block(move || prepare(&prepared.0, &prepared.1)).await??;
    keys::check(&db, secrets, &process.storage)?;
    Ok(db)
}
