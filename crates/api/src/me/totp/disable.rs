use actix_web::{HttpResponse, post, web};
use domain::Code;
use domain::access::SecondFactor;
use domain::audit::{Action, Event};
use domain::mail::SecurityChange;

use crate::App;
use crate::access::{Access, Personal, post_change, use_code, wrong_code};
use crate::http::{Answer, Refusal};

/// Turn the second factor off
///
/// Takes a code of it. Not possible while an organization of the person asks for one.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    request_body(content = SecondFactor, example = json!({"code": "123456"})),
    responses((status = 204, description = "Off")),
)]
#[post("/me/totp/disable")]
pub(in crate::me) async fn disable_totp(
    app: web::Data<App>,
    access: Access<Personal>,
    body: web::Json<SecondFactor>,
) -> Answer<HttpResponse> {
    let (state, code, now) = (app.clone(), body.into_inner().code, app.sources.now());
    let act = access.act(&app, move |c, scope| {
        let memberships = db::member::memberships(c, scope)?;
        let asked =
            memberships.iter().find(|membership| membership.organization.requires_second_factor);
        if let Some(membership) = asked {
            let name = &membership.organization.name;
            let detail = format!("{name} asks its members for a second factor.");
            return Err(Refusal::new(Code::WrongState, detail));
        }
        use_code(&state, c, scope.user(), &code, now)?.ok_or_else(wrong_code)?;
        db::account::disable_factor(c, scope.user())?;
        post_change(&state, c, scope.user(), SecurityChange::SecondFactorOff, now)?;
        Ok(((), Event::new(Action::SecondFactorDisabled).on(scope.user())))
    });
    access.attempt(&app, act).await?;
    Ok(HttpResponse::NoContent().finish())
}
