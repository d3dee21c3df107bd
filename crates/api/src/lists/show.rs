use actix_web::{get, web};
use db::Which;
use domain::ListId;
use domain::list::List;

use super::load;
use crate::App;
use crate::access::{Access, ListsRead};
use crate::http::Answer;

/// Show a list
///
/// Its contacts are found by `GET contacts/search?list={id}`.
#[utoipa::path(
    tag = "lists",
    params(("id" = ListId, Path)),
    responses((status = 200, description = "The list", body = List)),
)]
#[get("/lists/{id}")]
pub(crate) async fn show_list(
    app: web::Data<App>,
    access: Access<ListsRead>,
    id: web::Path<ListId>,
) -> Answer<web::Json<List>> {
    let (id, scope) = (id.into_inner(), access.scope);
    let list = app.db.read_as(&scope, move |c| load(c, &scope, id, Which::Kept)).await?;
    Ok(web::Json(list))
}
