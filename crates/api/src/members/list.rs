use actix_web::{get, web};
use domain::access::MemberList;

use crate::App;
use crate::access::{Access, Membership};
use crate::http::Answer;

/// List the members
#[utoipa::path(
    tag = "members",
    security(("access_token" = [])),
    responses((status = 200, description = "Members by name, without those removed", body = MemberList)),
)]
#[get("/members")]
pub(crate) async fn list_members(
    app: web::Data<App>,
    access: Access<Membership>,
) -> Answer<web::Json<MemberList>> {
    let scope = access.scope;
    let members = app.db.read_as(&scope, move |c| db::member::list(c, &scope)).await?;
    Ok(web::Json(MemberList { members }))
}
