use actix_web::{HttpResponse, post, web};
use db::Which;
use domain::audit::{Action, Event};
use domain::list::{LISTS_MAX, List, NewList};
use domain::{Code, ListId};

use super::load;
use super::query::check;
use crate::App;
use crate::access::{Access, ListsWrite};
use crate::http::{Answer, Refusal};
use crate::saved_searches::canonical;

/// Make a list
///
/// With a `query` it is live: its contacts are those that this search finds at any moment. Without one,
/// people put contacts into it.
#[utoipa::path(
    tag = "lists",
    request_body(content = NewList, example = json!({"name": "Fair in Bern"})),
    responses((status = 201, description = "Made", body = List)),
)]
#[post("/lists")]
pub(crate) async fn create_list(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    body: web::Json<NewList>,
) -> Answer<HttpResponse> {
    let mut new = body.into_inner().parse().map_err(Refusal::invalid)?;
    new.query = new.query.as_deref().map(canonical).transpose()?;
    let (id, now): (ListId, _) = (app.sources.id(), app.sources.now());
    let list = access
        .act(&app, move |c, scope| {
            if db::list::count(c, scope)? >= LISTS_MAX {
                let detail = format!("The organization keeps {LISTS_MAX} lists. Delete one first.");
                return Err(Refusal::new(Code::WrongState, detail));
            }
            if let Some(query) = &new.query {
                check(c, scope, None, query, now)?;
            }
            db::list::create(c, scope, id, &new, now)?;
            let event = Event::new(Action::ListMade).on(id).with("live", new.query.is_some());
            Ok((load(c, scope, id, Which::Kept)?, event))
        })
        .await?;
    Ok(HttpResponse::Created().json(list))
}
