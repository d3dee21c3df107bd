//! Spans of time that move with the calendar, such as the last 30 days, and the day on which they are read.

use time::{Date, Duration, OffsetDateTime};

use super::{FilterField, SearchQuery};
use crate::time::Timestamp;

/// Days that a span goes back, at most: ten years.
const DAYS_MAX: i64 = 3_650;
/// The first day of the year 10,000: later ones are not written with four digits.
const END: i64 = 2_932_897;
/// Between a cursor of the index and its day.
const MARK: char = '.';

/// A day in UTC, counted from 1970. All pages of a search read its moving spans on the day of the first one,
/// which their cursors carry: what the search asks for does not change under whoever goes through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(i64);

impl Day {
    /// That of a moment.
    pub fn of(moment: Timestamp) -> Self {
        Self(moment.seconds().div_euclid(86_400).clamp(0, END - 1))
    }

    /// The day of a search: that of the page before, which is taken off its cursor, or else today.
    pub fn of_search(query: &mut SearchQuery, now: Timestamp) -> Self {
        let marked = query.cursor.as_deref().and_then(|cursor| cursor.rsplit_once(MARK));
        let read = marked.and_then(|(cursor, day)| {
            let day = day.parse().ok().filter(|day| (0..END).contains(day))?;
            Some((cursor.to_owned(), Self(day)))
        });
        let Some((cursor, day)) = read else { return Self::of(now) };
        query.cursor = Some(cursor);
        day
    }

    /// The cursor of an index, as it is sent for the next page.
    pub fn mark(self, cursor: &str) -> String {
        format!("{cursor}{MARK}{}", self.0)
    }

    fn date(self) -> Date {
        OffsetDateTime::UNIX_EPOCH.date().saturating_add(Duration::days(self.0))
    }
}

/// A span of time that moves with the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovingSpan {
    Today,
    /// So many days, today being the last of them.
    LastDays(u16),
    ThisMonth,
    ThisYear,
}

impl MovingSpan {
    /// Reads `today`, `last-30-days` (1 to 3,650 of them), `this-month` or `this-year`, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        match text.as_str() {
            "today" => Some(Self::Today),
            "this-month" => Some(Self::ThisMonth),
            "this-year" => Some(Self::ThisYear),
            _ => {
                let days = text.strip_prefix("last-")?.strip_suffix("-days")?;
                let is_number = !days.is_empty() && days.bytes().all(|b| b.is_ascii_digit());
                let days: u16 = days.parse().ok().filter(|_| is_number)?;
                (1..=DAYS_MAX).contains(&days.into()).then_some(Self::LastDays(days))
            }
        }
    }

    /// The days that it is on a day, as a span that stays, which [`super::Span::parse`] reads.
    pub fn on(self, day: Day) -> String {
        let date = day.date();
        match self {
            Self::Today => date.to_string(),
            Self::LastDays(days) => {
                let first = Day((day.0 - i64::from(days) + 1).max(0));
                format!("{}..{date}", first.date())
            }
            Self::ThisMonth => format!("{:04}-{:02}", date.year(), u8::from(date.month())),
            Self::ThisYear => format!("{:04}", date.year()),
        }
    }
}

impl SearchQuery {
    /// Puts the days that they are on this day in the place of spans that move, in its filters and its box:
    /// an index knows spans that stay. What is no span is left for the index to refuse.
    pub fn settle(&mut self, day: Day) {
        let dates = self.filters.iter_mut().filter(|f| FilterField::DATES.contains(&f.field));
        for filter in dates {
            for value in filter.include.iter_mut().chain(&mut filter.exclude) {
                if let Some(span) = MovingSpan::parse(value) {
                    *value = span.on(day);
                }
            }
        }
        #[cfg(feature = "transliterate")]
        self.settle_box(day);
    }

    #[cfg(feature = "transliterate")]
    fn settle_box(&mut self, day: Day) {
        let is_suspect = self.text.contains(':') && {
            let text = self.text.to_ascii_lowercase();
            ["today", "last-", "this-"].iter().any(|word| text.contains(word))
        };
        if !is_suspect {
            return;
        }
        let mut spans = Vec::new();
        moving(&super::language::Reading::of(&self.text, &self.verbatim).node, &mut spans);
        // From the last to the first, so that those before keep their places.
        spans.sort_by_key(|(at, _): &(std::ops::Range<usize>, _)| std::cmp::Reverse(at.start));
        for (at, span) in spans {
            self.text.replace_range(at, &span.on(day));
        }
    }
}

