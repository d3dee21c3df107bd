//! Errors as clients see them: RFC 9457 problems with a stable code.

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::package::LimitReached;

/// An RFC 9457 problem (`application/problem+json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable address for this kind of problem; its last segment is `code`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words; the same for every occurrence.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// The stable code that a program acts on.
    pub code: Code,
    /// What happened this time and how to mend it.
    pub detail: String,
    /// Every wrong field, not only the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Which limit it is, with the code `limit_reached`.
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<LimitReached>,
    /// Quote this to support; the server's log knows more under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl Problem {
    /// A problem of this kind with what happened this time.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{code}"),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            detail: detail.into(),
            errors: Vec::new(),
            limit: None,
            request_id: None,
        }
    }

    /// Input that could not be accepted, with every wrong field.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [only] => format!("{}: {}", only.field, only.message),
            _ => "Some fields need another look; each says what it expects.".to_owned(),
        };
        Self { errors, ..Self::new(Code::InvalidInput, detail) }
    }
}

/// What is wrong with one field, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field's name as in the request, with an index where it is a list: `emails[1].value`.
    pub field: String,
    /// A stable code: `required`, `too_long`, `invalid`, `taken`, `too_weak`, `unknown`.
    pub code: String,
    /// What was expected and how to mend it.
    pub message: String,
}

impl FieldError {
    /// One wrong field.
    pub fn new(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.to_owned(), message: message.into() }
    }

    /// A field that must not be empty.
    pub fn required(field: impl Into<String>) -> Self {
        Self::new(field, "required", "Fill this in.")
    }
}
