use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpResponse, get, web};
use serde::Deserialize;

use super::checks::{Readiness, look};
use super::node::Node;

/// Tell that the process is alive
#[utoipa::path(
    tag = "system",
    security(()),
    responses((status = 200, description = "Alive", body = String, content_type = "text/plain")),
)]
#[get("/healthz")]
pub(crate) async fn show_health() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("alive\n")
}

/// What somebody who asks for readiness waits for.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Whether the search index has to be ready, too; false unless given.
    #[serde(default)]
    #[param(required = false)]
    index: bool,
}

/// Tell whether requests can be served
///
/// Says why not: the process is stopping, the database does not answer, or its schema is older than this
/// version. The search index is told and decides only with `index=true`, because everything but
/// search works without it.
#[utoipa::path(
    tag = "system",
    security(()),
    params(Wanted),
    responses(
        (status = 200, description = "Ready", body = Readiness),
        (status = 503, description = "Not ready; the checks say why", body = Readiness),
    ),
)]
#[get("/readyz")]
pub(crate) async fn show_readiness(
    node: web::Data<Node>,
    wanted: web::Query<Wanted>,
) -> HttpResponse {
    let readiness = look(&node, wanted.index).await;
    if readiness.ready {
        return HttpResponse::Ok().json(readiness);
    }
    HttpResponse::ServiceUnavailable().insert_header((RETRY_AFTER, "2")).json(readiness)
}
