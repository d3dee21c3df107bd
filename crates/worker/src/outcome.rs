use db::MayRetry;
use domain::Timestamp;

/// How a run of a job ended other than well.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// A fault that may pass: a file cannot be read, the mail server is away. Tried again later, up to
    /// the job's number of attempts.
    #[error("{0}")]
    Retry(String),
    /// The machine has no place for what the job writes, which is no fault of the job: tried again
    /// later, for as long as it takes.
    #[error("{0}")]
    Outside(String),
    /// It cannot go on before then, which is no fault of the job.
    #[error("{1}")]
    Until(Timestamp, String),
    /// Another job has what it needs; asked again in a moment.
    #[error("another push speaks with the CRM")]
    Busy,
    /// It gives way to others that wait, and goes on in its turn.
    #[error("others have their turn")]
    Turn,
    /// Trying again would end the same way. The text is for the person who started the job.
    #[error("{0}")]
    Fail(String),
    /// The database refused or was away; tried again at once where that may help, else later.
    #[error("{}", .0.class())]
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

/// Says what kind of fault it is and no more: where files lie is nobody's business who reads of it.
impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        let text = format!("A file could not be read or written: {}.", error.kind());
        match error.kind() {
            StorageFull | QuotaExceeded => Self::Outside(text),
            _ => Self::Retry(text),
        }
    }
}

impl MayRetry for Fault {
    fn may_retry(&self) -> bool {
        matches!(self, Self::Database(error) if error.may_retry())
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn a_full_disk_is_no_fault_of_a_job_and_paths_are_not_told() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(Fault::from(full), Fault::Outside(_)));
        let denied =
            io::Error::new(io::ErrorKind::PermissionDenied, "denied at path /data/uploads");
        let Fault::Retry(text) = Fault::from(denied) else { panic!("tried again") };
        assert_eq!(text, "A file could not be read or written: permission denied.");
    }
}
