use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use connect::oidc::{Identity, OidcError, Pending};
use db::session::Session;
use domain::audit::{Action, Actor, Event, Outcome};
use domain::partition;
use serde::Deserialize;

use super::person::{Found, find_or_make};
use crate::App;
use crate::access::{Origin, commit, open_session, refresh_cookie};
use crate::http::{Answer, SIGN_IN};

#[derive(Deserialize)]
struct Query {
    code: Option<String>,
    state: Option<String>,
}

/// Come back from an identity provider
///
/// For a browser: opens a session and leads to the page that was asked for, or to the sign-in page
/// with an error.
#[utoipa::path(
    tag = "auth",
    security(()),
    params(
        ("provider" = String, Path, description = "An id of GET auth/options"),
        ("code" = Option<String>, Query, description = "From the provider"),
        ("state" = Option<String>, Query, description = "From the provider"),
    ),
    responses((status = 303, description = "To the page")),
)]
#[get("/auth/oidc/{provider}/callback")]
pub(crate) async fn finish_oidc(
    app: web::Data<App>,
    origin: Origin,
    request: HttpRequest,
    provider: web::Path<String>,
    query: web::Query<Query>,
) -> Answer<HttpResponse> {
    let provider = provider.into_inner();
    let pending: Option<Pending> = SIGN_IN.read(&app, &request, &provider);
    let Query { code, state } = query.into_inner();
    let (Some(pending), Some(code), Some(state)) = (pending, code, state) else {
        return Ok(to_sign_in(&app, "oidc_failed"));
    };
    let now = app.sources.now();
    let identity = match app.providers.finish(&provider, &pending, &code, &state, now).await {
        Ok(identity) => identity,
        Err(OidcError::EmailNotVerified) => {
            note(&app, &origin, &provider, "email_not_verified").await?;
            return Ok(to_sign_in(&app, "oidc_email_not_verified"));
        }
        Err(error) => {
            tracing::warn!(error = %error, "oidc.sign_in_failed");
            note(&app, &origin, &provider, "oidc_failed").await?;
            return Ok(to_sign_in(&app, "oidc_failed"));
        }
    };
    let Some(session) = open(&app, &origin, identity, &provider).await? else {
        note(&app, &origin, &provider, "no_organization").await?;
        return Ok(to_sign_in(&app, "no_organization"));
    };
    // A second factor of ours is asked for by the page, when it renews this session.
    let next = if session.waits { "/login".to_owned() } else { pending.next };
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, next))
        .cookie(SIGN_IN.forget(&app))
        .cookie(refresh_cookie(&app, &session))
        .finish())
}

async fn open(
    app: &web::Data<App>,
    origin: &Origin,
    identity: Identity,
    provider: &str,
) -> Answer<Option<Session>> {
    let Some(found) = find_or_make(app, origin, identity).await? else { return Ok(None) };
    let Found { scope, waits } = found;
    let by = origin.by(scope.organization(), Actor::User(scope.user()));
    let (state, from, now) = (app.clone(), origin.clone(), app.sources.now());
    let provider = provider.to_owned();
    let session = commit(app, origin, by, move |c| {
        let session = open_session(&state, c, &scope, &from, waits, now)?;
        let event = Event::new(Action::SignedIn).on(session.id).with("method", "oidc");
        Ok((session, event.with("provider", provider.clone())))
    })
    .await?;
    Ok(Some(session))
}

/// Notes a sign-in that failed, in the log of the installation: whose it was is not proved.
async fn note(app: &web::Data<App>, origin: &Origin, provider: &str, reason: &str) -> Answer<()> {
    let by = origin.by(partition::directory(), Actor::System);
    let event = Event::new(Action::SignInFailed).ended(Outcome::Failed);
    let event = event.with("method", "oidc").with("provider", provider).with("reason", reason);
    commit(app, origin, by, move |_| Ok(((), event.clone()))).await
}

fn to_sign_in(app: &App, error: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, format!("/login?error={error}")))
        .cookie(SIGN_IN.forget(app))
        .finish()
}
