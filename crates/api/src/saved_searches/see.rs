use actix_web::{post, web};
use db::Which;
use domain::SavedSearchId;
use domain::saved_search::SavedSearch;

use super::guard::seen;
use super::results::results;
use crate::App;
use crate::access::{Access, ListsRead};
use crate::http::{Answer, Refusal};

/// Note that a saved search was seen
///
/// From here on `changes` counts what becomes of its results, for the caller alone: of those that
/// `GET saved-searches/{id}` counted for them within the last minute, else of those that there are now. A
/// notice about it is read with that.
#[utoipa::path(
    tag = "saved searches",
    params(("id" = SavedSearchId, Path)),
    responses((status = 200, description = "Noted", body = SavedSearch)),
)]
#[post("/saved-searches/{id}/seen")]
pub(crate) async fn see_saved_search(
    app: web::Data<App>,
    access: Access<ListsRead>,
    id: web::Path<SavedSearchId>,
) -> Answer<web::Json<SavedSearch>> {
    let (id, scope, now) = (id.into_inner(), access.scope, app.sources.now());
    let mut search = app.db.read_as(&scope, move |c| seen(c, &scope, id, Which::Kept)).await?;
    let seen_now = match app.looks.take(&scope, &search, now) {
        Some(shown) => Some(shown),
        None => results(&app, &access, &search).await?,
    };
    search.changes = seen_now.as_ref().and_then(|seen| seen.changes(&seen.look));
    // Looking at one's own list is no act that a log has to prove.
    app.db
        .write_for(scope.organization(), move |c| {
            seen(c, &scope, id, Which::Kept)?;
            db::saved_search::see(c, &scope, id, seen_now.as_ref(), now)?;
            Ok::<_, Refusal>(())
        })
        .await?;
    Ok(web::Json(search))
}
