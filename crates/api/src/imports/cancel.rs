use actix_web::{HttpResponse, post, web};
use domain::ImportId;
use domain::audit::{Action, Event};
use domain::import::Import;

use super::load::{load, wrong_state};
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::Answer;

/// Cancel an import
///
/// Gives it up before its commit, and drops its file and its staged rows.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    responses((status = 200, description = "Cancelled", body = Import)),
)]
#[post("/imports/{id}/cancel")]
pub(crate) async fn cancel_import(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    id: web::Path<ImportId>,
) -> Answer<HttpResponse> {
    let (id, now) = (id.into_inner(), app.sources.now());
    let import = access
        .act(&app, move |c, scope| {
            let import = load(c, scope, id, now)?.import;
            if !db::import::cancel(c, scope, id, now)? {
                return Err(wrong_state("Cancelling", import.state));
            }
            let event = Event::new(Action::ImportCancelled).on(id);
            Ok((load(c, scope, id, now)?.import, event))
        })
        .await?;
    app.store.remove(id)?;
    Ok(HttpResponse::Ok().json(import))
}
