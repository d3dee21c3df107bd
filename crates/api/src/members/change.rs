use actix_web::{patch, web};
use domain::UserId;
use domain::access::{Member, MemberChange, MemberStatus};
use domain::audit::{Action, Event};

use super::guard::keep_an_admin;
use crate::App;
use crate::access::{Access, MembersManage};
use crate::http::{Answer, Refusal};

/// Change a member's role, or suspend or reactivate them
///
/// Acts at the member's next request. The last Organization Admin stays one.
#[utoipa::path(
    tag = "members",
    security(("access_token" = [])),
    params(("id" = UserId, Path)),
    request_body(content = MemberChange, example = json!({"role": "manager"})),
    responses((status = 200, description = "The member", body = Member)),
)]
#[patch("/members/{id}")]
pub(crate) async fn change_member(
    app: web::Data<App>,
    access: Access<MembersManage>,
    id: web::Path<UserId>,
    body: web::Json<MemberChange>,
) -> Answer<web::Json<Member>> {
    let (id, change, now) = (id.into_inner(), body.into_inner(), app.sources.now());
    let member = access
        .act(&app, move |c, scope| {
            let before = db::member::find(c, scope, id)?.ok_or_else(Refusal::not_found)?;
            let role = change.role.unwrap_or(before.role);
            let status = change.status.map_or(before.status, MemberStatus::from);
            keep_an_admin(c, scope, &before, (role, status))?;
            db::member::update(c, scope, id, role, status, now)?;
            let event = Event::new(Action::MemberChanged)
                .on(id)
                .with("role_before", before.role.as_str())
                .with("role", role.as_str())
                .with("status_before", before.status.as_str())
                .with("status", status.as_str());
            let after = db::member::find(c, scope, id)?.ok_or_else(Refusal::not_found)?;
            Ok((after, event))
        })
        .await?;
    Ok(web::Json(member))
}
