//! The jobs of a push: the dry run, and the push itself. Both speak with the CRM at its pace, many contacts
//! at once, and give way to other jobs every half a minute.

mod desk;
mod plan;
mod run;
mod window;

use std::sync::Arc;

use crm::Switchboard;
use tokio::runtime::{Builder, Runtime};

pub(crate) use plan::run as plan;
pub(crate) use run::run as push;

/// How pushes speak with the CRM.
#[derive(Clone)]
pub struct Pushes {
    board: Switchboard,
    /// Connections live as long as this, so it outlives every job.
    runtime: Arc<Runtime>,
}

impl Pushes {
    /// For the CRM behind this switchboard.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn new(board: Switchboard) -> std::io::Result<Self> {
        let mut runtime = Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).thread_name("crm").enable_all().build()?;
        Ok(Self { board, runtime: Arc::new(runtime) })
    }
}
