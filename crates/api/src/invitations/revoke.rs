use actix_web::{HttpResponse, delete, web};
use domain::InvitationId;
use domain::audit::{Action, Event};

use crate::App;
use crate::access::{Access, MembersManage};
use crate::http::{Answer, Refusal};

/// Take an invitation back
#[utoipa::path(
    tag = "members",
    security(("access_token" = [])),
    params(("id" = InvitationId, Path)),
    responses((status = 204, description = "Its link works no more")),
)]
#[delete("/invitations/{id}")]
pub(crate) async fn revoke_invitation(
    app: web::Data<App>,
    access: Access<MembersManage>,
    id: web::Path<InvitationId>,
) -> Answer<HttpResponse> {
    let (id, now) = (id.into_inner(), app.sources.now());
    access
        .act(&app, move |c, scope| {
            if !db::invitation::revoke(c, scope, id, now)? {
                return Err(Refusal::not_found());
            }
            Ok(((), Event::new(Action::InvitationRevoked).on(id)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
