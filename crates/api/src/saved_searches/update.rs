use actix_web::{patch, web};
use db::saved_search::Which;
use domain::audit::{Action, Event};
use domain::saved_search::{NewSavedSearch, SavedSearch, SavedSearchPatch};
use domain::{SavedSearchId, Timestamp};

use super::guard::{owned, seen};
use super::query::canonical;
use crate::App;
use crate::access::{Access, ListsWrite};
use crate::http::{Answer, Refusal};

/// Change a saved search
///
/// What is absent stays. `is_default` and `is_pinned` are the caller's own, of shared searches too; the
/// rest is changed by the owner, and by Organization Admins where it is shared.
#[utoipa::path(
    tag = "saved searches",
    params(("id" = SavedSearchId, Path)),
    request_body(content = SavedSearchPatch, example = json!({"name": "VPs in Austria", "query": "q=vp+austria"})),
    responses((status = 200, description = "Changed", body = SavedSearch)),
)]
#[patch("/saved-searches/{id}")]
pub(crate) async fn update_saved_search(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    id: web::Path<SavedSearchId>,
    body: web::Json<SavedSearchPatch>,
) -> Answer<web::Json<SavedSearch>> {
    let (id, mut patch, now) = (id.into_inner(), body.into_inner(), app.sources.now());
    patch.query = patch.query.as_deref().map(canonical).transpose()?;
    let standing = access.principal.standing.clone();
    let saved = access
        .act(&app, move |c, scope| {
            let is_own = patch.is_own();
            let current = if is_own {
                seen(c, scope, id, Which::Kept)?
            } else {
                owned(c, scope, (id, Which::Kept), &standing)?
            };
            let new = patch.clone().apply(&current).parse().map_err(Refusal::invalid)?;
            if !is_own {
                db::saved_search::update(c, scope, id, &new, now)?;
            }
            if (new.is_default, new.is_pinned) != (current.is_default, current.is_pinned) {
                db::saved_search::place(c, scope, id, (new.is_default, new.is_pinned))?;
            }
            // Whoever takes a search of somebody else out of sight does not see it any more.
            let saved = db::saved_search::find(c, scope, id, Which::Kept)?;
            let saved = saved.unwrap_or_else(|| told(current, new, now));
            Ok((saved, Event::new(Action::SavedSearchChanged).on(id)))
        })
        .await?;
    Ok(web::Json(saved))
}

fn told(current: SavedSearch, new: NewSavedSearch, now: Timestamp) -> SavedSearch {
    SavedSearch {
        name: new.name,
        query: new.query,
        visibility: new.visibility,
        is_default: new.is_default,
        is_pinned: new.is_pinned,
        columns: new.columns,
        density: new.density,
        updated_at: now,
        ..current
    }
}
