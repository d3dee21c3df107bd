use db::MayRetry;

/// How a run of a job ended other than well.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// A fault that may pass: the database was away, the disk was full. Tried again later.
    #[error("{0}")]
    Retry(String),
    /// Trying again would end the same way. The text is for the person who started the job.
    #[error("{0}")]
    Fail(String),
    /// The database refused or was away; tried again at once where that may help, else later.
    #[error("{0}")]
    Database(db::Error),
    /// What the job worked on was taken from it: cancelled, or claimed by another worker.
    #[error("the job was taken away")]
    Gone,
    /// An operator asked for its end.
    #[error("the job was cancelled")]
    Cancelled,
    /// The process ends; the job goes back at once.
    #[error("the worker stops")]
    Stopped,
}

impl From<db::Error> for Fault {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::LeaseLost => Self::Gone,
            db::Error::JobCancelled => Self::Cancelled,
            other => Self::Database(other),
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Retry(error.to_string())
    }
}

impl MayRetry for Fault {
    fn may_retry(&self) -> bool {
        matches!(self, Self::Database(error) if error.may_retry())
    }
}
