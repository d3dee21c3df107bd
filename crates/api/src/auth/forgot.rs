use actix_web::{HttpResponse, post, web};
use domain::access::EmailAddress;
use domain::audit::{Action, Actor, Event};
use domain::partition;
use domain::problem::FieldError;
use domain::value::Email;

use crate::App;
use crate::access::{Origin, commit, post_reset};
use crate::http::{Answer, Refusal};

/// Ask for a new password
///
/// Mails a link to set one, if the address has an account. The answer is the same either way.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body(content = EmailAddress, example = json!({"email": "ada@example.com"})),
    responses((status = 202, description = "Look into your mail")),
)]
#[post("/auth/password/forgot")]
pub(crate) async fn ask_for_password_reset(
    app: web::Data<App>,
    origin: Origin,
    body: web::Json<EmailAddress>,
) -> Answer<HttpResponse> {
    let email = Email::parse(&body.email)
        .map_err(|message| Refusal::invalid(vec![FieldError::new("email", "invalid", message)]))?;
    let wanted = email.clone();
    let found = app
        .db
        .read(move |c| {
            let Some(known) = db::account::credentials(c, &wanted)? else { return Ok(None) };
            let home = db::account::home(c, known.user)?;
            Ok::<_, db::Error>(Some((known, home)))
        })
        .await?;
    let organization = match &found {
        Some((_, Some(home))) => home.organization(),
        _ => partition::directory(),
    };
    let actor = found.as_ref().map_or(Actor::System, |(known, _)| Actor::User(known.user));
    let (state, now) = (app.clone(), app.sources.now());
    commit(&app, &origin, origin.by(organization, actor), move |c| {
        let event = Event::new(Action::PasswordResetAsked);
        if let Some((known, _)) = &found {
            post_reset(&state, c, (known.user, &known.name), &email, now)?;
        }
        Ok(((), event))
    })
    .await?;
    Ok(HttpResponse::Accepted().finish())
}
