use actix_web::cookie::Cookie;
use db::session::Session;
use db::{Conn, Scope};
use domain::Timestamp;
use domain::access::{Me, OrganizationSummary, SignedIn};

use super::cookie::remember;
use super::refresh::RefreshToken;
use super::token::{ACCESS_SECONDS, Bearer};
use crate::App;
use crate::http::{Answer, Refusal};

/// Seconds until a session ends even if it is used: 30 days.
pub(crate) const SESSION_SECONDS: i64 = 30 * 24 * 3_600;

/// Opens a session in a transaction that has proved who asks.
pub(crate) fn open_session(
    app: &App,
    conn: &mut Conn,
    scope: &Scope,
    now: Timestamp,
) -> db::Result<Session> {
    let expires_at = now.plus_seconds(SESSION_SECONDS);
    db::session::create(conn, app.sources.id(), scope, app.sources.bytes(), now, expires_at)
}

/// The answer and the cookie for a session that was just opened or renewed.
pub(crate) async fn signed_in(app: &App, session: Session) -> Answer<(SignedIn, Cookie<'static>)> {
    let now = app.sources.now();
    let principal = app
        .db
        .read(move |c| {
            db::session::authenticate(c, session.id, session.user, session.organization, now)
        })
        .await?
        .ok_or_else(|| Refusal::internal("a session that was just opened is not good"))?;
    let bearer =
        Bearer { user: session.user, session: session.id, organization: session.organization };
    let access_token = app
        .keys
        .sign(bearer, u128::from_be_bytes(app.sources.bytes()), now)
        .ok_or_else(|| Refusal::internal("an access token could not be signed"))?;
    let answer = SignedIn {
        access_token,
        token_type: "Bearer".to_owned(),
        expires_in: ACCESS_SECONDS,
        me: me(app, principal).await?,
    };
    Ok((answer, remember(&RefreshToken::current(&app.keys, &session), app.https)))
}

/// What a signed-in person sees of themselves.
pub(crate) async fn me(app: &App, principal: db::session::Principal) -> Answer<Me> {
    let scope = principal.scope;
    let (user, memberships) = app.db.read(move |c| db::member::me(c, &scope)).await?;
    let organization = memberships
        .iter()
        .map(|membership| &membership.organization)
        .find(|organization| organization.id == scope.organization())
        .map(|OrganizationSummary { id, name }| OrganizationSummary { id: *id, name: name.clone() })
        .ok_or_else(|| Refusal::internal("a principal without an organization"))?;
    Ok(Me {
        user,
        organization,
        role: principal.role,
        permissions: principal.role.permissions(),
        memberships,
    })
}
