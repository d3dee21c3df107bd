//! Filters by time: spans that are often wanted, and days from and to.

use std::str::FromStr as _;

use domain::Timestamp;
use domain::search::{Day as Today, FilterField, MovingSpan, Span};
use leptos::prelude::*;

use super::finder::Finder;
use crate::format;

/// Spans that are offered; they move with the calendar, so that a search that is kept means what it says.
const PRESETS: [&str; 4] = ["last-7-days", "last-30-days", "last-90-days", "this-year"];

/// The three filters by time, one below the other.
#[component]
pub(super) fn DateFacets(finder: Finder) -> impl IntoView {
    let facets = FilterField::DATES.iter().map(|&field| view! { <DateFacet finder field /> });
    facets.collect_view()
}

#[component]
fn DateFacet(finder: Finder, field: FilterField) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        finder.query.with(|query| {
            let filter = query.filters.iter().find(|filter| filter.field == field)?;
            filter.include.first().cloned()
        })
    });
    let choose = move |value: Option<String>| {
        finder.query.update(|query| {
            query.filters.retain(|filter| filter.field != field);
            if let Some(value) = value {
                query.add(field, &value);
            }
        });
    };
    let preset = move |value: String| {
        let words = capital(&words(&value));
        let (own, wanted) = (value.clone(), value);
        let is_on = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&own)));
        let press = move |_| choose((!is_on.get_untracked()).then(|| wanted.clone()));
        view! {
            <button
                type="button"
                class="preset"
                aria-pressed=move || is_on.get().to_string()
                aria-label=format!("{}: {words}", field.label())
                on:click=press
            >
                {words.clone()}
            </button>
        }
    };
    let ends =
        Memo::new(move |_| chosen.with(|chosen| ends(chosen.as_deref().unwrap_or_default())));
    let presets = PRESETS.iter().map(|value| preset((*value).to_owned())).collect_view();
    let from = move |day: String| choose(span_of(&day, &ends.get_untracked().1));
    let to = move |day: String| choose(span_of(&ends.get_untracked().0, &day));
    view! {
        <details class="facet dates" open=move || chosen.with(Option::is_some)>
            <summary>{field.label()}</summary>
            <div class="presets" role="group" aria-label=format!("{}, spans", field.label())>{presets}</div>
            <Day field end="from" day=Signal::derive(move || ends.get().0) on_choose=from />
            <Day field end="to" day=Signal::derive(move || ends.get().1) on_choose=to />
        </details>
    }
}

#[component]
fn Day(
    field: FilterField,
    end: &'static str,
    day: Signal<String>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    view! {
        <label class="day">
            <span>{if end == "from" { "From" } else { "To" }}</span>
            <input
                type="date"
                class="control"
                aria-label=format!("{} {end}", field.label())
                prop:value=day
                on:change=move |event| on_choose.run(event_target_value(&event))
            />
        </label>
    }
}

/// A moving span in words: `last 30 days`.
fn moving_words(span: MovingSpan) -> String {
    match span {
        MovingSpan::Today | MovingSpan::LastDays(1) => "today".to_owned(),
        MovingSpan::LastDays(days) => format!("last {days} days"),
        MovingSpan::ThisMonth => "this month".to_owned(),
        MovingSpan::ThisYear => "this year".to_owned(),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The day of a moment in UTC, as filters and date inputs have it.
fn day_of(moment: Timestamp) -> String {
    moment.to_string().chars().take(10).collect()
}

/// The value of a filter from one day to another, both inside; either may be empty.
fn span_of(from: &str, to: &str) -> Option<String> {
    match (from, to) {
        ("", "") => None,
        (from, "") => Some(format!(">={from}")),
        ("", to) => Some(format!("<={to}")),
        // Whoever turns them round means the same span.
        (from, to) => Some(format!("{}..{}", from.min(to), from.max(to))),
    }
}

/// The first and the last day of a value, as it is today, empty where it is open or cannot be read.
fn ends(value: &str) -> (String, String) {
    let moving = MovingSpan::parse(value).map(|span| span.on(Today::of(format::now())));
    let Ok(Span { from, until }) = Span::parse(moving.as_deref().unwrap_or(value)) else {
        return (String::new(), String::new());
    };
    let day = |seconds: u64| match i64::try_from(seconds) {
        Ok(seconds) => day_of(Timestamp::from_micros(0).plus_seconds(seconds)),
        Err(_) => String::new(),
    };
    let from = if from == 0 { String::new() } else { day(from) };
    let to = if until == u64::MAX { String::new() } else { day(until.saturating_sub(1)) };
    (from, to)
}

/// A value in words: `last 30 days`, `since 1 Jan 2026`, `until 31 Jan 2026`, `1 Jan 2026 to 31 Jan 2026`, `2026`.
pub(super) fn words(value: &str) -> String {
    if let Some(span) = MovingSpan::parse(value) {
        return moving_words(span);
    }
    let is_plain = value.chars().all(|c| c.is_ascii_digit()) && value.len() == 4;
    let words = |day: &str| {
        let moment = Timestamp::from_str(&format!("{day}T00:00:00Z"));
        moment.map_or_else(|_| day.to_owned(), format::day)
    };
    match ends(value) {
        _ if is_plain => value.to_owned(),
        (from, to) if from.is_empty() && to.is_empty() => value.to_owned(),
        (from, to) if to.is_empty() => format!("since {}", words(&from)),
        (from, to) if from.is_empty() => format!("until {}", words(&to)),
        (from, to) if from == to => words(&from),
        (from, to) => format!("{} to {}", words(&from), words(&to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_what_the_server_reads() {
        assert!(PRESETS.iter().all(|value| MovingSpan::parse(value).is_some()));
        assert_eq!(span_of("2026-02-01", "2026-01-01").unwrap(), "2026-01-01..2026-02-01");
        assert_eq!(span_of("", "2026-01-01").unwrap(), "<=2026-01-01");
        assert_eq!(span_of("", ""), None);
    }

    #[test]
    fn days_are_read_back_from_any_value() {
        for (value, from, to) in [
            (">=2026-01-05", "2026-01-05", ""),
            ("<=2026-01-05", "", "2026-01-05"),
            ("<2026", "", "2025-12-31"),
            ("2026-02", "2026-02-01", "2026-02-28"),
            ("2026-01-05..2026-01-09", "2026-01-05", "2026-01-09"),
            ("soon", "", ""),
        ] {
            assert_eq!(ends(value), (from.to_owned(), to.to_owned()), "{value}");
        }
    }

    #[test]
    fn a_value_is_told_in_words() {
        for (value, told) in [
            (">=2026-01-05", "since 5 Jan 2026"),
            ("..2026-01-31", "until 31 Jan 2026"),
            ("2026-01-05", "5 Jan 2026"),
            ("2026-02", "1 Feb 2026 to 28 Feb 2026"),
            ("2026", "2026"),
            ("last-30-days", "last 30 days"),
            ("this-year", "this year"),
            ("soon", "soon"),
        ] {
            assert_eq!(words(value), told, "{value}");
        }
    }
}
