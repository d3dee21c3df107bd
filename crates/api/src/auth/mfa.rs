use actix_web::{HttpResponse, post, web};
use db::session::{self, Session};
use domain::access::{SecondFactor, SignedIn};
use domain::audit::{Action, Actor, Event, Outcome};
use domain::mail::SecurityChange;
use domain::{Code, Timestamp};

use crate::App;
use crate::access::{
    Origin, Patience, Proof, RefreshCookie, RefreshToken, SESSION_SECONDS, commit, post_change,
    use_code, welcome, wrong_code,
};
use crate::http::{Answer, Refusal};

/// Enter the code of the second factor
///
/// Takes the cookie that came with `second_factor_required`, and a code of the authenticator app or
/// a recovery code. Each code works once.
#[utoipa::path(
    tag = "auth",
    security(("refresh_cookie" = [])),
    request_body(content = SecondFactor, example = json!({"code": "123456"})),
    responses((status = 200, description = "Signed in", body = SignedIn)),
)]
#[post("/auth/mfa/verify")]
pub(crate) async fn verify_second_factor(
    app: web::Data<App>,
    origin: Origin,
    cookie: RefreshCookie,
    body: web::Json<SecondFactor>,
) -> Answer<HttpResponse> {
    let now = app.sources.now();
    let Some(session) = waiting(&app, cookie.0, now).await? else {
        return Err(Refusal::new(Code::SessionEnded, "Begin again with your password."));
    };
    let user = session.user;
    let email = app.db.read(move |c| db::account::credentials_of(c, user)).await?;
    let email = email.map(|(_, email)| String::from(email)).unwrap_or_default();
    let patience = Patience::of(&app, &email, origin.address.as_deref());
    patience.begin(&app).await?;
    let by = origin.by(session.organization, Actor::User(user));
    let (state, code) = (app.clone(), body.into_inner().code);
    let proven = commit(&app, &origin, by, move |c| {
        let until = now.plus_seconds(SESSION_SECONDS);
        let event = Event::new(Action::SignedIn).on(session.id).with("step", "second_factor");
        match use_code(&state, c, user, &code, now)? {
            Some(proof) if session::complete(c, session.id, until)? => {
                patience.forgive(c)?;
                let event = match proof {
                    Proof::App => event.with("factor", "app"),
                    Proof::Recovery { left } => {
                        post_change(&state, c, user, SecurityChange::RecoveryCodeUsed, now)?;
                        event.with("factor", "recovery_code").with("codes_left", left)
                    }
                };
                Ok((session::find(c, session.id)?, event))
            }
            _ => {
                let event = Event::new(Action::SignInFailed).ended(Outcome::Failed);
                Ok((None, event.with("reason", "wrong_code")))
            }
        }
    })
    .await?;
    let session = proven.ok_or_else(wrong_code)?;
    welcome(&app, session, HttpResponse::Ok()).await
}

/// The session of a cookie, if it waits for its code.
async fn waiting(
    app: &App,
    token: Option<RefreshToken>,
    now: Timestamp,
) -> Answer<Option<Session>> {
    let Some(token) = token else { return Ok(None) };
    let id = token.session;
    let found = app.db.read(move |c| session::find(c, id)).await?;
    Ok(found.filter(|session| {
        session.waits
            && !session.revoked
            && session.expires_at > now
            && token.generation == session.generation
            && token.is_genuine(&app.secrets.keys, session)
    }))
}
