use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::problem::FieldError;

use super::problem::{Answer, Refusal};

/// Hides the place where a page ended, so that nobody builds on its form.
pub(crate) fn write_cursor(place: &impl ToString) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(place.to_string())
}

/// Rows of a page: what was asked for, or 50.
pub(crate) fn page_size(limit: Option<i64>) -> Answer<i64> {
    const DEFAULT: i64 = 50;
    const MOST: i64 = 1_000;
    let limit = limit.unwrap_or(DEFAULT);
    if (1..=MOST).contains(&limit) {
        return Ok(limit);
    }
    let message = format!("Expected 1 to {MOST}; go on by next_cursor.");
    Err(Refusal::invalid(vec![FieldError::new("limit", "invalid", message)]))
}

/// The place that a cursor stands for.
pub(crate) fn read_cursor<T: FromStr>(cursor: Option<&str>) -> Answer<Option<T>> {
    let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) else { return Ok(None) };
    BASE64_URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|place| place.parse().ok())
        .map(Some)
        .ok_or_else(|| {
            let message = "This is no cursor of this list. Begin again without it.";
            Refusal::invalid(vec![FieldError::new("cursor", "invalid", message)])
        })
}
