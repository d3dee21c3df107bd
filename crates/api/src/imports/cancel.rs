use actix_web::{HttpResponse, post, web};
use domain::ImportId;
use domain::audit::{Action, Event};
use domain::import::{Import, ImportState};
use domain::package::{Meter, Month};

use super::load::{load, wrong_state};
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::Answer;

/// Cancel an import
///
/// Before its commit it is given up, and its file and its staged rows go. While it is being written it
/// stops and goes back to its review: what is written stays, and can be taken back by an undo or gone on
/// with by another commit.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    responses((status = 200, description = "Cancelled, or stopped", body = Import)),
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
            // Putting an import in again, which looks alike, cannot be stopped half-way.
            if import.state == ImportState::Committing && import.undo.is_none() {
                db::import::stop(c, scope, id, now)?;
                db::import::settle(c, scope, id, now)?;
                let left = import.rows.writable().saturating_sub(import.written);
                db::usage::give_back(c, scope, Meter::ImportRows, Month::of(now), left)?;
                let event = Event::new(Action::ImportStopped).on(id).with("rows", import.written);
                return Ok((load(c, scope, id, now)?.import, event));
            }
            if !db::import::cancel(c, scope, id, now)? {
                return Err(wrong_state("Cancelling", import.state));
            }
            let event = Event::new(Action::ImportCancelled).on(id);
            Ok((load(c, scope, id, now)?.import, event))
        })
        .await?;
    if import.state == ImportState::Cancelled {
        app.store.remove(id)?;
    }
    Ok(HttpResponse::Ok().json(import))
}
