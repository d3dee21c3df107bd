//! What every request to the API passes before its handler: whether there is a place for it, who it comes
//! from, whether they asked too often, whether the same request was made before; and what is noted of it behind the handler.

use std::net::IpAddr;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use db::request::Noted;
use domain::{Code, Timestamp};

use super::idempotency;
use super::places::Guest;
use super::problem::Refusal;
use super::rates::Client;
use super::surround::request_id;
use crate::App;
use crate::access::{Arrived, Caller, credential, identify, network};

/// Everything below this is the API.
const API: &str = "/api/v1/";

/// Identifies, limits, repeats or lets through, and notes.
pub(crate) async fn gate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let app = request.app_data::<web::Data<App>>().cloned();
    let Some(app) = app.filter(|_| routed_path(&request).starts_with(API)) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let started = app.sources.now();
    let mut place = match app.places.enter() {
        Ok(place) => place,
        Err(refusal) => return Ok(refused(request, refusal)),
    };
    let caller = match credential(&app, request.request()) {
        Some(credential) => match identify(&app, credential).await {
            Ok(caller) => caller,
            Err(refusal) => return Ok(refused(request, refusal)),
        },
        None => None,
    };
    let address = client_address(&app, request.request());
    let (client, guest) = whose(caller.as_ref(), address.as_deref());
    let left = app.allowances.take(&app, &client).await;
    let outcome = if let Some(wait) = left.wait {
        let detail = format!("You have asked too often. Wait {wait} seconds, then go on.");
        let refusal = Refusal::new(Code::TooManyRequests, detail).retry_after(wait);
        Ok(refused(request, refusal))
    } else if let Err(refusal) = place.of(guest) {
        Ok(refused(request, refusal))
    } else {
        arrive(&request, address, caller.clone());
        idempotency::once(&app, request, next, caller.as_ref()).await
    };
    let mut response = outcome?;
    left.tell(response.headers_mut());
    if let Some(caller) = caller {
        note(&app, &caller, &response, started);
    }
    Ok(response)
}

/// Whose allowance and whose place a request takes.
fn whose(caller: Option<&Caller>, address: Option<&str>) -> (Client, Guest) {
    if let Some(caller) = caller {
        let scope = &caller.principal.scope;
        return (Client::Known(scope.actor()), Guest::Organization(scope.organization()));
    }
    let network = network(address.unwrap_or_default());
    (Client::Address(network.clone()), Guest::Address(network))
}

/// The path as routes are matched: percent-encoded letters stand for themselves. Whoever looks at the
/// path before routing has to look at this one, or `/api/%761/` leads past.
pub(super) fn routed_path(request: &ServiceRequest) -> &str {
    request.match_info().unprocessed()
}

/// Tells the extractors what is known.
fn arrive(request: &ServiceRequest, address: Option<String>, caller: Option<Caller>) {
    let mut extensions = request.extensions_mut();
    extensions.insert(Arrived { address, claim: None });
    if let Some(caller) = caller {
        extensions.insert(caller);
    }
}

/// An answer without a handler.
pub(super) fn refused(request: ServiceRequest, refusal: Refusal) -> ServiceResponse<BoxBody> {
    request.into_response(HttpResponse::from_error(refusal))
}

/// The address of the client: that of the connection, or, behind so many proxies as the operator
/// says there are, the one that the outermost of them wrote down. What stands further left in
/// the header, or in an earlier one of that name, was written by the client itself.
fn client_address(app: &App, request: &HttpRequest) -> Option<String> {
    let peer = request.peer_addr().map(|peer| peer.ip());
    let address = if app.proxies == 0 {
        peer
    } else {
        let headers = request.headers().get_all("x-forwarded-for");
        let headers: Vec<&str> = headers.filter_map(|value| value.to_str().ok()).collect();
        let entry = headers.iter().rev().flat_map(|line| line.rsplit(',')).nth(app.proxies - 1);
        entry.and_then(|entry| entry.trim().parse::<IpAddr>().ok()).or(peer)
    };
    address.map(|address| address.to_canonical().to_string())
}

/// Notes a request of somebody known; what is not a route is left out.
fn note(app: &App, caller: &Caller, response: &ServiceResponse<BoxBody>, started: Timestamp) {
    let Some(route) = response.request().match_pattern() else { return };
    let scope = caller.principal.scope;
    app.requests.note(Noted {
        organization: scope.organization(),
        at: started,
        id: request_id().unwrap_or_default(),
        actor: scope.actor(),
        method: response.request().method().as_str().to_owned(),
        route,
        status: response.status().as_u16(),
        micros: app.sources.now().micros().saturating_sub(started.micros()),
    });
}
