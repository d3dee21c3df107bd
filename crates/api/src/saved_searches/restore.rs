use actix_web::{post, web};
use db::Which;
use domain::SavedSearchId;
use domain::audit::{Action, Event};
use domain::saved_search::{RESTORE_DAYS, SavedSearch};

use super::guard::{owned, seen};
use crate::App;
use crate::access::{Access, ListsWrite};
use crate::http::Answer;

/// Have a saved search back
///
/// Undoes its deletion, within 30 days.
#[utoipa::path(
    tag = "saved searches",
    params(("id" = SavedSearchId, Path)),
    responses((status = 200, description = "Back", body = SavedSearch)),
)]
#[post("/saved-searches/{id}/restore")]
pub(crate) async fn restore_saved_search(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    id: web::Path<SavedSearchId>,
) -> Answer<web::Json<SavedSearch>> {
    let id = id.into_inner();
    let since = app.sources.now().plus_seconds(-RESTORE_DAYS * 24 * 3_600);
    let standing = access.principal.standing.clone();
    let saved = access
        .act(&app, move |c, scope| {
            owned(c, scope, (id, Which::DeletedSince(since)), &standing)?;
            db::saved_search::restore(c, scope, id)?;
            let saved = seen(c, scope, id, Which::Kept)?;
            Ok((saved, Event::new(Action::SavedSearchRestored).on(id)))
        })
        .await?;
    Ok(web::Json(saved))
}
