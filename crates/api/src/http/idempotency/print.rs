use actix_multipart::Multipart;
use actix_web::HttpMessage;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use aws_lc_rs::digest;
use domain::Code;
use futures_util::{StreamExt, TryStreamExt};

use crate::http::extract::JSON_MAX;
use crate::http::problem::{Answer, Refusal};

/// What tells an upload from another, told by the handler that reads it: the boundary between its
/// parts is another each time, so the bytes themselves cannot be compared.
#[derive(Clone, Copy)]
pub(crate) struct BodyPrint(pub(crate) [u8; 32]);

impl BodyPrint {
    /// From the name and the SHA-256 of a file.
    pub(crate) fn of_file(name: &str, sha256: &[u8; 32]) -> Self {
        let mut hash = digest::Context::new(&digest::SHA256);
        hash.update(sha256);
        hash.update(name.as_bytes());
        Self(finish(hash))
    }
}

/// The hash of a request's body, which is read and put back. None for uploads, which are too
/// large for that.
pub(super) async fn of_body(request: &mut ServiceRequest) -> Answer<Option<[u8; 32]>> {
    if is_upload(request) {
        return Ok(None);
    }
    let mut body = Vec::new();
    let mut payload = request.take_payload();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(unreadable)?;
        if body.len() + chunk.len() > JSON_MAX {
            let detail = format!("A JSON body has at most {JSON_MAX} bytes.");
            return Err(Refusal::new(Code::TooLarge, detail));
        }
        body.extend_from_slice(&chunk);
    }
    let mut hash = digest::Context::new(&digest::SHA256);
    hash.update(&body);
    request.set_payload(Payload::from(Bytes::from(body)));
    Ok(Some(finish(hash)))
}

/// Compares an upload with the one that was answered before.
pub(super) async fn fits(
    request: &mut ServiceRequest,
    body: Option<[u8; 32]>,
    answered: Option<[u8; 32]>,
) -> Answer<()> {
    let (None, Some(answered)) = (body, answered) else { return Ok(()) };
    let payload = request.take_payload();
    let mut parts = Multipart::new(request.headers(), payload);
    while let Some(mut part) = parts.try_next().await.map_err(unreadable)? {
        if part.name() != Some("file") {
            continue;
        }
        let name = part.content_disposition().and_then(|named| named.get_filename());
        let name = crate::imports::tidy(name.unwrap_or_default());
        let mut hash = digest::Context::new(&digest::SHA256);
        while let Some(chunk) = part.try_next().await.map_err(unreadable)? {
            hash.update(&chunk);
        }
        let print = BodyPrint::of_file(&name, &finish(hash));
        return if print.0 == answered { Ok(()) } else { Err(mismatch()) };
    }
    Err(mismatch())
}

/// The answer to a key that was used with another body.
pub(super) fn mismatch() -> Refusal {
    let detail = "Another request was sent with this Idempotency-Key. Use a new key for a new act.";
    Refusal::new(Code::IdempotencyMismatch, detail)
}

fn is_upload(request: &ServiceRequest) -> bool {
    request.content_type().starts_with("multipart/")
}

fn unreadable(_: impl Into<Unreadable>) -> Refusal {
    Refusal::new(Code::MalformedRequest, "The body ended before it was complete. Send it again.")
}

/// What may go wrong while a body is read; its words are for nobody.
pub(super) struct Unreadable;
impl From<PayloadError> for Unreadable {
    fn from(_: PayloadError) -> Self {
        Self
    }
}
impl From<actix_multipart::MultipartError> for Unreadable {
    fn from(_: actix_multipart::MultipartError) -> Self {
        Self
    }
}

fn finish(hash: digest::Context) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(hash.finish().as_ref());
    out
}
