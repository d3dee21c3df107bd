use actix_web::{HttpResponse, delete, web};
use db::Which;
use domain::ListId;
use domain::audit::{Action, Event};

use super::load;
use crate::App;
use crate::access::{Access, ListsWrite};
use crate::http::Answer;

/// Delete a list
///
/// Its contacts stay. It can be had back for 30 days, with all that is in it; searches that name it are
/// refused meanwhile.
#[utoipa::path(
    tag = "lists",
    params(("id" = ListId, Path)),
    responses((status = 204, description = "Deleted")),
)]
#[delete("/lists/{id}")]
pub(crate) async fn delete_list(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    id: web::Path<ListId>,
) -> Answer<HttpResponse> {
    let (id, now) = (id.into_inner(), app.sources.now());
    access
        .act(&app, move |c, scope| {
            load(c, scope, id, Which::Kept)?;
            db::list::delete(c, scope, id, now)?;
            Ok(((), Event::new(Action::ListDeleted).on(id)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
