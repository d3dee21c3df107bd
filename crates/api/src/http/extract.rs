use actix_web::error::{JsonPayloadError, PathError, QueryPayloadError};
use actix_web::{HttpRequest, web};
use domain::Code;

use super::problem::Refusal;

/// Bytes of a JSON body, at most.
pub(super) const JSON_MAX: usize = 256 * 1024;

/// How JSON bodies are read, and what their faults are called.
pub(crate) fn json_config() -> web::JsonConfig {
    web::JsonConfig::default().limit(JSON_MAX).error_handler(|error, _: &HttpRequest| {
        let refusal = match &error {
            JsonPayloadError::OverflowKnownLength { .. } | JsonPayloadError::Overflow { .. } => {
                Refusal::new(Code::TooLarge, format!("A JSON body has at most {JSON_MAX} bytes."))
            }
            JsonPayloadError::ContentType => Refusal::new(
                Code::UnsupportedMediaType,
                "Send the body as JSON, with Content-Type: application/json.",
            ),
            // Names the line, the column and what was expected, and nothing of the value.
            JsonPayloadError::Deserialize(cause) => Refusal::new(
                Code::MalformedRequest,
                format!("The JSON body does not fit: {cause}."),
            ),
            _ => Refusal::new(Code::MalformedRequest, "The body ended before it was complete."),
        };
        refusal.into()
    })
}

/// A parameter that is unknown or of the wrong kind is named.
pub(crate) fn query_config() -> web::QueryConfig {
    web::QueryConfig::default().error_handler(|error: QueryPayloadError, _: &HttpRequest| {
        let QueryPayloadError::Deserialize(cause) = &error else {
            return Refusal::new(Code::MalformedRequest, "The query could not be read.").into();
        };
        let detail = format!("The query does not fit: {cause}.");
        Refusal::new(Code::MalformedRequest, detail).into()
    })
}

/// An id in a path that is none of ours looks like one that is unknown.
pub(crate) fn path_config() -> web::PathConfig {
    web::PathConfig::default()
        .error_handler(|_: PathError, _: &HttpRequest| Refusal::not_found().into())
}
