use actix_web::{HttpResponse, post, web};
use db::link::Purpose;
use domain::access::LinkToken;
use domain::audit::{Action, Actor, Event};

use super::link::{self, link_gone};
use crate::App;
use crate::access::{Origin, commit};
use crate::http::Answer;

/// Confirm an e-mail address
///
/// Takes the token of the mail, which works once.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body(content = LinkToken, example = json!({"token": "…"})),
    responses((status = 204, description = "Confirmed")),
)]
#[post("/auth/email/verify")]
pub(crate) async fn verify_email(
    app: web::Data<App>,
    origin: Origin,
    body: web::Json<LinkToken>,
) -> Answer<HttpResponse> {
    let link = link::read(&app, Purpose::VerifyEmail, &body.token).await?;
    let now = app.sources.now();
    let by = origin.by(link.organization, Actor::User(link.user));
    commit(&app, &origin, by, move |c| {
        let user =
            db::link::redeem(c, link.id, Purpose::VerifyEmail, now)?.ok_or_else(link_gone)?;
        db::account::verify_email(c, user, now)?;
        Ok(((), Event::new(Action::EmailVerified).on(user)))
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
