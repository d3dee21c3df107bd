use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use domain::Code;

use super::problem::Refusal;

/// The `ETag` of a version of a record.
pub(crate) fn etag(version: i64) -> (header::HeaderName, String) {
    (header::ETAG, format!("\"{version}\""))
}

/// The version that a change was made for. A handler that takes it cannot be reached without.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IfMatch(pub(crate) i64);

impl FromRequest for IfMatch {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get(header::IF_MATCH) else {
            let detail =
                "Read the record, then send its ETag as If-Match, so that nobody's change is lost.";
            return ready(Err(Refusal::new(Code::IfMatchRequired, detail)));
        };
        let version = value
            .to_str()
            .ok()
            .map(|text| text.trim().trim_start_matches("W/").trim_matches('"'))
            .and_then(|text| text.parse().ok());
        // A tag that is none of ours matches no version.
        ready(Ok(Self(version.unwrap_or(-1))))
    }
}
