use actix_web::{get, web};
use db::crm::push_item::list;
use domain::PushId;
use domain::crm::{FateFilter, PushFate, PushItems};
use serde::Deserialize;
use utoipa::IntoParams;

use super::load::load;
use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::{Answer, Refusal, page_size, read_cursor, write_cursor};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// Only contacts that are this now.
    fate: Option<PushFate>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Contacts in a page, 1 to 1,000; 50 unless given.
    limit: Option<i64>,
}

/// List the contacts of a push
///
/// What the dry run says of each, and what became of it, in the order of the push.
#[utoipa::path(
    tag = "crm",
    params(("id" = PushId, Path), Params),
    responses((status = 200, description = "A page of contacts", body = PushItems)),
)]
#[get("/crm/pushes/{id}/items")]
pub(crate) async fn list_push_items(
    app: web::Data<App>,
    access: Access<CrmPush>,
    id: web::Path<PushId>,
    params: web::Query<Params>,
) -> Answer<web::Json<PushItems>> {
    let Params { fate, cursor, limit } = params.into_inner();
    let limit = page_size(limit)?;
    let after = read_cursor(cursor.as_deref())?.unwrap_or_default();
    let (scope, id) = (access.scope, id.into_inner());
    let mut items = app
        .db
        .read_as(&scope, move |c| {
            load(c, &scope, id)?;
            Ok::<_, Refusal>(list(c, &scope, id, FateFilter { fate }, (after, limit + 1))?)
        })
        .await?;
    let size = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > size;
    items.truncate(size);
    let next_cursor = items.last().filter(|_| more).map(|last| write_cursor(&last.number));
    Ok(web::Json(PushItems { items, next_cursor }))
}
