//! A process that serves the page and the API: `all` with the background work, `api` without.

use std::time::Duration;

use ::api::{App, Followed, Limits, Node, Rates};
use actix_web::dev::Server;
use actix_web::{HttpServer, web};
use anyhow::Context;
use files::Store;
use prometheus_client::registry::Registry;
use search::{Index, Place};

use super::drain::{self, Drain, Signals};
use super::greet::greet;
use super::open::{self, Opened};
use super::threads::Threads;
use crate::config::Serve;
use crate::{assets, demo, outbound};

/// Where jobs run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Jobs {
    /// In this process.
    Here,
    /// In `worker` processes.
    Elsewhere,
}

/// Serves until a signal ends it.
pub(super) async fn serve(settings: Serve, jobs: Jobs) -> anyhow::Result<()> {
    let process = &settings.process;
    let metrics = settings.metrics()?;
    let opened = open::begin(process)?;
    let db = open::database(process, &opened).await?;
    let Opened { sources, secrets } = opened;
    let pen = ::api::pen(&secrets);
    let post = outbound::post(process, &settings.public_url(), &secrets, &sources)?;
    let providers = outbound::providers(&settings)?;
    let crm = outbound::crm(process, &settings.public_url(), &secrets, (&db, &sources))?;
    let data = process.storage.data.clone();
    if !settings.empty {
        demo::make(&db, &data, &sources, &pen).await?;
    }
    let store = Store::open(&data.join("files"))?;
    // Opened by the follower: whatever is wrong with its files, everything but search works.
    let index = Index::default();
    let place = Place::Folder(data.join("index"));
    let signals = Signals::listen()?;
    let (mut threads, mut registry) = (Threads::default(), Registry::default());
    threads.figures.register_index(&mut registry);
    let progress = threads.follow(&db, &sources, (index.clone(), place))?;
    threads.prepare()?;
    threads.watch(&db, &sources, &index, process.jobs.watch_seconds)?;
    if jobs == Jobs::Here {
        threads.figures.register_jobs(&mut registry);
        let suppressor = ::api::suppressor(&secrets);
        threads.work(
            process.jobs,
            (&db, &store, &sources),
            (pen, suppressor, post),
            crm.clone(),
        )?;
    }
    threads.sweep(&db, &store, &sources)?;
    let followed = Followed { index: index.clone(), progress: progress.clone() };
    let (shared, now) = (db.clone(), sources.clone());
    let node = web::Data::new(Node::new(shared, now, Some(followed), registry, metrics));
    let public_url = settings.public_url();
    let app = web::Data::new(App::new(::api::Settings {
        db,
        sources,
        store,
        index,
        progress,
        secrets,
        passwords: ::api::PasswordCost::Standard,
        providers,
        crm,
        sign_up: outbound::sign_up(&settings),
        https: settings.https || public_url.starts_with("https://"),
        public_url,
        proxies: settings.proxies,
        limits: limits(&settings),
    }));
    threads.keep_up(&app)?;
    let server = listen(&settings, app, node.clone())?;
    greet(&settings, jobs);
    let (server_handle, jobs) = (server.handle(), threads.jobs.clone());
    let drain = Drain { node, jobs, server: server_handle, proxied: settings.proxies > 0 };
    actix_web::rt::spawn(drain.on(signals));
    server.await?;
    drain::end(threads).await
}

fn listen(settings: &Serve, app: web::Data<App>, node: web::Data<Node>) -> anyhow::Result<Server> {
    let server = HttpServer::new(move || ::api::service(app.clone(), node.clone(), assets::find))
        .client_request_timeout(Duration::from_secs(10))
        .keep_alive(Duration::from_secs(75))
        .shutdown_timeout(settings.process.drain_seconds)
        .disable_signals()
        .bind(settings.listen)
        .with_context(|| format!("cannot listen at {}", settings.listen))?;
    Ok(server.run())
}

fn limits(settings: &Serve) -> Limits {
    let default = Limits::default();
    let rates = settings.requests_per_minute.map_or(default.rates, Rates::all);
    let package = settings.package;
    Limits { upload_bytes: settings.upload_bytes, rates, package, ..default }
}
