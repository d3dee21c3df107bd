use std::fmt;

use domain::Timestamp;

/// How far this node's index is, for searches that wait, for readiness and for figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Following {
    pub state: State,
    /// The position in the outbox that searches see; -1 while they see nothing.
    pub position: i64,
    /// Since when the oldest change waits that searches do not see yet.
    pub behind_since: Option<Timestamp>,
}

/// What becomes of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is being opened and compared with the database.
    Opening,
    /// It is being built anew; so many of so many contacts are in.
    Building { done: u64, total: u64 },
    /// It follows the database; searches see it.
    Following,
    /// It does not follow at the moment, because a disk is full or the database is away; searches see
    /// it as it was.
    Stalled,
    /// It cannot be opened; everything but search works, and it is tried again.
    Unavailable,
}

impl Following {
    /// At the start of a process.
    pub const START: Self = Self { state: State::Opening, position: -1, behind_since: None };

    /// Whether a search would be answered.
    pub const fn answers(&self) -> bool {
        matches!(self.state, State::Following | State::Stalled)
    }

    /// Seconds that searches are behind the database.
    pub fn behind_seconds(&self, now: Timestamp) -> f64 {
        self.behind_since.map_or(0.0, |since| now.seconds_since(since).max(0.0))
    }
}

impl fmt::Display for State {
    /// As a person is told.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Opening => f.write_str("The search index is being opened."),
            Self::Building { done, total } => {
                // It is whole only when it is committed.
                let percent = (done.saturating_mul(100) / total.max(1)).min(99);
                write!(f, "The search index is being built, {percent} % of it is done.")
            }
            Self::Following => f.write_str("The search index follows the database."),
            Self::Stalled => f.write_str("The search index does not follow the database."),
            Self::Unavailable => f.write_str("The search index cannot be opened."),
        }
    }
}
