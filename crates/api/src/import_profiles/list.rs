use actix_web::{get, web};
use domain::import::ImportProfiles;

use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::Answer;

/// List import profiles
///
/// Mappings that were kept by `save_as`, the last used first; at most 200. The one that fits a
/// file is proposed when the file is uploaded.
#[utoipa::path(
    tag = "imports",
    responses((status = 200, description = "All profiles", body = ImportProfiles)),
)]
#[get("/import-profiles")]
pub(crate) async fn list_import_profiles(
    app: web::Data<App>,
    access: Access<ImportsStage>,
) -> Answer<web::Json<ImportProfiles>> {
    let scope = access.scope;
    let profiles = app.db.read_as(&scope, move |c| db::import_profile::list(c, &scope)).await?;
    Ok(web::Json(ImportProfiles { profiles }))
}
