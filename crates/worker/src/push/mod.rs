//! The jobs of a push: the dry run, and the push itself. Both speak with the CRM at its pace, many contacts
//! at once, and give way to other jobs every half a minute.

mod desk;
mod plan;
mod run;
mod window;

use std::sync::Arc;

use crm::Switchboard;
use tokio::runtime::{Builder, Runtime};

use crate::outcome::Fault;

pub(crate) use plan::run as plan;
pub(crate) use run::run as push;

/// How pushes speak with the CRM.
#[derive(Clone)]
pub struct Pushes {
    board: Switchboard,
    /// Connections live as long as this, so it outlives every job.
    engine: Arc<Engine>,
}

/// What calls are made on. It may end anywhere, because nobody waits for what it still has to do.
struct Engine(Option<Runtime>);

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Pushes {
    /// For the CRM behind this switchboard.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn new(board: Switchboard) -> std::io::Result<Self> {
        let mut runtime = Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).thread_name("crm").enable_all().build()?;
        Ok(Self { board, engine: Arc::new(Engine(Some(runtime))) })
    }

    /// Runs calls to their end on the calling thread, which is a worker's.
    fn run<F: Future>(&self, calls: F) -> Result<F::Output, Fault> {
        let runtime = self.engine.0.as_ref().ok_or(Fault::Stopped)?;
        Ok(runtime.block_on(calls))
    }
}
