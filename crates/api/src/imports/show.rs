use actix_web::{get, web};
use domain::ImportId;
use domain::import::{Import, ImportState};
use domain::package::Meter;

use super::load::load;
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, Refusal};

/// Show an import
///
/// Its state, the counts of its rows, and how far a job at work is. In the state review also what a
/// commit would take of the package, and whether it fits.
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
    let import = app
        .db
        .read_as(&scope, move |c| {
            let mut import = load(c, &scope, id, now)?.import;
            if import.state == ImportState::Review {
                let left = import.rows.writable().saturating_sub(import.written);
                let rows = db::usage::check(c, &scope, Meter::ImportRows, left, now)?;
                let contacts = db::usage::room_for_contacts(c, &scope, import.rows.new)?;
                import.checks = [Some(rows), contacts].into_iter().flatten().collect();
            }
            Ok::<_, Refusal>(import)
        })
        .await?;
    Ok(web::Json(import))
}
