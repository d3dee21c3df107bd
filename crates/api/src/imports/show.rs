use actix_web::{get, web};
use domain::ImportId;
use domain::import::Import;

use super::load::load;
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::Answer;

/// Show an import
///
/// Its state, the counts of its rows, and how far a job at work is.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    responses((status = 200, description = "The import", body = Import)),
)]
#[get("/imports/{id}")]
pub(crate) async fn show_import(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    id: web::Path<ImportId>,
) -> Answer<web::Json<Import>> {
    let (scope, id, now) = (access.scope, id.into_inner(), app.sources.now());
    let stored = app.db.read_as(&scope, move |c| load(c, &scope, id, now)).await?;
    Ok(web::Json(stored.import))
}
