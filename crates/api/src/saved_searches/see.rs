use actix_web::{post, web};
use db::saved_search::Which;
use domain::SavedSearchId;
use domain::saved_search::SavedSearch;

use super::guard::seen;
use super::results::results;
use crate::App;
use crate::access::{Access, ListsRead};
use crate::http::{Answer, Refusal};

/// Note that a saved search was seen
///
/// From here on `changes` counts what becomes of its results, for the caller alone.
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
    let results = results(&app, &access, &search).await?;
    search.changes = results.as_ref().map(|results| results.changes(results, now));
    // Looking at one's own list is no act that a log has to prove.
    app.db
        .write_for(scope.organization(), move |c| {
            seen(c, &scope, id, Which::Kept)?;
            db::saved_search::see(c, &scope, id, results.as_ref(), now)?;
            Ok::<_, Refusal>(())
        })
        .await?;
    Ok(web::Json(search))
}
