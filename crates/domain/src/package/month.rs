use std::fmt;

use serde::{Serialize, Serializer};
use time::{Date, OffsetDateTime};

use crate::time::Timestamp;

/// A calendar month in UTC, as its year times 12 and its number from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(i64);

impl Month {
    /// The month of a moment.
    pub fn of(moment: Timestamp) -> Self {
        let date = OffsetDateTime::from_unix_timestamp(moment.seconds());
        let date = date.unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Self(i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1)
    }

    /// For the database room alone.
    pub const fn from_number(number: i64) -> Self {
        Self(number)
    }

    pub const fn number(self) -> i64 {
        self.0
    }

    /// The first moment of the next month, at which figures of this one begin anew.
    pub fn end(self) -> Timestamp {
        let next = Self(self.0 + 1);
        let (year, month) = next.parts();
        let first = i32::try_from(year).ok().zip(time::Month::try_from(month).ok());
        let first = first.and_then(|(year, month)| Date::from_calendar_date(year, month, 1).ok());
        let seconds = first.map_or(0, |date| date.midnight().assume_utc().unix_timestamp());
        Timestamp::from_micros(seconds.saturating_mul(1_000_000))
    }

    fn parts(self) -> (i64, u8) {
        (self.0.div_euclid(12), u8::try_from(self.0.rem_euclid(12)).unwrap_or_default() + 1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.parts();
        write!(f, "{year:04}-{month:02}")
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_the_next_begins() {
        for (moment, month, end) in [
            ("2026-11-30T23:59:59.999999Z", "2026-11", "2026-12-01T00:00:00Z"),
            ("2026-12-01T00:00:00Z", "2026-12", "2027-01-01T00:00:00Z"),
            ("2028-02-29T12:00:00Z", "2028-02", "2028-03-01T00:00:00Z"),
        ] {
            let found = Month::of(moment.parse().unwrap());
            assert_eq!((found.to_string(), found.end().to_string()), (month.into(), end.into()));
            assert_eq!(Month::from_number(found.number()), found);
        }
    }
}
