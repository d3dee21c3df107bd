use actix_web::{HttpResponse, get, web};

use crate::App;
use crate::http::{Answer, Refusal};

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

/// Tell whether requests can be served
///
/// Says why not: the database does not answer, or the search index is still being built.
#[utoipa::path(
    tag = "system",
    security(()),
    responses((status = 200, description = "Ready", body = String, content_type = "text/plain")),
)]
#[get("/readyz")]
pub(crate) async fn show_readiness(app: web::Data<App>) -> Answer<HttpResponse> {
    app.db.read(db::system::ping).await?;
    let following = *app.progress.borrow();
    if !following.answers() {
        return Err(Refusal::unavailable(&following.state.to_string(), &"the index is not ready"));
    }
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}
