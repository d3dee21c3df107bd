use actix_web::{get, web};
use domain::saved_search::SavedSearches;

use crate::App;
use crate::access::{Access, ListsRead};
use crate::http::Answer;

/// List saved searches
///
/// Those of the caller, and those that others share, by name. What changed in one is told where it is
/// shown alone.
#[utoipa::path(
    tag = "saved searches",
    responses((status = 200, description = "All of them", body = SavedSearches)),
)]
#[get("/saved-searches")]
pub(crate) async fn list_saved_searches(
    app: web::Data<App>,
    access: Access<ListsRead>,
) -> Answer<web::Json<SavedSearches>> {
    let scope = access.scope;
    let saved_searches = app.db.read_as(&scope, move |c| db::saved_search::list(c, &scope)).await?;
    Ok(web::Json(SavedSearches { saved_searches }))
}
