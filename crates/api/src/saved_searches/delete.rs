use actix_web::{HttpResponse, delete, web};
use db::Which;
use domain::SavedSearchId;
use domain::audit::{Action, Event};

use super::guard::owned;
use crate::App;
use crate::access::{Access, ListsWrite};
use crate::http::Answer;

/// Delete a saved search
///
/// It can be had back for 30 days, and is forgotten then.
#[utoipa::path(
    tag = "saved searches",
    params(("id" = SavedSearchId, Path)),
    responses((status = 204, description = "Deleted")),
)]
#[delete("/saved-searches/{id}")]
pub(crate) async fn delete_saved_search(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    id: web::Path<SavedSearchId>,
) -> Answer<HttpResponse> {
    let (id, now) = (id.into_inner(), app.sources.now());
    let standing = access.principal.standing.clone();
    access
        .act(&app, move |c, scope| {
            owned(c, scope, (id, Which::Kept), &standing)?;
            db::saved_search::delete(c, scope, id, now)?;
            Ok(((), Event::new(Action::SavedSearchDeleted).on(id)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
