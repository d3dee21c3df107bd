use actix_web::{post, web};
use domain::access::{SignedIn, SwitchOrganization};
use domain::audit::{Action, Event};

use crate::App;
use crate::access::{Access, Personal, commit, signed_in};
use crate::http::{Answer, Refusal};

/// Switch to another organization
///
/// Moves this session; the access token of before works no more.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    request_body(content = SwitchOrganization, example = json!({"organization": "org_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b"})),
    responses((status = 200, description = "There", body = SignedIn)),
)]
#[post("/me/organization")]
pub(crate) async fn switch_organization(
    app: web::Data<App>,
    access: Access<Personal>,
    body: web::Json<SwitchOrganization>,
) -> Answer<web::Json<SignedIn>> {
    let (user, id, wanted) = (access.scope.user(), access.session()?, body.organization);
    // The event belongs to the organization that is entered, so this is its transaction.
    let by = access.origin().by(wanted, access.scope.actor());
    let session = commit(&app, access.origin(), by, move |c| {
        let scope = db::account::scope_in(c, user, wanted)?.ok_or_else(Refusal::not_found)?;
        if !db::session::enter(c, id, &scope)? {
            return Err(Refusal::not_found());
        }
        let session = db::session::find(c, id)?.ok_or_else(Refusal::not_found)?;
        Ok((session, Event::new(Action::OrganizationEntered).on(wanted)))
    })
    .await?;
    // Without the cookie, which the browser has: whoever has a token only gets no more than a token.
    Ok(web::Json(signed_in(&app, &session).await?))
}
