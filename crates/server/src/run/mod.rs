//! `server all`, `api` and `worker`: each opens what it needs, serves, and closes in the reverse order.

mod api;
mod drain;
mod greet;
mod open;
mod threads;
mod worker;

use crate::config::{Process, Serve, Work};
use crate::telemetry;

/// The page, the API and the background work, until told to end by Ctrl-C or SIGTERM.
pub(crate) fn all(settings: Serve) -> anyhow::Result<()> {
    begin(&settings.process)?;
    actix_web::rt::System::new().block_on(api::serve(settings, api::Jobs::Here))
}

/// The page and the API, beside `worker` processes.
pub(crate) fn api(settings: Serve) -> anyhow::Result<()> {
    begin(&settings.process)?;
    open::refuse_embedded(&settings.process, "api")?;
    actix_web::rt::System::new().block_on(api::serve(settings, api::Jobs::Elsewhere))
}

/// The background work, beside `api` processes.
pub(crate) fn worker(settings: Work) -> anyhow::Result<()> {
    begin(&settings.process)?;
    open::refuse_embedded(&settings.process, "worker")?;
    actix_web::rt::System::new().block_on(worker::serve(settings))
}

fn begin(process: &Process) -> anyhow::Result<()> {
    telemetry::begin(&process.log)
}
