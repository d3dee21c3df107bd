use actix_web::{HttpResponse, delete, web};
use domain::ImportProfileId;
use domain::audit::{Action, Event};

use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, Refusal};

/// Delete an import profile
///
/// It is not proposed any more; imports that were mapped with it stay as they are.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportProfileId, Path)),
    responses((status = 204, description = "Deleted")),
)]
#[delete("/import-profiles/{id}")]
pub(crate) async fn delete_import_profile(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    id: web::Path<ImportProfileId>,
) -> Answer<HttpResponse> {
    let id = id.into_inner();
    access
        .act(&app, move |c, scope| {
            if !db::import_profile::remove(c, scope, id)? {
                return Err(Refusal::not_found());
            }
            Ok(((), Event::new(Action::ImportProfileDeleted).on(id)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
