use actix_web::HttpResponse;
use actix_web::{ResponseError, web};
use db::session::{NewSession, Session};
use db::{Conn, Scope};
use domain::access::{Me, SignedIn};
use domain::{Code, Timestamp};

use super::cookie::refresh_cookie;
use super::origin::Origin;
use super::token::{ACCESS_SECONDS, Bearer};
use crate::App;
use crate::http::{Answer, Refusal};

/// Seconds until a session ends even if it is used: 30 days.
pub(crate) const SESSION_SECONDS: i64 = 30 * 24 * 3_600;
/// Seconds that a session waits for the code of its second factor.
const WAIT_SECONDS: i64 = 600;

/// Opens a session in a transaction that has proved who asks; `waits` for a second factor.
pub(crate) fn open_session(
    app: &App,
    conn: &mut Conn,
    scope: &Scope,
    origin: &Origin,
    waits: bool,
    now: Timestamp,
) -> db::Result<Session> {
    let seconds = if waits { WAIT_SECONDS } else { SESSION_SECONDS };
    let new = NewSession {
        id: app.sources.id(),
        seed: app.sources.bytes(),
        expires_at: now.plus_seconds(seconds),
        device: origin.device(),
        waits,
    };
    db::session::create(conn, scope, &new, now)
}

/// The answer while the code of the second factor is still to come.
pub(crate) fn second_factor_required(app: &App, session: &Session) -> Answer<HttpResponse> {
    let detail = "Send it to auth/mfa/verify within ten minutes, with the cookie that comes along.";
    let mut response = Refusal::new(Code::SecondFactorRequired, detail).error_response();
    response.add_cookie(&refresh_cookie(app, session)).map_err(Refusal::internal)?;
    Ok(response)
}

/// The answer for a session that was just opened, renewed or moved.
pub(crate) async fn signed_in(app: &App, session: &Session) -> Answer<SignedIn> {
    let (id, user, organization) = (session.id, session.user, session.organization);
    let now = app.sources.now();
    let principal = app
        .db
        .read(move |c| db::session::authenticate(c, id, user, organization, now))
        .await?
        .ok_or_else(|| Refusal::internal("a session that was just opened is not good"))?;
    let bearer = Bearer { user, session: id, organization };
    let access_token = app
        .secrets
        .keys
        .sign(bearer, u128::from_be_bytes(app.sources.bytes()), now)
        .ok_or_else(|| Refusal::internal("an access token could not be signed"))?;
    Ok(SignedIn {
        access_token,
        token_type: "Bearer".to_owned(),
        expires_in: ACCESS_SECONDS,
        me: me(app, &principal).await?,
    })
}

/// What a signed-in person sees of themselves.
pub(crate) async fn me(app: &App, principal: &db::session::Principal) -> Answer<Me> {
    let scope = principal.scope;
    let (person, memberships) = app
        .db
        .read(move |c| {
            let person = db::account::person(c, scope.user())?;
            Ok::<_, db::Error>((person, db::member::memberships(c, &scope)?))
        })
        .await?;
    let (user, account) = person.ok_or_else(|| Refusal::internal("a principal without a user"))?;
    let organization = memberships
        .iter()
        .map(|membership| &membership.organization)
        .find(|organization| organization.id == scope.organization())
        .cloned()
        .ok_or_else(|| Refusal::internal("a principal without an organization"))?;
    let standing = &principal.standing;
    Ok(Me {
        user,
        account,
        organization,
        role: standing.role,
        status: standing.status,
        permissions: standing.role.permissions(),
        memberships,
        operator: standing.is_operator,
    })
}

/// Answers that somebody is signed in, with the cookie.
pub(crate) async fn welcome(
    app: &web::Data<App>,
    session: Session,
    mut response: actix_web::HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let answer = signed_in(app, &session).await?;
    Ok(response.cookie(refresh_cookie(app, &session)).json(answer))
}
