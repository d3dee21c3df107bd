use std::panic::AssertUnwindSafe;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError, web};
use futures_util::FutureExt;

use super::gate::routed_path;
use super::headers::protect;
use super::problem::Refusal;
use crate::{App, Node};

tokio::task_local! {
    static REQUEST: String;
}

/// The id of the request that this task works on.
pub(crate) fn request_id() -> Option<String> {
    REQUEST.try_with(Clone::clone).ok()
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What happens around every request: it gets an id, a panic becomes a problem, the answer gets
/// its headers, and one line of allow-listed fields goes to the log.
pub(crate) async fn surround(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(node) = request.app_data::<web::Data<Node>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let (sources, _at_work) = (&node.sources, node.figures.begin());
    let https = request.app_data::<web::Data<App>>().is_some_and(|app| app.https);
    let started = sources.now();
    let id = format!("req_{:032x}", u128::from_be_bytes(sources.bytes()));
    let path = routed_path(&request).to_owned();
    let method = request.method().clone();
    let handled = REQUEST.scope(id.clone(), AssertUnwindSafe(next.call(request)).catch_unwind());
    // The request must not be cloned: routing needs it for itself. An answer without one is
    // made where no handler came to its end.
    let mut lost = None;
    let mut response = match handled.await {
        Ok(Ok(response)) => Some(response.map_into_boxed_body()),
        Ok(Err(error)) => {
            lost = Some(error.error_response());
            None
        }
        Err(_) => {
            lost = Some(Refusal::internal("a handler panicked").error_response());
            None
        }
    };
    let headers = match (&mut response, &mut lost) {
        (Some(response), _) => Some(response.headers_mut()),
        (None, Some(lost)) => Some(lost.headers_mut()),
        (None, None) => None,
    };
    if let Some(headers) = headers {
        protect(&path, https, headers);
        if let Ok(value) = HeaderValue::from_str(&id) {
            headers.insert(REQUEST_ID, value);
        }
    }
    let seconds = sources.now().seconds_since(started);
    log(&node, &id, method.as_str(), response.as_ref(), seconds);
    match (response, lost) {
        (Some(response), _) => Ok(response),
        (None, lost) => {
            let lost = lost.unwrap_or_else(|| HttpResponse::InternalServerError().finish());
            Err(InternalError::from_response("no answer", lost).into())
        }
    }
}

/// Tells the operator: a line of the log, and the figures.
fn log(
    node: &Node,
    id: &str,
    method: &str,
    response: Option<&ServiceResponse<BoxBody>>,
    seconds: f64,
) {
    let status = response.map_or(500, |response| response.status().as_u16());
    // The template, not the path: ids are data of a tenant.
    let route = response.and_then(|response| response.request().match_pattern());
    node.figures.answered(method, route.as_deref(), status, seconds);
    let route = route.as_deref().unwrap_or("-");
    let cause = response
        .and_then(|response| response.response().error())
        .and_then(|error| error.as_error::<Refusal>())
        .and_then(Refusal::cause);
    if status >= 500 {
        tracing::error!(
            request.id = id,
            http.method = method,
            http.route = route,
            http.status = status,
            http.seconds = seconds,
            error = cause,
            "request"
        );
    } else {
        tracing::info!(
            request.id = id,
            http.method = method,
            http.route = route,
            http.status = status,
            http.seconds = seconds,
            "request"
        );
    }
}
