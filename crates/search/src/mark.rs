use domain::EpochId;
use domain::id::TypedId;
use uuid::Uuid;

use crate::schema::VERSION;

/// How far an index has followed the database: what each of its commits carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The epoch of the database. Positions of another one mean nothing.
    pub epoch: EpochId,
    /// The position in the outbox.
    pub position: i64,
    /// What stands there, so that a database that took another way to the same position is noticed.
    pub print: u64,
}

impl Mark {
    pub(crate) fn to_payload(self) -> String {
        let Self { epoch, position, print } = self;
        format!("{VERSION} {} {position} {print}", epoch.uuid().simple())
    }

    /// None if it is of another version of the index.
    pub(crate) fn from_payload(payload: &str) -> Option<Self> {
        let mut parts = payload.split(' ');
        (parts.next()?.parse() == Ok(VERSION)).then_some(())?;
        let mark = Self {
            epoch: EpochId::from_uuid(Uuid::try_parse(parts.next()?).ok()?),
            position: parts.next()?.parse().ok()?,
            print: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_of_another_version_is_not_read() {
        let epoch = EpochId::from_uuid(Uuid::from_u128(5));
        let mark = Mark { epoch, position: -7, print: u64::MAX };
        assert_eq!(Mark::from_payload(&mark.to_payload()), Some(mark));
        assert_eq!(Mark::from_payload("0 7"), None);
        assert_eq!(Mark::from_payload("7"), None);
        assert_eq!(Mark::from_payload(&format!("{} 1", mark.to_payload())), None);
    }
}
