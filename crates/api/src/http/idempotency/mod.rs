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
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use db::idempotency::{Claim, Name};
use domain::Code;
use domain::problem::FieldError;

use super::gate::refused;
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

/// A request that carries a key.
struct Keyed {
    key: String,
    name: Name,
    body: Option<[u8; 32]>,
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
    match claim(app, &keyed).await {
        Ok(None) => {}
        Ok(Some(sealed)) => {
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
    }
    if let Some(arrived) = request.extensions_mut().get_mut::<Arrived>() {
        arrived.claim = Some(keyed.name);
    }
    match next.call(request).await {
        Ok(response) => answer::keep(app, &keyed, response.map_into_boxed_body()).await,
        Err(error) => {
            release(app, keyed.name).await?;
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
    if *request.method() != Method::POST {
        return Ok(None);
    }
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().unwrap_or_default().trim().to_owned();
    if key.is_empty() || key.len() > KEY_MAX {
        let message = format!("Send 1 to {KEY_MAX} printable characters, such as a random UUID.");
        return Err(Refusal::invalid(vec![FieldError::new("Idempotency-Key", "invalid", message)]));
    }
    let who = caller.map(|caller| {
        let scope = caller.principal.scope;
        format!("{} {}", scope.organization(), scope.actor())
    });
    let place = format!("{}?{}", request.path(), request.query_string());
    let name = app.secrets.replay.name(&[&who.unwrap_or_default(), &place, &key]);
    let body = print::of_body(request).await?;
    Ok(Some(Keyed { key, name, body }))
}

/// Claims the name, or waits for the request that has; then there is a sealed answer.
async fn claim(app: &App, keyed: &Keyed) -> Answer<Option<Vec<u8>>> {
    let (tries, pause) = PATIENCE;
    let (name, body) = (keyed.name, keyed.body);
    for _ in 0..tries {
        let now = app.sources.now();
        let lease = now.plus_seconds(LEASE_SECONDS);
        let claim = app
            .db
            .write(move |c| db::idempotency::claim(c, &name, body.as_ref(), lease, now))
            .await?;
        match claim {
            Claim::Ours => return Ok(None),
            Claim::Answered(sealed) => return Ok(Some(sealed)),
            Claim::Mismatch => return Err(print::mismatch()),
            Claim::Unknown => {
                let detail = "What you asked for was done, but the answer is lost. Look at the \
                              record before you ask for it again with a new key.";
                return Err(Refusal::new(Code::OutcomeUnknown, detail));
            }
            Claim::InFlight => tokio::time::sleep(pause).await,
        }
    }
    let detail = "The first request with this key is still at work. Ask again in a moment.";
    Err(Refusal::new(Code::RequestInFlight, detail))
}

async fn release(app: &App, name: Name) -> Answer<()> {
    app.db.write(move |c| db::idempotency::release(c, &name)).await?;
    Ok(())
}
