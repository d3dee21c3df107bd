use actix_web::{HttpResponse, delete, web};
use domain::UserId;
use domain::access::MemberStatus;
use domain::audit::{Action, Event};

use super::guard::keep_an_admin;
use crate::App;
use crate::access::{Access, MembersManage};
use crate::http::{Answer, Refusal};

/// Remove a member
///
/// Their sessions here end, and keys that they made work no more. Who was removed comes back by a new
/// invitation.
#[utoipa::path(
    tag = "members",
    security(("access_token" = [])),
    params(("id" = UserId, Path)),
    responses((status = 204, description = "Removed")),
)]
#[delete("/members/{id}")]
pub(crate) async fn remove_member(
    app: web::Data<App>,
    access: Access<MembersManage>,
    id: web::Path<UserId>,
) -> Answer<HttpResponse> {
    let (id, now) = (id.into_inner(), app.sources.now());
    access
        .act(&app, move |c, scope| {
            let before = db::member::find(c, scope, id)?.ok_or_else(Refusal::not_found)?;
            let after = (before.role, MemberStatus::Removed);
            keep_an_admin(c, scope, &before, after)?;
            db::member::update(c, scope, id, before.role, MemberStatus::Removed, now)?;
            let event = Event::new(Action::MemberRemoved).on(id);
            Ok(((), event.with("role_before", before.role.as_str())))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
