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
    if !may_read(&node.metrics, &request) {
        return Err(no_route());
    }
    node.readings.take(&node).await;
    let mut text = String::new();
    encode(&mut text, &node.registry).map_err(Refusal::internal)?;
    Ok(HttpResponse::Ok().content_type(CONTENT_TYPE).body(text))
}

/// Who may read `/metrics`.
#[derive(Debug)]
pub enum MetricsReaders {
    /// Whoever has this token.
    Bearers(SecretString),
    /// Whoever asks from this very machine, and says of no proxy that it brought them.
    Near,
    /// Nobody: a proxy on this machine that says nothing of itself would bring anybody.
    Nobody,
}

fn may_read(readers: &MetricsReaders, request: &HttpRequest) -> bool {
    let token = match readers {
        MetricsReaders::Bearers(token) => token,
        MetricsReaders::Near => {
            let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
            return peer.is_some_and(|ip| ip.is_loopback()) && !is_forwarded(request.headers());
        }
        MetricsReaders::Nobody => return false,
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
