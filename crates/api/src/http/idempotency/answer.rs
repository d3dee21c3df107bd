use actix_web::body::{BoxBody, to_bytes_limited};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::{Error, HttpMessage, HttpResponse, web};
use db::idempotency::Held;
use serde::{Deserialize, Serialize};

use super::print::BodyPrint;
use super::{Keyed, release};
use crate::App;
use crate::http::problem::{Answer, Refusal};

/// Bytes of an answer that is kept; no POST answers with more.
const BODY_MAX: usize = 4 << 20;
/// Headers that belong to an answer; the rest is made anew for every response.
const HEADERS: [HeaderName; 5] = [
    header::CONTENT_TYPE,
    header::ETAG,
    header::LOCATION,
    header::SET_COOKIE,
    HeaderName::from_static("clear-site-data"),
];

/// An answer as it is sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    print: Option<[u8; 32]>,
}

/// Stores the answer of a request that did something. One that says no is kept only if a
/// transaction came with it, as that of a failed sign-in; else nothing was done, and asking again
/// may end otherwise.
pub(super) async fn keep(
    app: &web::Data<App>,
    keyed: &Keyed,
    held: Held,
    response: ServiceResponse<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if response.status().is_server_error() {
        release(app, held).await?;
        return Ok(response);
    }
    let good = response.status().is_success();
    let print = {
        let extensions = response.request().extensions();
        extensions.get::<BodyPrint>().map(|print| print.0)
    };
    let (request, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let bytes = to_bytes_limited(body, BODY_MAX)
        .await
        .map_err(|_| Refusal::internal("an answer is too long to be kept"))?
        .map_err(Refusal::internal)?;
    let kept = Kept {
        status: head.status().as_u16(),
        headers: chosen(head.headers()),
        body: bytes.to_vec(),
        print,
    };
    let plain = serde_json::to_vec(&kept).map_err(Refusal::internal)?;
    let sealed = app.secrets.replay.seal(&keyed.key, &keyed.name, &plain, &app.sources);
    let kept = app
        .db
        .write(move |c| {
            if good {
                return db::idempotency::answer(c, &held, print.as_ref(), &sealed);
            }
            if !db::idempotency::answer_if_applied(c, &held, &sealed)? {
                db::idempotency::release(c, &held)?;
            }
            Ok::<_, db::Error>(())
        })
        .await;
    // The act is done, and its answer is at hand: an error instead would be untrue. Only who asks again will
    // hear that the answer is lost.
    if let Err(error) = kept {
        tracing::warn!(error = %error, "answer.not_kept");
    }
    Ok(ServiceResponse::new(request, head.set_body(BoxBody::new(bytes))))
}

/// The answer that was kept, and the print of the body that it answered, if that was read late.
pub(super) fn open(
    app: &App,
    keyed: &Keyed,
    sealed: &[u8],
) -> Answer<(HttpResponse, Option<[u8; 32]>)> {
    let plain =
        app.secrets.replay.open(&keyed.key, &keyed.name, sealed).map_err(Refusal::internal)?;
    let kept: Kept = serde_json::from_slice(&plain).map_err(Refusal::internal)?;
    let status = StatusCode::from_u16(kept.status).map_err(Refusal::internal)?;
    let mut response = HttpResponse::build(status);
    for (name, value) in kept.headers {
        response.append_header((name, value));
    }
    response.insert_header(("idempotency-replayed", "true"));
    Ok((response.body(kept.body), kept.print))
}

fn chosen(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| HEADERS.contains(name))
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
        .collect()
}
