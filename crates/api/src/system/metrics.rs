//! `/metrics`, in the text format of Prometheus. It is for the operator and stands in no document: whoever may
//! not read it learns not even that it is there.

use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, HttpResponse, Resource, ResponseError, web};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use domain::Code;
use prometheus_client::encoding::prometheus_text::{CONTENT_TYPE, encode};
use secrecy::{ExposeSecret, SecretString};

use super::node::Node;
use crate::http::{Answer, Refusal};

pub(crate) fn metrics_route() -> Resource {
    web::resource("/metrics")
        .route(web::get().to(show_metrics))
        .default_service(web::to(async || no_route().error_response()))
}

/// What whoever may not read it gets, as of a route that is none.
fn no_route() -> Refusal {
    Refusal::new(Code::NoRoute, "See /docs for the routes there are.")
}

async fn show_metrics(node: web::Data<Node>, request: HttpRequest) -> Answer<HttpResponse> {
    if !may_read(node.metrics_token.as_ref(), &request) {
        return Err(no_route());
    }
    node.readings.take(&node).await;
    let mut text = String::new();
    encode(&mut text, &node.registry).map_err(Refusal::internal)?;
    Ok(HttpResponse::Ok().content_type(CONTENT_TYPE).body(text))
}

/// With a token, whoever has it; without one, whoever asks from this very machine and not through a proxy,
/// which would bring anybody.
fn may_read(token: Option<&SecretString>, request: &HttpRequest) -> bool {
    let Some(token) = token else {
        let local = request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback());
        return local && !is_forwarded(request.headers());
    };
    let given = request.headers().get(header::AUTHORIZATION);
    let given = given.and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    given.is_some_and(|given| {
        verify_slices_are_equal(given.trim_ascii(), token.expose_secret().as_bytes()).is_ok()
    })
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| {
        let name = name.as_str();
        matches!(name, "forwarded" | "via" | "x-real-ip") || name.starts_with("x-forwarded")
    })
}
