//! How a process ends: it says that it is not ready, stops listening, lets requests at work finish and
//! jobs end at their next step, writes what it still knows, and is gone with 0.

use std::time::Duration;

use ::api::Node;
use ::worker::Stop;
use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use anyhow::Context;

use super::threads::Threads;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// How long a proxy gets to see that the process is not ready, before connections to it are refused.
/// Without a proxy nobody looks, and the listener stops at once.
const NOTICE: Duration = Duration::from_secs(3);
/// How long the threads, and whatever else still runs, get to end once no request is at work any more.
/// With [`NOTICE`] and the drain of 20 s that is the default it makes 28 s, within the usual 30 s
/// before SIGKILL.
const CLOSING: Duration = Duration::from_secs(5);

/// The signals that end the process.
pub(super) struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    /// From here on the signals are ours. Before that one ends the process as it stands, which a start
    /// survives: it does everything in transactions.
    pub(super) fn listen() -> anyhow::Result<Self> {
        let listen = |kind| signal(kind).context("cannot listen to signals");
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
        })
    }

    /// Waits for the next one and answers the exit code that it stands for.
    async fn next(&mut self) -> i32 {
        tokio::select! {
            _ = self.interrupt.recv() => 128 + SignalKind::interrupt().as_raw_value(),
            _ = self.terminate.recv() => 128 + SignalKind::terminate().as_raw_value(),
        }
    }
}

/// What has to hear of the end.
pub(super) struct Drain {
    pub(super) node: Data<Node>,
    pub(super) jobs: Stop,
    pub(super) server: ServerHandle,
    /// Whether a proxy stands in front.
    pub(super) proxied: bool,
}

impl Drain {
    /// Waits for a signal and begins the end. A second signal ends the process at once: then what requests
    /// and jobs were about to do is undone by the database, and leases run out.
    pub(super) async fn on(self, mut signals: Signals) {
        signals.next().await;
        tracing::info!("stopping");
        self.node.end();
        self.jobs.ask();
        actix_web::rt::spawn(async move {
            let code = signals.next().await;
            tracing::warn!("stopped at once");
            std::process::exit(code)
        });
        if self.proxied {
            tokio::time::sleep(NOTICE).await;
        }
        self.server.stop(true).await;
    }
}

/// Ends the threads, when no request is at work any more. Behind it the runtime waits without limit for what
/// requests that were cut off still do with the database; neither keeps the process for longer than
/// [`CLOSING`], because databases undo what is not committed.
pub(super) async fn end(threads: Threads) -> anyhow::Result<()> {
    std::thread::Builder::new().name("closing".to_owned()).spawn(|| {
        std::thread::sleep(CLOSING);
        tracing::warn!("stopped in the middle of a step");
        std::process::exit(0)
    })?;
    threads.end().await?;
    tracing::info!("stopped");
    Ok(())
}
