use actix_web::{patch, web};
use db::Which;
use db::saved_search::Own;
use domain::access::{Need, Permission, decide};
use domain::audit::{Action, Event};
use domain::saved_search::{NewSavedSearch, SavedSearch, SavedSearchPatch};
use domain::{SavedSearchId, Timestamp};

use super::guard::{owned, seen};
use super::query::canonical;
use super::results::begin_to_follow;
use crate::App;
use crate::access::{Access, ListsRead, refuse};
use crate::http::{Answer, Refusal};

/// Change a saved search
///
/// What is absent stays. `is_default`, `is_pinned` and `notify` are the caller's own, of shared searches
/// too; the rest is changed by the owner, and by Organization Admins where it is shared. `notify` alone
/// takes no more than to read the search.
#[utoipa::path(
    tag = "saved searches",
    params(("id" = SavedSearchId, Path)),
    request_body(content = SavedSearchPatch, example = json!({"name": "VPs in Austria", "query": "q=vp+austria"})),
    responses((status = 200, description = "Changed", body = SavedSearch)),
)]
#[patch("/saved-searches/{id}")]
pub(crate) async fn update_saved_search(
    app: web::Data<App>,
    access: Access<ListsRead>,
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
            // Everybody may stop what they are told; all else is for those who may change lists.
            let writes = Need::Permission(Permission::ListsWrite);
            if !patch.is_notify()
                && let Err(denial) = decide(&standing, writes)
            {
                return Err(refuse(denial));
            }
            let new = patch.clone().apply(&current).parse().map_err(Refusal::invalid)?;
            if !is_own {
                db::saved_search::update(c, scope, id, &new, now)?;
            }
            let own =
                Own { is_default: new.is_default, is_pinned: new.is_pinned, notify: new.notify };
            let notify = current.notify;
            if own != (Own { is_default: current.is_default, is_pinned: current.is_pinned, notify })
            {
                db::saved_search::place(c, scope, id, own, now)?;
            }
            // Whoever takes a search of somebody else out of sight does not see it any more.
            let saved = db::saved_search::find(c, scope, id, Which::Kept)?;
            let saved = saved.unwrap_or_else(|| told(current, new, now));
            Ok((saved, Event::new(Action::SavedSearchChanged).on(id)))
        })
        .await?;
    begin_to_follow(&app, &access, &saved).await?;
    Ok(web::Json(saved))
}

fn told(current: SavedSearch, new: NewSavedSearch, now: Timestamp) -> SavedSearch {
    SavedSearch {
        name: new.name,
        query: new.query,
        visibility: new.visibility,
        is_default: new.is_default,
        is_pinned: new.is_pinned,
        notify: new.notify,
        columns: new.columns,
        density: new.density,
        updated_at: now,
        ..current
    }
}
