use std::time::Duration;

use search::Cure;

/// What can go wrong between database and index.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("{0}")]
    Database(#[from] db::Error),
    #[error("{0}")]
    Index(#[from] search::Error),
    #[error("the follower panicked")]
    Panicked,
    #[error("files of the search index are damaged")]
    Damaged,
    #[error("the process ends")]
    Stopped,
    #[error("no thread could be started: {0}")]
    Thread(#[from] std::io::Error),
}

/// What is done about a fault, after a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Opening the index again, as it is.
    Reopen,
    /// Making it anew.
    Wipe,
}

impl Remedy {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Reopen => "reopen",
            Self::Wipe => "wipe",
        }
    }
}

/// Faults in a row that opening again may mend, before the files are given up.
const PATIENT: u32 = 2;
/// The longest pause between two tries, in seconds.
const PAUSE_MAX: u64 = 30;

/// Faults since the last step that went well.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    faults: u32,
    /// Of them those whose cause is unknown.
    unknown: u32,
}

impl Trouble {
    /// Notes that a step went well.
    pub(super) fn over(&mut self) {
        *self = Self::default();
    }

    /// Notes a fault and says what helps. On a disk that is full (`cramped`) a fault of unknown cause
    /// is no reason to throw the index away: making it anew needs more space, not less.
    pub(super) fn remedy(&mut self, fault: &Fault, cramped: bool) -> Remedy {
        self.faults += 1;
        let cure = match fault {
            Fault::Database(_) | Fault::Thread(_) | Fault::Stopped => Cure::Wait,
            Fault::Damaged => Cure::Wipe,
            Fault::Panicked => Cure::Reopen,
            Fault::Index(error) => error.cure(),
        };
        match cure {
            Cure::Wipe => Remedy::Wipe,
            Cure::Reopen if !cramped => {
                self.unknown += 1;
                if self.unknown > PATIENT { Remedy::Wipe } else { Remedy::Reopen }
            }
            Cure::Reopen | Cure::Wait => Remedy::Reopen,
        }
    }

    /// How long to wait before the next try: at first hardly, later 30 seconds.
    pub(super) fn pause(&self) -> Duration {
        match self.faults {
            0 | 1 => Duration::from_millis(200),
            faults => Duration::from_secs((1 << (faults - 2).min(10)).min(PAUSE_MAX)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_that_comes_back_costs_the_index_and_then_patience() {
        let mut trouble = Trouble::default();
        let fault = Fault::Panicked;
        assert_eq!(trouble.remedy(&fault, false), Remedy::Reopen);
        assert_eq!(trouble.remedy(&fault, false), Remedy::Reopen);
        assert_eq!(trouble.remedy(&fault, false), Remedy::Wipe);
        for _ in 0..20 {
            trouble.remedy(&fault, false);
        }
        assert_eq!(trouble.pause(), Duration::from_secs(30));
        trouble.over();
        assert_eq!(trouble.remedy(&fault, false), Remedy::Reopen);
        assert_eq!(trouble.pause(), Duration::from_millis(200));
    }

    #[test]
    fn what_passes_by_itself_costs_nothing() {
        let mut trouble = Trouble::default();
        for _ in 0..10 {
            let away = Fault::Database(db::Error::Connection("away".to_owned()));
            assert_eq!(trouble.remedy(&away, false), Remedy::Reopen);
            assert_eq!(trouble.remedy(&Fault::Panicked, true), Remedy::Reopen, "the disk is full");
        }
        assert_eq!(trouble.remedy(&Fault::Damaged, true), Remedy::Wipe);
    }
}
