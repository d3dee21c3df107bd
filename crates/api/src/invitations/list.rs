use actix_web::{get, web};
use domain::access::InvitationList;

use crate::App;
use crate::access::{Access, MembersManage};
use crate::http::Answer;

/// List open invitations
#[utoipa::path(
    tag = "members",
    security(("access_token" = [])),
    responses((status = 200, description = "Those that can still be accepted, newest first", body = InvitationList)),
)]
#[get("/invitations")]
pub(crate) async fn list_invitations(
    app: web::Data<App>,
    access: Access<MembersManage>,
) -> Answer<web::Json<InvitationList>> {
    let (scope, now) = (access.scope, app.sources.now());
    let invitations = app.db.read_as(&scope, move |c| db::invitation::list(c, &scope, now)).await?;
    Ok(web::Json(InvitationList { invitations }))
}
