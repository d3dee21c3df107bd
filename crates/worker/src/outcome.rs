/// How a run of a job ended other than well.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// A fault that may pass: the database was away, the disk was full. Tried again later.
    #[error("{0}")]
    Retry(String),
    /// Trying again would end the same way. The text is for the person who started the job.
    #[error("{0}")]
    Fail(String),
    /// What the job worked on was taken from it: cancelled, or claimed by another worker.
    #[error("the job was taken away")]
    Gone,
    /// The process ends; the job goes back at once.
    #[error("the worker stops")]
    Stopped,
}

impl From<db::Error> for Fault {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::LeaseLost => Self::Gone,
            other => Self::Retry(other.to_string()),
        }
    }
}

impl db::AsDbError for Fault {
    fn db_error(&self) -> Option<&db::Error> {
        None
    }
}
