use actix_web::{HttpResponse, post, web};
use db::system::NewAccount;
use domain::access::{ParsedSignUp, SignUp, SignedIn};
use domain::problem::FieldError;

use crate::App;
use crate::access::{open_session, signed_in};
use crate::http::{Answer, Refusal};

/// Sign up
///
/// Makes a user, an organization and its Organization Admin, and signs them in. The refresh
/// token comes in an `HttpOnly` cookie.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body(content = SignUp, example = json!({"email": "ada@example.com", "password": "correct horse battery", "name": "Ada Lovelace", "organization": "Analytical Engines"})),
    responses((status = 201, description = "Signed up and in", body = SignedIn)),
)]
#[post("/auth/signup")]
pub(crate) async fn sign_up(app: web::Data<App>, body: web::Json<SignUp>) -> Answer<HttpResponse> {
    let wanted = body.into_inner().parse().map_err(Refusal::invalid)?;
    refuse_common(&wanted)?;
    let password_hash = app.passwords.hash(wanted.password).await?;
    let account = NewAccount {
        user: app.sources.id(),
        organization: app.sources.id(),
        email: wanted.email,
        name: wanted.name,
        password_hash,
        organization_name: wanted.organization,
    };
    let now = app.sources.now();
    let state = app.clone();
    let session = app
        .db
        .write(move |c| {
            let scope = db::system::create_account(c, &account, now)?;
            open_session(&state, c, &scope, now)
        })
        .await?;
    let (answer, cookie) = signed_in(&app, session).await?;
    Ok(HttpResponse::Created().cookie(cookie).json(answer))
}

/// Refuses what is guessed first: zxcvbn's scores 0 and 1 are "too guessable" and "very
/// guessable", fewer than a million tries.
fn refuse_common(wanted: &ParsedSignUp) -> Answer<()> {
    let hints = [wanted.email.as_str(), &wanted.name, &wanted.organization];
    let entropy = zxcvbn::zxcvbn(&wanted.password, &hints);
    if entropy.score() >= zxcvbn::Score::Two {
        return Ok(());
    }
    let warning = entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    let warning = warning.map(|warning| format!("{warning} ")).unwrap_or_default();
    let message = format!("{warning}This would be guessed soon; a few uncommon words are good.");
    Err(Refusal::invalid(vec![FieldError::new("password", "too_weak", message)]))
}
