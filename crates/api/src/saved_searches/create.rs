use actix_web::{HttpResponse, post, web};
use db::Which;
use domain::audit::{Action, Event};
use domain::saved_search::{NewSavedSearch, SAVED_SEARCHES_MAX, SavedSearch, Visibility};
use domain::{Code, SavedSearchId};

use super::query::canonical;
use super::results::begin_to_follow;
use crate::App;
use crate::access::{Access, ListsWrite};
use crate::http::{Answer, Refusal};

/// Save a search
///
/// Keeps the parameters of a search under a name, for the caller alone or for everybody. `is_default`,
/// `is_pinned` and `notify` are the caller's own; a new default takes the place of the one before.
#[utoipa::path(
    tag = "saved searches",
    request_body(content = NewSavedSearch, example = json!({"name": "VPs in Germany", "query": "q=vp+germany&has=email", "visibility": "shared", "is_pinned": true})),
    responses((status = 201, description = "Saved", body = SavedSearch)),
)]
#[post("/saved-searches")]
pub(crate) async fn create_saved_search(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    body: web::Json<NewSavedSearch>,
) -> Answer<HttpResponse> {
    let mut new = body.into_inner().parse().map_err(Refusal::invalid)?;
    new.query = canonical(&new.query)?;
    let (id, now): (SavedSearchId, _) = (app.sources.id(), app.sources.now());
    let saved = access
        .act(&app, move |c, scope| {
            if db::saved_search::count(c, scope)? >= SAVED_SEARCHES_MAX {
                let detail = format!("You keep {SAVED_SEARCHES_MAX} searches. Delete one first.");
                return Err(Refusal::new(Code::WrongState, detail));
            }
            db::saved_search::create(c, scope, id, &new, now)?;
            let saved = db::saved_search::find(c, scope, id, Which::Kept)?;
            let saved = saved.ok_or_else(Refusal::not_found)?;
            let event = Event::new(Action::SavedSearchMade).on(id);
            Ok((saved, event.with("shared", new.visibility == Visibility::Shared)))
        })
        .await?;
    begin_to_follow(&app, &access, &saved).await?;
    Ok(HttpResponse::Created().json(saved))
}
