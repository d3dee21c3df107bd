use actix_web::{get, web};
use db::Which;
use domain::SavedSearchId;
use domain::saved_search::SavedSearch;

use super::guard::seen;
use super::results::results;
use crate::App;
use crate::access::{Access, ListsRead};
use crate::http::{Answer, Refusal};

/// Show a saved search
///
/// With `changes`: how many results are new, gone or changed since the caller looked at it last, which
/// `POST saved-searches/{id}/seen` notes. They are exact up to 5,000 results, and null beyond.
#[utoipa::path(
    tag = "saved searches",
    params(("id" = SavedSearchId, Path)),
    responses((status = 200, description = "The search", body = SavedSearch)),
)]
#[get("/saved-searches/{id}")]
pub(crate) async fn show_saved_search(
    app: web::Data<App>,
    access: Access<ListsRead>,
    id: web::Path<SavedSearchId>,
) -> Answer<web::Json<SavedSearch>> {
    let (id, scope) = (id.into_inner(), access.scope);
    let (mut search, before) = app
        .db
        .read_as(&scope, move |c| {
            let search = seen(c, &scope, id, Which::Kept)?;
            Ok::<_, Refusal>((search, db::saved_search::seen(c, &scope, id)?))
        })
        .await?;
    if let Some(before) = before
        && let Some(now) = results(&app, &access, &search).await?
    {
        search.changes = before.changes(&now.look);
        app.looks.keep(&scope, &search, now);
    }
    Ok(web::Json(search))
}
