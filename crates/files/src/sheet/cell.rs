//! Cells of a sheet as text.

use calamine::{DataRef, ExcelDateTime};

/// A cell as a person would write it: numbers without the noise of binary fractions, dates by
/// ISO 8601, truth as `TRUE` and `FALSE`. Errors such as `#DIV/0!` are empty. `format` is the number
/// format of the cell.
pub(super) fn text(value: &DataRef, format: Option<&str>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => padded(number_text(*number), format),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A number with the 15 digits that spreadsheets keep.
fn number_text(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Minus zero.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// Codes with leading zeros are often numbers under a format such as `00000`.
fn padded(text: String, format: Option<&str>) -> String {
    let width = format.map_or(0, str::len);
    let zeros = format.is_some_and(|format| format.bytes().all(|byte| byte == b'0'));
    if (2..=20).contains(&width) && zeros && text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{text:0>width$}")
    } else {
        text
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        #[expect(clippy::cast_possible_truncation, reason = "a cast of floats saturates")]
        let seconds = (moment.as_f64() * 86_400.0).round() as i64;
        let (minutes, sign) = (seconds.abs() / 60, if seconds < 0 { "-" } else { "" });
        return format!("{sign}{:02}:{:02}:{:02}", minutes / 60, minutes % 60, seconds.abs() % 60);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let time = match milli {
        0 => format!("{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    };
    match (moment.as_f64(), hour, minute, second, milli) {
        (day_part, ..) if (0.0..1.0).contains(&day_part) => time,
        (_, 0, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{time}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, ExcelDateTimeType};

    use super::*;

    #[test]
    fn numbers_are_as_a_person_writes_them() {
        for (number, expected) in [
            (1002.0, "1002"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (1.5, "1.5"),
            (12_345_678_901_234.0, "12345678901234"),
            (1e-3, "0.001"),
        ] {
            assert_eq!(text(&DataRef::Float(number), None), expected);
        }
        assert_eq!(text(&DataRef::Float(4001.0), Some("00000")), "04001");
        assert_eq!(text(&DataRef::Float(4001.5), Some("00000")), "4001.5");
        assert_eq!(text(&DataRef::Float(7.0), Some("0.00")), "7");
    }

    #[test]
    fn dates_are_of_iso_8601_in_both_systems() {
        let moment = |value, is_1904| {
            DataRef::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904))
        };
        assert_eq!(text(&moment(44_197.0, false), None), "2021-01-01");
        assert_eq!(text(&moment(42_735.0, true), None), "2021-01-01");
        assert_eq!(text(&moment(44_197.75, false), None), "2021-01-01T18:00:00");
        assert_eq!(text(&moment(0.5, false), None), "12:00:00");
        let length =
            DataRef::DateTime(ExcelDateTime::new(1.25, ExcelDateTimeType::TimeDelta, false));
        assert_eq!(text(&length, None), "30:00:00");
    }

    #[test]
    fn truth_is_a_word_and_an_error_is_nothing() {
        assert_eq!(text(&DataRef::Bool(true), None), "TRUE");
        assert_eq!(text(&DataRef::Error(CellErrorType::Div0), None), "");
    }
}
