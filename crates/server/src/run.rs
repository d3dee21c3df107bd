//! `server all`: opens everything, serves, and closes in the reverse order.

use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::{HttpServer, web};
use anyhow::Context;
use api::{App, Limits};
use db::Db;
use domain::Sources;
use files::Store;
use search::Index;
use worker::{Follower, Progress, Stop, Worker};

use crate::config::Settings;
use crate::{assets, demo, keys, sources, telemetry};

/// Seconds that requests at work get to finish when the process is told to end.
const DRAIN_SECONDS: u64 = 25;

/// Serves until it is told to end by Ctrl-C or SIGTERM.
pub(crate) fn all(settings: Settings) -> anyhow::Result<()> {
    telemetry::begin(&settings.log)?;
    actix_web::rt::System::new().block_on(serve(settings))
}

async fn serve(settings: Settings) -> anyhow::Result<()> {
    let sources = sources::real();
    let data = settings.storage.data.clone();
    private_folder(&data).with_context(|| format!("cannot make {}", data.display()))?;
    let keys = keys::load(&data, &sources)?;
    let db = Db::open(&settings.storage.settings())?;
    let migrated = db.clone();
    web::block(move || db::system::migrate(&migrated)).await??;
    if !settings.empty {
        demo::make(&db, &data, &sources).await?;
    }
    let store = Store::open(&data.join("files"))?;
    let (index, writer) = Index::open(&data.join("index"))?;
    let stop = Stop::default();
    let (threads, progress) = background(&db, &sources, &store, (index.clone(), writer), &stop)?;
    let app = web::Data::new(App::new(api::Settings {
        db,
        sources,
        store,
        index,
        progress,
        keys,
        https: settings.https,
        limits: Limits { upload_bytes: settings.upload_bytes, ..Limits::default() },
    }));
    let server = HttpServer::new(move || api::service(app.clone(), assets::find))
        .client_request_timeout(Duration::from_secs(10))
        .keep_alive(Duration::from_secs(75))
        .shutdown_timeout(DRAIN_SECONDS)
        .bind(settings.listen)
        .with_context(|| format!("cannot listen at {}", settings.listen))?
        .run();
    greet(&settings);
    server.await?;
    stop.ask();
    for thread in threads {
        if thread.join().is_err() {
            tracing::error!("a background thread panicked");
        }
    }
    Ok(())
}

/// The threads beside the HTTP server: one for jobs, one for the index.
fn background(
    db: &Db,
    sources: &Sources,
    store: &Store,
    index: (Index, search::Writer),
    stop: &Stop,
) -> anyhow::Result<(Vec<JoinHandle<()>>, Progress)> {
    let (follower, progress) = Follower::new(db.clone(), sources.clone(), index, stop.clone());
    let worker = Arc::new(Worker {
        db: db.clone(),
        sources: sources.clone(),
        store: store.clone(),
        stop: stop.clone(),
    });
    let spawn = |name: &str, work: Box<dyn FnOnce() + Send>| {
        std::thread::Builder::new().name(name.to_owned()).spawn(work)
    };
    let threads = vec![
        spawn("follower", Box::new(move || follower.run()))?,
        spawn("worker", Box::new(move || worker.run()))?,
    ];
    Ok((threads, progress))
}

/// Records, uploads and keys are nobody else's business on this machine.
fn private_folder(path: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// What a person at the terminal wants to know.
fn greet(settings: &Settings) {
    println!("\n  1CloudAI Business Contacts is at http://{}", settings.listen);
    println!("  The API explorer is at http://{}/docs/", settings.listen);
    if assets::find("index.html").is_none() {
        println!("  This build has no page inside; `cargo xtask run` builds one.");
    }
    if let Some((email, password)) = demo::sign_in(&settings.storage.data) {
        println!("\n  Demo sign-in:  {email}  {password}");
    }
    println!("\n  Ctrl-C stops it.\n");
}
