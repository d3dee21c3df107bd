//! Spans of time, as they are typed.

use time::{Date, Month};

use crate::time::Timestamp;

/// A span of time: from its first second to before its end, both counted from 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    pub from: u64,
    pub until: u64,
}

impl Span {
    /// Reads a day, a month or a year (`2026-01-31`, `2026-01`, `2026`), two of them with `..` between
    /// (`2026-01..2026-03`, both ends inside, either may be missing), one behind `>=`, `>`, `<=` or `<`,
    /// or a moment of RFC 3339 in the place of a day. Days begin at midnight UTC. Spans that move with the
    /// calendar are no spans before their day is known: [`super::SearchQuery::settle`].
    ///
    /// # Errors
    /// What was expected, for a person to read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let whole = |text: &str| {
            one(text.trim()).ok_or_else(|| {
                "Expected a date such as 2026-01-31, 2026-01, >=2026-01-01, 2026-01..2026-03 or \
                 last-30-days."
                    .to_owned()
            })
        };
        let after = |from| Self { from, until: u64::MAX };
        let before = |until| Self { from: 0, until };
        if let Some((first, last)) = text.split_once("..").filter(|ends| *ends != ("", "")) {
            let from = if first.is_empty() { 0 } else { whole(first)?.from };
            let until = if last.is_empty() { u64::MAX } else { whole(last)?.until };
            Ok(Self { from, until })
        } else if let Some(text) = text.strip_prefix(">=") {
            Ok(after(whole(text)?.from))
        } else if let Some(text) = text.strip_prefix('>') {
            Ok(after(whole(text)?.until))
        } else if let Some(text) = text.strip_prefix("<=") {
            Ok(before(whole(text)?.until))
        } else if let Some(text) = text.strip_prefix('<') {
            Ok(before(whole(text)?.from))
        } else {
            whole(text)
        }
    }

    /// Whether a moment, in seconds since 1970, lies in it.
    pub const fn contains(self, seconds: u64) -> bool {
        self.from <= seconds && seconds < self.until
    }
}

/// The span of one day, month, year or second.
fn one(text: &str) -> Option<Span> {
    if text.contains(['T', 't', ' ']) {
        let moment: Timestamp = text.parse().ok()?;
        let from = u64::try_from(moment.seconds()).ok()?;
        return Some(Span { from, until: from + 1 });
    }
    let parts: Vec<&str> = text.split('-').collect();
    let (year, rest) = parts.split_first().filter(|(year, _)| year.len() == 4)?;
    let year: i32 = year.parse().ok()?;
    let two = |text: &str| text.parse().ok().filter(|_| text.len() == 2);
    let january = |year| Date::from_calendar_date(year, Month::January, 1).ok();
    let (first, end) = match rest {
        [] => (january(year)?, january(year + 1)?),
        [month] => {
            let month: u8 = two(month)?;
            let first = Date::from_calendar_date(year, name(month)?, 1).ok()?;
            let next = name(month + 1).and_then(|n| Date::from_calendar_date(year, n, 1).ok());
            (first, next.or_else(|| january(year + 1))?)
        }
        [month, day] => {
            let first = Date::from_calendar_date(year, name(two(month)?)?, two(day)?).ok()?;
            (first, first.next_day()?)
        }
        _ => return None,
    };
    let seconds = |day: Date| u64::try_from(day.midnight().assume_utc().unix_timestamp()).ok();
    Some(Span { from: seconds(first)?, until: seconds(end)? })
}

fn name(month: u8) -> Option<Month> {
    Month::try_from(month).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_they_are_typed() {
        let day = 86_400;
        let january = 1_767_225_600;
        for (text, from, until) in [
            ("2026-01-01", january, january + day),
            ("2026-01", january, january + 31 * day),
            ("2026", january, january + 365 * day),
            (">=2026-01-01", january, u64::MAX),
            ("> 2026-01", january + 31 * day, u64::MAX),
            ("<2026-01-01", 0, january),
            ("<=2026-01-01", 0, january + day),
            ("2026-01..2026-02", january, january + 59 * day),
            ("..2026-01-02", 0, january + 2 * day),
            ("2026-01-02..", january + day, u64::MAX),
            ("2026-01-01T00:00:05Z", january + 5, january + 6),
        ] {
            assert_eq!(Span::parse(text), Ok(Span { from, until }), "{text}");
        }
        for text in
            ["", "..", ">", "2026-13", "2026-02-30", "26-01", "soon", "2026-1-1", "2026-01-01-01"]
        {
            assert!(Span::parse(text).is_err(), "{text}");
        }
    }
}
