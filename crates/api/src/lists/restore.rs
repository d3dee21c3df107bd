use actix_web::{post, web};
use db::Which;
use domain::ListId;
use domain::audit::{Action, Event};
use domain::list::List;
use domain::saved_search::RESTORE_DAYS;

use super::load;
use crate::App;
use crate::access::{Access, ListsWrite};
use crate::http::Answer;

/// Have a list back
///
/// Undoes its deletion, within 30 days.
#[utoipa::path(
    tag = "lists",
    params(("id" = ListId, Path)),
    responses((status = 200, description = "Back", body = List)),
)]
#[post("/lists/{id}/restore")]
pub(crate) async fn restore_list(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    id: web::Path<ListId>,
) -> Answer<web::Json<List>> {
    let id = id.into_inner();
    let now = app.sources.now();
    let since = now.plus_seconds(-RESTORE_DAYS * 24 * 3_600);
    let list = access
        .act(&app, move |c, scope| {
            load(c, scope, id, Which::DeletedSince(since))?;
            db::list::restore(c, scope, id, now)?;
            let list = load(c, scope, id, Which::Kept)?;
            Ok((list, Event::new(Action::ListRestored).on(id)))
        })
        .await?;
    Ok(web::Json(list))
}
