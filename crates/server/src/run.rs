//! `server all`: opens everything, serves, and closes in the reverse order.

use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::{HttpServer, web};
use anyhow::Context;
use api::{App, Limits, Rates};
use db::Db;
use files::Store;
use search::{Index, Place};
use worker::{Follower, Progress, Stop, Worker};

use crate::config::Settings;
use crate::prepare::prepare;
use crate::{assets, demo, keys, outbound, sources, sweep, telemetry};

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
    for folder in [&*data, settings.storage.keys()] {
        private_folder(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let secrets = keys::load(&settings.storage, &sources)?;
    let pen = api::pen(&secrets);
    let post = outbound::post(&settings, &secrets, &sources)?;
    let providers = outbound::providers(&settings)?;
    let db = Db::open(&settings.storage.settings()?)?;
    let prepared = (db.clone(), sources.clone());
    web::block(move || prepare(&prepared.0, &prepared.1)).await??;
    keys::check(&db, &secrets, &settings.storage)?;
    if !settings.empty {
        demo::make(&db, &data, &sources, &pen).await?;
    }
    let store = Store::open(&data.join("files"))?;
    let index = Index::default();
    let place = Place::Folder(data.join("index"));
    let stop = Stop::default();
    let records = Worker {
        db: db.clone(),
        sources: sources.clone(),
        store: store.clone(),
        pen,
        post: Arc::new(post),
        kinds: RECORDS,
        stop: stop.clone(),
    };
    let (mut threads, progress) = background(records, (index.clone(), place))?;
    let public_url = settings.public_url();
    let https = settings.https || public_url.starts_with("https://");
    let app = web::Data::new(App::new(api::Settings {
        db,
        sources,
        store,
        index,
        progress,
        secrets,
        providers,
        sign_up: outbound::sign_up(&settings),
        public_url,
        proxies: settings.proxies,
        https,
        limits: limits(&settings),
    }));
    threads.push(upkeep(&app, &stop)?);
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

fn limits(settings: &Settings) -> Limits {
    let default = Limits::default();
    let rates = settings.requests_per_minute.map_or(default.rates, Rates::all);
    Limits { upload_bytes: settings.upload_bytes, rates, ..default }
}

/// Jobs on records, one at a time; and mails, which need not wait behind them.
const RECORDS: &[&str] = &["stage_import", "commit_import", "erase_organization", ""];
const MAILS: &[&str] = &["send_mail"];

/// The threads beside the HTTP server: for jobs on records, for mails, and for the index.
fn background(
    records: Worker,
    index: (Index, Place),
) -> anyhow::Result<(Vec<JoinHandle<()>>, Progress)> {
    let Worker { db, sources, stop, .. } = &records;
    let (follower, progress) = Follower::new(db.clone(), sources.clone(), index, stop.clone());
    let mails = Worker { kinds: MAILS, ..records.clone() };
    let sweeper = records.clone();
    let threads = vec![
        spawn("sweep", move || sweep::run(&sweeper))?,
        spawn("follower", move || follower.run())?,
        spawn("worker", move || records.run())?,
        spawn("mails", move || mails.run())?,
    ];
    Ok((threads, progress))
}

/// The thread that writes the request log every second, and forgets what is old every hour.
fn upkeep(app: &web::Data<App>, stop: &Stop) -> anyhow::Result<JoinHandle<()>> {
    let (app, stop) = (app.clone(), stop.clone());
    spawn("upkeep", move || {
        for second in 0_u64.. {
            let ending = stop.asked();
            if let Err(error) = app.write_requests() {
                tracing::warn!(error = %error, "requests.not_written");
            }
            if second.is_multiple_of(3_600)
                && let Err(error) = app.forget()
            {
                tracing::warn!(error = %error, "upkeep.failed");
            }
            if ending {
                return;
            }
            std::thread::sleep(Duration::from_secs(1));
        }
    })
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> anyhow::Result<JoinHandle<()>> {
    Ok(std::thread::Builder::new().name(name.to_owned()).spawn(work)?)
}

/// Records, uploads and keys are nobody else's business on this machine.
fn private_folder(path: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// What a person at the terminal wants to know.
fn greet(settings: &Settings) {
    println!("\n  1CloudAI Business Contacts is at {}", settings.public_url());
    println!("  The API explorer is at {}/docs/", settings.public_url());
    if assets::find("index.html").is_none() {
        println!("  This build has no page inside; `cargo xtask run` builds one.");
    }
    if let Some((email, password)) = demo::sign_in(&settings.storage.data) {
        println!("\n  Demo sign-in:  {email}  {password}");
    }
    if settings.mail.smtp.is_none() {
        let outbox = settings.storage.data.join("outbox");
        println!("\n  No SMTP server is set: mails are written into {}", outbox.display());
    }
    println!("\n  Ctrl-C stops it.\n");
}
