use super::{Changes, Snapshot};
use crate::notice::{Said, Totals};
use crate::time::Timestamp;

/// The results of a search at a moment, as far as they are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// How many there were.
    pub total: u64,
    /// Which; none if there were too many to keep.
    pub snapshot: Option<Snapshot>,
}

/// A look with its moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub at: Timestamp,
    pub look: Look,
}

impl Seen {
    /// What became of the results by now; none where it is not known which there were or are.
    pub fn changes(&self, now: &Look) -> Option<Changes> {
        let (before, now) = (self.look.snapshot.as_ref()?, now.snapshot.as_ref()?);
        Some(before.changes(now, self.at))
    }

    /// The same as it is told in a notice; none if there is nothing to tell. Where it is not known which
    /// results there were, only their number speaks.
    pub fn said(&self, now: &Look) -> Option<Said> {
        let changes = self.changes(now);
        let totals = Totals { before: self.look.total, now: now.total, since: self.at };
        let is_news = match &changes {
            Some(changes) => changes.new + changes.gone + changes.changed > 0,
            None => totals.before != totals.now,
        };
        is_news.then_some(Said { changes, totals })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ContactId;
    use crate::id::TypedId;

    fn look(ids: &[(u128, i64)]) -> Look {
        let id = |number| ContactId::from_uuid(Uuid::from_u128(number));
        let snapshot = Snapshot::of(ids.iter().map(|(number, version)| (id(*number), *version)));
        Look { total: ids.len() as u64, snapshot }
    }

    #[test]
    fn only_news_is_told_and_never_a_guess() {
        let at = Timestamp::from_micros(7);
        let seen = Seen { at, look: look(&[(1, 1), (2, 1)]) };
        assert_eq!(seen.said(&seen.look), None);
        let said = seen.said(&look(&[(2, 2), (3, 1)])).unwrap();
        assert_eq!(said.changes, Some(Changes { new: 1, gone: 1, changed: 1, since: at }));

        // Another two, but nobody knows which there were.
        let many = Look { total: 6_000, snapshot: None };
        let totals = Totals { before: 2, now: 6_000, since: at };
        assert_eq!(seen.said(&many), Some(Said { changes: None, totals }));
        assert_eq!(Seen { at, look: many.clone() }.said(&many), None);
    }
}
