//! `Idempotency-Key`: a POST that is sent again has one effect, and the same answer.
//!
//! The name of a request is a keyed hash of who sends it, where to, and the key. A claim on the name
//! is written before the handler runs, the transaction of the act marks it, and the answer is
//! stored at the end, sealed with a key that takes the client's own half to compute. Answers are
//! kept for a day.

mod answer;
mod print;

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use db::idempotency::{Claim, Held, Name};
use db::session::Principal;
use domain::problem::FieldError;
use domain::{Code, Timestamp};

use super::gate::{refused, routed_path};
use super::problem::{Answer, Refusal};
use crate::App;
use crate::access::{Arrived, Caller};

pub(crate) use print::BodyPrint;

/// Seconds for which an answer is kept.
pub(crate) const KEPT_SECONDS: i64 = 24 * 3_600;
/// Seconds after which a claim whose request has vanished may be taken over.
const LEASE_SECONDS: i64 = 60;
/// How long a second request waits for the first one, and how often it looks.
const PATIENCE: (u32, Duration) = (400, Duration::from_millis(50));
/// Characters of a key, at most.
const KEY_MAX: usize = 255;

/// Answers of any length, which cannot be kept. It changes no record, so that sending it again does no
/// harm.
const STREAMED: &str = "/api/v1/contacts/export";

/// A request that carries a key.
struct Keyed {
    key: String,
    name: Name,
    body: Option<[u8; 32]>,
}

impl Keyed {
    /// The claim with which a handler works.
    const fn held(&self, until: Timestamp) -> Held {
        Held { name: self.name, until }
    }
}

/// Runs the handler, unless the same request was made before: then it is answered as before.
pub(super) async fn once(
    app: &web::Data<App>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    caller: Option<&Caller>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let keyed = match read(app, &mut request, caller).await {
        Ok(Some(keyed)) => keyed,
        Ok(None) => return Ok(next.call(request).await?.map_into_boxed_body()),
        Err(refusal) => return Ok(refused(request, refusal)),
    };
    let held = match claim(app, &keyed).await {
        Ok(Claimed::Ours(held)) => held,
        Ok(Claimed::Answered(sealed)) => {
            let repeated = answer::open(app, &keyed, &sealed);
            let same = match repeated {
                Ok((_, print)) => print::fits(&mut request, keyed.body, print).await,
                Err(refusal) => return Ok(refused(request, refusal)),
            };
            return Ok(match (same, answer::open(app, &keyed, &sealed)) {
                (Ok(()), Ok((repeated, _))) => request.into_response(repeated),
                (Err(refusal), _) | (_, Err(refusal)) => refused(request, refusal),
            });
        }
        Err(refusal) => return Ok(refused(request, refusal)),
    };
    if let Some(arrived) = request.extensions_mut().get_mut::<Arrived>() {
        arrived.claim = Some(held);
    }
    match next.call(request).await {
        Ok(response) => answer::keep(app, &keyed, held, response.map_into_boxed_body()).await,
        Err(error) => {
            release(app, held).await?;
            Err(error)
        }
    }
}

/// The key of a POST that has one.
async fn read(
    app: &App,
    request: &mut ServiceRequest,
    caller: Option<&Caller>,
) -> Answer<Option<Keyed>> {
    if *request.method() != Method::POST || routed_path(request) == STREAMED {
        return Ok(None);
    }
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().unwrap_or_default().trim().to_owned();
    if key.is_empty() || key.len() > KEY_MAX {
        let message = format!("Send 1 to {KEY_MAX} printable characters, such as a random UUID.");
        return Err(Refusal::invalid(vec![FieldError::new("Idempotency-Key", "invalid", message)]));
    }
    let who = match caller {
        Some(caller) => {
            let Principal { scope, session, .. } = &caller.principal;
            let session = session.map(|id| id.to_string()).unwrap_or_default();
            format!("{} {} {session}", scope.organization(), scope.actor())
        }
        // Routes without a token may go by the cookie, and then the answer opens a session.
        None => cookies(request.headers()),
    };
    let place = format!("{}?{}", routed_path(request), request.query_string());
    let name = app.secrets.replay.name(&[&who, &place, &key]);
    let body = print::of_body(request).await?;
    Ok(Some(Keyed { key, name, body }))
}

/// Everything that a browser sent as its cookies.
fn cookies(headers: &HeaderMap) -> String {
    let all = headers.get_all(header::COOKIE);
    let all: Vec<_> = all.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    all.join("; ")
}

/// What becomes of a request with a key.
enum Claimed {
    Ours(Held),
    /// Somebody did it before; the sealed answer.
    Answered(Vec<u8>),
}

/// Claims the name, or waits for the request that has.
async fn claim(app: &App, keyed: &Keyed) -> Answer<Claimed> {
    let (mut tries, pause) = PATIENCE;
    let body = keyed.body;
    while tries > 0 {
        let now = app.sources.now();
        let held = keyed.held(now.plus_seconds(LEASE_SECONDS));
        let claim =
            app.db.write(move |c| db::idempotency::claim(c, &held, body.as_ref(), now)).await?;
        match claim {
            Claim::Ours => return Ok(Claimed::Ours(held)),
            Claim::Answered(sealed) => return Ok(Claimed::Answered(sealed)),
            Claim::Mismatch => return Err(print::mismatch()),
            Claim::Unknown => {
                let detail = "What you asked for was done, but the answer is lost. Look at the \
                              record before you ask for it again with a new key.";
                return Err(Refusal::new(Code::OutcomeUnknown, detail));
            }
            Claim::InFlight => {}
        }
        // Looked at without writing, which would wake the workers.
        loop {
            tokio::time::sleep(pause).await;
            tries = tries.saturating_sub(1);
            let (name, now) = (keyed.name, app.sources.now());
            let held = app.db.read(move |c| db::idempotency::is_held(c, &name, now)).await?;
            if !held || tries == 0 {
                break;
            }
        }
    }
    let detail = "The first request with this key is still at work. Ask again in a moment.";
    Err(Refusal::new(Code::RequestInFlight, detail))
}

async fn release(app: &App, held: Held) -> Answer<()> {
    app.db.write(move |c| db::idempotency::release(c, &held)).await?;
    Ok(())
}
