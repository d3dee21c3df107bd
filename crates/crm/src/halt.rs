use domain::Timestamp;

/// Why nothing more can be said to the CRM for now. Nothing of it is about one contact.
#[derive(Debug, thiserror::Error)]
pub enum Halt {
    /// There is no connection, or its tokens do not work any more: somebody has to connect again.
    #[error("the CRM has to be connected again")]
    Reconnect,
    /// The location is not active; the tokens work again once it is.
    #[error("the CRM's location is not active")]
    Paused,
    /// The day's allowance is used up; there may be more then.
    #[error("the CRM's allowance of the day is used up")]
    DayUsed(Timestamp),
    /// The CRM does not answer, or not as it should.
    #[error("the CRM does not answer")]
    Away,
    /// The work was told to end.
    #[error("the work was told to end")]
    Cut,
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] vault::Error),
}

impl From<db::Error> for Halt {
    fn from(error: db::Error) -> Self {
        Self::Fault(error.into())
    }
}
