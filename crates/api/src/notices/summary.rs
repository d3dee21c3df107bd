use actix_web::{get, web};
use domain::notice::NoticeSummary;

use crate::App;
use crate::access::{Access, Membership};
use crate::http::Answer;

/// Count unread notices
#[utoipa::path(
    tag = "notices",
    responses((status = 200, description = "How many the caller has not read", body = NoticeSummary)),
)]
#[get("/notices/summary")]
pub(crate) async fn summarize_notices(
    app: web::Data<App>,
    access: Access<Membership>,
) -> Answer<web::Json<NoticeSummary>> {
    let scope = access.scope;
    let unread = app.db.read_as(&scope, move |c| db::notice::unread(c, &scope)).await?;
    Ok(web::Json(NoticeSummary { unread }))
}
