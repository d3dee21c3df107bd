use actix_web::{HttpResponse, post, web};
use db::link::Purpose;
use domain::access::ResetPassword;
use domain::audit::{Action, Actor, Event};
use domain::id::TypedId;
use domain::mail::Letter;
use domain::{Code, LinkId, partition};

use crate::App;
use crate::access::{Origin, check_new, commit, post};
use crate::http::{Answer, Refusal};

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
    let link = app.secrets.links.read(secrets::Purpose::ResetPassword, &token);
    let link = LinkId::from_uuid(link.ok_or_else(link_gone)?);
    check_new("password", &password, &[])?;
    let hash = app.passwords.hash(password).await?;
    // The log of the installation: whose link it is, is known only when it was used up.
    let (state, now) = (app.clone(), app.sources.now());
    let by = origin.by(partition::directory(), Actor::System);
    commit(&app, &origin, by, move |c| {
        let user = db::link::redeem(c, link, Purpose::ResetPassword, now)?.ok_or_else(link_gone)?;
        let found = db::account::credentials_of(c, user)?;
        let (known, email) = found.ok_or_else(link_gone)?;
        db::account::hand_over(c, user, now)?;
        db::account::set_password(c, user, Some(&hash))?;
        let ended = db::session::end_others(c, user, None, now)?;
        post(&state, c, user, &email, Letter::PasswordChanged { name: known.name }, now)?;
        let event = Event::new(Action::PasswordReset).on(user).with("sessions_ended", ended);
        Ok(((), event))
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The answer to a link that does not work, whatever the reason.
pub(super) fn link_gone() -> Refusal {
    let detail = "It was used already, a newer one took its place, or its time is over. Ask for \
                  a new one.";
    Refusal::new(Code::LinkGone, detail)
}
