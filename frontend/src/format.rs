//! Numbers, sizes, spans and moments as people read them.

use domain::Timestamp;

/// `1234567` as `1,234,567`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count with its noun: `1 row`, `2 rows`. The plural is the noun with an `s`.
pub(crate) fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", count(number))
}

/// What is left out of a whole, each part with its count and its words for one and for many:
/// `Of 1,203 rows, 200 say nothing new; 1 is left out by you.`
pub(crate) fn left_out(total: u64, noun: &str, parts: &[(u64, &str, &str)]) -> String {
    let some = parts.iter().filter(|(number, ..)| *number > 0);
    let said: Vec<String> = some
        .map(|(number, one, many)| {
            format!("{} {}", count(*number), if *number == 1 { one } else { many })
        })
        .collect();
    if said.is_empty() {
        return format!("Every {noun} can be written.");
    }
    format!("Of {}, {}.", counted(total, noun), said.join("; "))
}

/// Bytes in the decimal unit that keeps the figure short: `12.3 MB`.
#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
pub(crate) fn bytes(number: u64) -> String {
    let mut figure = number as f64;
    for unit in ["B", "kB", "MB", "GB"] {
        if figure < 999.5 || unit == "GB" {
            let digits = usize::from(figure < 9.95 && unit != "B");
            return format!("{figure:.digits$} {unit}");
        }
        figure /= 1_000.0;
    }
    String::new()
}

/// A span of seconds as `5 s`, `2 min 5 s` or `1 h 3 min`; rounded up, because it is used for
/// the time that is left.
pub(crate) fn span(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return String::new();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    let whole = seconds.ceil() as u64;
    let (minutes, rest) = (whole / 60, whole % 60);
    match minutes {
        0 => format!("{rest} s"),
        1..60 if rest == 0 => format!("{minutes} min"),
        1..60 => format!("{minutes} min {rest} s"),
        _ => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

/// Milliseconds of a search: `0.4 ms`, `12 ms`, `1.3 s`.
pub(crate) fn took(milliseconds: f64) -> String {
    if milliseconds < 9.95 {
        format!("{milliseconds:.1} ms")
    } else if milliseconds < 999.5 {
        format!("{milliseconds:.0} ms")
    } else {
        format!("{:.1} s", milliseconds / 1_000.0)
    }
}

/// A share in whole percent, 0 to 100. Not 100 before everything is done.
pub(crate) fn percent(done: u64, total: u64) -> u8 {
    if total == 0 {
        return 0;
    }
    let share = u128::from(done.min(total)) * 100 / u128::from(total);
    u8::try_from(share).unwrap_or(100)
}

/// The day of a moment in UTC, as `23 Nov 2026`.
pub(crate) fn day(moment: Timestamp) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = moment.to_string();
    let parts: Vec<u16> = text
        .get(..10)
        .unwrap_or_default()
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    match parts[..] {
        [year, month @ 1..=12, day] => format!("{day} {} {year}", MONTHS[usize::from(month) - 1]),
        _ => text,
    }
}

/// The day and the second of a moment in UTC, as `23 Nov 2026, 14:05:09 UTC`.
pub(crate) fn second(moment: Timestamp) -> String {
    let text = moment.to_string();
    let clock = text.get(11..19).unwrap_or_default();
    format!("{}, {clock} UTC", day(moment))
}

/// How far away a moment is, seen from `now`: `in 3 days`, `in 2 h`, or `expired`.
pub(crate) fn until(moment: Timestamp, now: Timestamp) -> String {
    match moment.seconds() - now.seconds() {
        ..=0 => "expired".to_owned(),
        1..3_600 => "within the hour".to_owned(),
        seconds @ 3_600..172_800 => format!("in {} h", seconds / 3_600),
        seconds => format!("in {} days", seconds / 86_400),
    }
}

/// This moment, by the browser's clock.
pub(crate) fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
    let millis = js_sys::Date::now() as i64;
    Timestamp::from_micros(millis * 1_000)
}

/// How long ago a moment was, seen from `now`; older than a week, its day.
pub(crate) fn ago(moment: Timestamp, now: Timestamp) -> String {
    match now.seconds() - moment.seconds() {
        ..60 => "just now".to_owned(),
        seconds @ 60..3_600 => format!("{} min ago", seconds / 60),
        seconds @ 3_600..86_400 => format!("{} h ago", seconds / 3_600),
        86_400..172_800 => "yesterday".to_owned(),
        seconds @ 172_800..604_800 => format!("{} days ago", seconds / 86_400),
        _ => day(moment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_thousands_and_plurals() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_000), "1,000");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(counted(1, "row"), "1 row");
        assert_eq!(counted(2_000, "row"), "2,000 rows");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(bytes(0), "0 B");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_500), "1.5 kB");
        assert_eq!(bytes(999_999), "1.0 MB");
        assert_eq!(bytes(73_400_000), "73 MB");
        assert_eq!(bytes(2_000_000_000_000), "2000 GB");
    }

    #[test]
    fn spans_and_searches_round_kindly() {
        assert_eq!(span(0.2), "1 s");
        assert_eq!(span(60.0), "1 min");
        assert_eq!(span(125.0), "2 min 5 s");
        assert_eq!(span(3_780.0), "1 h 3 min");
        assert_eq!(span(f64::INFINITY), "");
        assert_eq!(took(0.44), "0.4 ms");
        assert_eq!(took(12.4), "12 ms");
        assert_eq!(took(1_260.0), "1.3 s");
    }

    #[test]
    fn a_share_is_whole_only_at_the_end() {
        assert_eq!(percent(0, 0), 0);
        assert_eq!(percent(999_999, 1_000_000), 99);
        assert_eq!(percent(1_000_001, 1_000_000), 100);
    }

    #[test]
    fn moments_are_days_or_spans() {
        let moment = Timestamp::from_micros(1_769_851_800_123_456);
        assert_eq!(day(moment), "31 Jan 2026");
        for (later, words) in [
            (0, "just now"),
            (-5, "just now"),
            (125, "2 min ago"),
            (7_200, "2 h ago"),
            (90_000, "yesterday"),
            (200_000, "2 days ago"),
            (700_000, "31 Jan 2026"),
        ] {
            assert_eq!(ago(moment, moment.plus_seconds(later)), words);
        }
    }

    #[test]
    fn the_log_tells_the_second() {
        assert_eq!(
            second(Timestamp::from_micros(1_769_851_800_123_456)),
            "31 Jan 2026, 09:30:00 UTC"
        );
    }

    #[test]
    fn what_is_to_come_is_counted_in_hours_or_days() {
        let now = Timestamp::from_micros(1_769_851_800_123_456);
        for (later, words) in
            [(0, "expired"), (60, "within the hour"), (7_300, "in 2 h"), (604_800, "in 7 days")]
        {
            assert_eq!(until(now.plus_seconds(later), now), words);
        }
    }
}
