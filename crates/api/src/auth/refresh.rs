use actix_web::{HttpResponse, ResponseError, post, web};
use db::session::{self, Session};
use db::{Conn, Db};
use domain::access::SignedIn;
use domain::audit::{Action, Actor, Event, Outcome};
use domain::mail::Letter;
use domain::{Code, Timestamp};

use crate::App;
use crate::access::{
    Origin, RefreshCookie, RefreshToken, commit, forget, post, second_factor_required, welcome,
};
use crate::http::{Answer, Refusal};

/// Seconds in which the token before the present one still gets the present one: two tabs, or a
/// lost answer, are no theft.
const GRACE_SECONDS: f64 = 10.0;

/// Renew the access token
///
/// Takes the refresh cookie, which it replaces. A refresh token that was used before ends the
/// session, because somebody holds a copy of it.
#[utoipa::path(
    tag = "auth",
    security(("refresh_cookie" = [])),
    responses((status = 200, description = "Renewed", body = SignedIn)),
)]
#[post("/auth/refresh")]
pub(crate) async fn refresh_session(
    app: web::Data<App>,
    origin: Origin,
    cookie: RefreshCookie,
) -> Answer<HttpResponse> {
    match renew(&app, &origin, cookie.0).await? {
        Some(session) if session.waits => return second_factor_required(&app, &session),
        Some(session) => return welcome(&app, session, HttpResponse::Ok()).await,
        None => {}
    }
    let ended = Refusal::new(Code::SessionEnded, "Sign in again.");
    let mut response = ended.error_response();
    response.add_cookie(&forget(app.https)).map_err(Refusal::internal)?;
    Ok(response)
}

async fn renew(
    app: &web::Data<App>,
    origin: &Origin,
    token: Option<RefreshToken>,
) -> Answer<Option<Session>> {
    let Some(token) = token else { return Ok(None) };
    let now = app.sources.now();
    let id = token.session;
    let Some(found) = app.db.read(move |c| session::find(c, id)).await? else { return Ok(None) };
    if found.revoked || found.expires_at <= now || !token.is_genuine(&app.secrets.keys, &found) {
        return Ok(None);
    }
    if found.waits {
        return Ok((token.generation == found.generation).then_some(found));
    }
    if token.generation == found.generation {
        let db: Db = app.db.clone();
        let renewed = db.write(move |c| advance(c, &found, now)).await?;
        return Ok(renewed.filter(|session| !session.waits));
    }
    let age = now.seconds_since(found.rotated_at);
    if token.generation + 1 == found.generation && age <= GRACE_SECONDS {
        return Ok(Some(found));
    }
    tracing::warn!(session.id = %found.id, user.id = %found.user, "session.refresh_token_reused");
    end(app, origin, found).await?;
    Ok(None)
}

/// Somebody holds a copy of an old token: the session ends, and its owner hears of it.
async fn end(app: &web::Data<App>, origin: &Origin, session: Session) -> Answer<()> {
    let by = origin.by(session.organization, Actor::User(session.user));
    let (state, device, now) = (app.clone(), origin.device().name, app.sources.now());
    commit(app, origin, by, move |c| {
        session::revoke(c, session.id, now)?;
        if let Some((known, email)) = db::account::credentials_of(c, session.user)? {
            let letter = Letter::TokenReused { name: known.name, device: device.clone() };
            post(&state, c, session.user, &email, letter, now)?;
        }
        let event = Event::new(Action::TokenReused).on(session.id).ended(Outcome::Denied);
        Ok(((), event))
    })
    .await
}

/// The session at its next generation; if another request was faster, at the one that made.
fn advance(conn: &mut Conn, session: &Session, now: Timestamp) -> db::Result<Option<Session>> {
    session::rotate(conn, session, now)?;
    let found = session::find(conn, session.id)?;
    Ok(found.filter(|found| !found.revoked && found.generation == session.generation + 1))
}
