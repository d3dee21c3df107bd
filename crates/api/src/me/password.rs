use actix_web::{HttpResponse, post, web};
use domain::access::ChangePassword;
use domain::audit::{Action, Event};
use domain::mail::Letter;
use domain::problem::FieldError;

use crate::App;
use crate::access::{Access, Checked, Patience, Personal, check_new, post};
use crate::http::{Answer, Refusal};

/// Change one's password
///
/// Signs all other sessions out, and says so by mail.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    request_body(content = ChangePassword, example = json!({"current_password": "correct horse battery", "new_password": "staple of seven seas"})),
    responses((status = 204, description = "Changed")),
)]
#[post("/me/password")]
pub(crate) async fn change_password(
    app: web::Data<App>,
    access: Access<Personal>,
    body: web::Json<ChangePassword>,
) -> Answer<HttpResponse> {
    let ChangePassword { current_password, new_password } = body.into_inner();
    let (scope, session) = (access.scope, access.session()?);
    let known = app.db.read(move |c| db::account::credentials_of(c, scope.user())).await?;
    let (known, email) = known.ok_or_else(Refusal::not_found)?;
    check_new("new_password", &new_password, &[email.as_str(), &known.name])?;
    access.attempt(&app, check(&app, current_password, known.password_hash)).await?;
    let hash = app.passwords.hash(new_password).await?;
    let (state, now, name) = (app.clone(), app.sources.now(), known.name);
    let patience = Patience::of(&app, email.as_str(), None);
    access
        .act(&app, move |c, scope| {
            db::account::set_password(c, scope.user(), Some(&hash))?;
            let ended = db::session::end_others(c, scope.user(), Some(session), now)?;
            patience.forgive(c)?;
            let letter = Letter::PasswordChanged { name: name.clone() };
            post(&state, c, scope.user(), &email, letter, now)?;
            let event = Event::new(Action::PasswordChanged).on(scope.user());
            Ok(((), event.with("sessions_ended", ended)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn check(app: &App, typed: String, stored: Option<String>) -> Answer<()> {
    if !matches!(app.passwords.check(typed, stored).await?, Checked::Wrong) {
        return Ok(());
    }
    let message = "This is not your password. If you have none yet, ask for one by mail.";
    Err(Refusal::invalid(vec![FieldError::new("current_password", "invalid", message)]))
}
