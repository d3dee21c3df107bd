use actix_web::{patch, web};
use db::Which;
use domain::audit::{Action, Event};
use domain::list::{List, ListPatch, NewList};
use domain::{Code, ListId};

use super::load;
use super::query::check;
use crate::App;
use crate::access::{Access, ListsWrite};
use crate::http::{Answer, Refusal};
use crate::saved_searches::canonical;

/// Change a list
///
/// What is absent stays. A list that people fill has no search, and none that is live is filled.
#[utoipa::path(
    tag = "lists",
    params(("id" = ListId, Path)),
    request_body(content = ListPatch, example = json!({"name": "Fair in Basel"})),
    responses((status = 200, description = "Changed", body = List)),
)]
#[patch("/lists/{id}")]
pub(crate) async fn update_list(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    id: web::Path<ListId>,
    body: web::Json<ListPatch>,
) -> Answer<web::Json<List>> {
    let (id, mut patch, now) = (id.into_inner(), body.into_inner(), app.sources.now());
    patch.query = patch.query.as_deref().map(canonical).transpose()?;
    let list = access
        .act(&app, move |c, scope| {
            let current = load(c, scope, id, Which::Kept)?;
            if let Some(query) = &patch.query {
                if current.query.is_none() {
                    let detail = "People fill this list. Make another one for a search.";
                    return Err(Refusal::new(Code::WrongState, detail));
                }
                check(c, scope, Some(id), query, now)?;
            }
            let ListPatch { name, query } = patch.clone();
            let (name, query) = (name.unwrap_or(current.name), query.or(current.query));
            let new = NewList { name, query }.parse().map_err(Refusal::invalid)?;
            db::list::update(c, scope, id, &new, now)?;
            let list = load(c, scope, id, Which::Kept)?;
            Ok((list, Event::new(Action::ListChanged).on(id)))
        })
        .await?;
    Ok(web::Json(list))
}
