//! A process that runs jobs alone, with a listener for those who watch it.

use std::time::Duration;

use ::api::{MetricsReaders, Node};
use actix_web::{HttpServer, web};
use anyhow::Context;
use files::Store;
use prometheus_client::registry::Registry;

use super::drain::{self, Drain, Signals};
use super::greet::greet_worker;
use super::open::{self, Opened};
use super::threads::Threads;
use crate::config::Work;
use crate::outbound;

/// Works until a signal ends it.
pub(super) async fn serve(settings: Work) -> anyhow::Result<()> {
    let process = &settings.process;
    // Its public URL is that of others: nothing tells of a proxy in front of this listener.
    let metrics = process.metrics_token()?.map_or(MetricsReaders::Near, MetricsReaders::Bearers);
    let opened = open::begin(process)?;
    let db = open::database(process, &opened).await?;
    let Opened { sources, secrets } = opened;
    let post = outbound::post(process, &settings.public_url, &secrets, &sources)?;
    let crm = outbound::crm(process, &settings.public_url, &secrets, (&db, &sources))?;
    let store = Store::open(&process.storage.data.join("files"))?;
    let signals = Signals::listen()?;
    let (mut threads, mut registry) = (Threads::default(), Registry::default());
    threads.figures.register_jobs(&mut registry);
    let (pen, suppressor) = (::api::pen(&secrets), ::api::suppressor(&secrets));
    threads.work(process.jobs, (&db, &store, &sources), (pen, suppressor, post), crm)?;
    threads.sweep(&db, &store, &sources)?;
    let node = web::Data::new(Node::new(db, sources, None, registry, metrics));
    let told = node.clone();
    let server = HttpServer::new(move || ::api::system_service(told.clone()))
        // Figures and a few words: one thread is enough.
        .workers(1)
        .client_request_timeout(Duration::from_secs(10))
        .shutdown_timeout(process.drain_seconds)
        .disable_signals()
        .bind(settings.listen)
        .with_context(|| format!("cannot listen at {}", settings.listen))?
        .run();
    greet_worker(&settings);
    let (handle, jobs) = (server.handle(), threads.jobs.clone());
    actix_web::rt::spawn(Drain { node, jobs, server: handle, proxied: false }.on(signals));
    server.await?;
    drain::end(threads).await
}
