use actix_web::{get, web};
use domain::list::Lists;

use crate::App;
use crate::access::{Access, ListsRead};
use crate::http::Answer;

/// List lists
///
/// All of the organization, by name.
#[utoipa::path(
    tag = "lists",
    responses((status = 200, description = "All of them", body = Lists)),
)]
#[get("/lists")]
pub(crate) async fn list_lists(
    app: web::Data<App>,
    access: Access<ListsRead>,
) -> Answer<web::Json<Lists>> {
    let scope = access.scope;
    let lists = app.db.read_as(&scope, move |c| db::list::list(c, &scope)).await?;
    Ok(web::Json(Lists { lists }))
}
