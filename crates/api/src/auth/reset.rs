use actix_web::{HttpResponse, post, web};
use db::link::Purpose;
use domain::access::ResetPassword;
use domain::audit::{Action, Actor, Event};
use domain::mail::Letter;

use super::link::{self, link_gone};
use crate::App;
use crate::access::{Origin, Patience, check_new, commit, post};
use crate::http::Answer;

/// Set a new password
///
/// Takes the token of the mail, which works once. Every session of the account ends; a second factor
/// stays. The address counts as confirmed; if it was not before, whoever made the account may have
/// been somebody else, so its second factor and its API keys go, too.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body(content = ResetPassword, example = json!({"token": "…", "password": "correct horse battery"})),
    responses((status = 204, description = "Set; sign in with it")),
)]
#[post("/auth/password/reset")]
pub(crate) async fn reset_password(
    app: web::Data<App>,
    origin: Origin,
    body: web::Json<ResetPassword>,
) -> Answer<HttpResponse> {
    let ResetPassword { token, password } = body.into_inner();
    let link = link::read(&app, Purpose::ResetPassword, &token).await?;
    check_new("password", &password, &[])?;
    let hash = app.passwords.hash(password).await?;
    let (state, now) = (app.clone(), app.sources.now());
    let by = origin.by(link.organization, Actor::User(link.user));
    commit(&app, &origin, by, move |c| {
        let user =
            db::link::redeem(c, link.id, Purpose::ResetPassword, now)?.ok_or_else(link_gone)?;
        let found = db::account::credentials_of(c, user)?;
        let (known, email) = found.ok_or_else(link_gone)?;
        db::account::hand_over(c, user, now)?;
        db::account::set_password(c, user, Some(&hash))?;
        let ended = db::session::end_others(c, user, None, now)?;
        post(&state, c, user, &email, Letter::PasswordChanged { name: known.name }, now)?;
        Patience::of(&state, email.as_str(), None).forgive(c)?;
        let event = Event::new(Action::PasswordReset).on(user).with("sessions_ended", ended);
        Ok(((), event))
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
