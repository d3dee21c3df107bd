use actix_web::{get, web};
use domain::PushId;
use domain::crm::Push;

use super::load::{load, told};
use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::Answer;

/// Show a push
///
/// Its state, how many contacts are what, how far it is, what is left to do, and, while it is ready, what it
/// takes of the package.
#[utoipa::path(
    tag = "crm",
    params(("id" = PushId, Path)),
    responses((status = 200, description = "The push", body = Push)),
)]
#[get("/crm/pushes/{id}")]
pub(crate) async fn show_push(
    app: web::Data<App>,
    access: Access<CrmPush>,
    id: web::Path<PushId>,
) -> Answer<web::Json<Push>> {
    let (scope, id, now) = (access.scope, id.into_inner(), app.sources.now());
    let push = app
        .db
        .read_as(&scope, move |c| {
            let stored = load(c, &scope, id)?;
            told(c, &scope, stored, now)
        })
        .await?;
    Ok(web::Json(push))
}
