use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$of])* $variant,)*
        }
        impl $name {
            /// All of them, in their order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
            /// The word that is stored.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
            /// What a stored word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

words! {
    /// Where a job stands.
    JobState {
        /// Waits for a worker, or for the time of its next attempt.
        Queued "queued",
        /// In the hands of a worker.
        Running "running",
        /// Done.
        Done "done",
        /// Given up; it stays visible and can be tried again.
        Failed "failed",
        /// Stopped by an operator.
        Cancelled "cancelled",
    }
}

words! {
    /// Which workers take a job.
    Queue {
        /// Mails, and what is done in a moment: nothing of it waits behind an import.
        Small "small",
        /// Work on records, which may go on for long.
        Records "records",
    }
}

words! {
    /// What comes first among the jobs of one organization. Between organizations it means nothing:
    /// they take turns.
    Priority {
        /// Somebody waits for it at this moment.
        Interactive "interactive",
        /// Somebody will look at it.
        Normal "normal",
        /// Large, and nobody waits.
        Bulk "bulk",
    }
}

impl Priority {
    /// The number that is stored; lower comes first.
    pub const fn rank(self) -> i64 {
        match self {
            Self::Interactive => 0,
            Self::Normal => 1,
            Self::Bulk => 2,
        }
    }

    /// The priority of a stored number.
    pub fn from_rank(rank: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|priority| priority.rank() == rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_enum_is_the_order_that_is_stored() {
        let ranks: Vec<i64> = Priority::ALL.iter().map(|priority| priority.rank()).collect();
        assert!(ranks.is_sorted());
        for &priority in Priority::ALL {
            assert_eq!(Priority::from_rank(priority.rank()), Some(priority));
            assert_eq!(Priority::from_word(priority.as_str()), Some(priority));
        }
    }
}