/// The moving spans in a box, with the bytes where they stand.
#[cfg(feature = "transliterate")]
fn moving(node: &super::language::Node, spans: &mut Vec<(std::ops::Range<usize>, MovingSpan)>) {
    use super::language::{FieldName, Node};
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| moving(node, spans)),
        Node::Not(node) => moving(node, spans),
        Node::Text(text) => {
            let is_date = |field: FieldName| matches!(field, FieldName::Filter(field) if FilterField::DATES.contains(&field));
            if text.field.is_some_and(is_date)
                && let Some(span) = MovingSpan::parse(&text.text)
            {
                spans.push((text.at.clone(), span));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::*;

    fn day(text: &str) -> Day {
        Day::of(text.parse().unwrap())
    }

    #[test]
    fn a_span_moves_with_the_day() {
        for (text, moment, days) in [
            ("today", "2026-03-05T00:00:00Z", "2026-03-05"),
            ("Today", "2026-03-04T23:59:59.999999Z", "2026-03-04"),
            ("last-1-days", "2026-03-05T12:00:00Z", "2026-03-05..2026-03-05"),
            ("last-7-days", "2026-03-05T12:00:00Z", "2026-02-27..2026-03-05"),
            ("last-30-days", "2024-03-01T12:00:00Z", "2024-02-01..2024-03-01"),
            ("last-90-days", "2026-01-01T00:00:00Z", "2025-10-04..2026-01-01"),
            ("this-month", "2026-12-31T23:59:59Z", "2026-12"),
            ("this-year", "2026-12-31T23:59:59Z", "2026"),
            ("this-year", "2027-01-01T00:00:00Z", "2027"),
            ("last-3650-days", "1970-01-02T00:00:00Z", "1970-01-01..1970-01-02"),
        ] {
            let span = MovingSpan::parse(text).unwrap().on(day(moment));
            assert_eq!(span, days, "{text} {moment}");
            assert!(Span::parse(&span).is_ok());
        }
        for text in ["", "last-0-days", "last-3651-days", "last--days", "last-+7-days", "last-week"]
        {
            assert_eq!(MovingSpan::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_days_end_with_today() {
        let moment: Timestamp = "2026-03-05T10:00:00Z".parse().unwrap();
        let span = MovingSpan::LastDays(7).on(Day::of(moment));
        let Span { from, until } = Span::parse(&span).unwrap();
        assert_eq!(until - from, 7 * 86_400);
        let at = |text: &str| u64::try_from(text.parse::<Timestamp>().unwrap().seconds()).unwrap();
        assert_eq!(from, at("2026-02-27T00:00:00Z"));
        assert_eq!(until, at("2026-03-06T00:00:00Z"));
    }

    #[test]
    fn filters_and_the_box_are_settled() {
        let pairs = [
            (
                "q",
                "ann created:Last-7-days -updated:(today OR 2024) name:last-7-days \"verified:today\"",
            ),
            ("updated", "this-year"),
            ("verified", "-last-30-days"),
            ("created", "2025"),
            ("tag", "today"),
        ];
        let mut query = SearchQuery::from_pairs(pairs).unwrap();
        query.settle(day("2026-03-05T10:00:00Z"));
        assert_eq!(
            query.text,
            "ann created:2026-02-27..2026-03-05 -updated:(2026-03-05 OR 2024) name:last-7-days \
             \"verified:today\""
        );
        let values: Vec<_> =
            query.filters.iter().flat_map(|f| f.include.iter().chain(&f.exclude)).collect();
        assert_eq!(values, ["2026", "2026-02-04..2026-03-05", "2025", "today"]);
        let once = query.clone();
        query.settle(day("2027-07-07T10:00:00Z"));
        assert_eq!(query, once);
    }

    #[test]
    fn a_page_is_read_on_the_day_of_the_first() {
        let (first, later) = ("2026-03-05T23:59:59Z", "2026-03-06T00:00:01Z");
        let marked = day(first).mark("0a0b");
        let mut query = SearchQuery { cursor: Some(marked), ..SearchQuery::default() };
        assert_eq!(Day::of_search(&mut query, later.parse().unwrap()), day(first));
        assert_eq!(query.cursor.as_deref(), Some("0a0b"));
        // What no page was given is the index's to refuse.
        for cursor in ["0a0b", "0a0b.", "0a0b.x", "0a0b.-1", "0a0b.99999999", ".."] {
            let mut query =
                SearchQuery { cursor: Some(cursor.to_owned()), ..SearchQuery::default() };
            assert_eq!(Day::of_search(&mut query, later.parse().unwrap()), day(later));
            assert_eq!(query.cursor.as_deref(), Some(cursor));
        }
    }
}
