use actix_web::{HttpResponse, post, web};
use domain::audit::{Action, Actor, Event};

use crate::App;
use crate::access::{Origin, RefreshCookie, commit, forget};
use crate::http::Answer;

/// Sign out
///
/// Ends the session of the refresh cookie and every token of it. Says the same whether or not
/// there was one.
#[utoipa::path(
    tag = "auth",
    security(("refresh_cookie" = [])),
    responses((status = 204, description = "Signed out")),
)]
#[post("/auth/logout")]
pub(crate) async fn sign_out(
    app: web::Data<App>,
    origin: Origin,
    cookie: RefreshCookie,
) -> Answer<HttpResponse> {
    if let Some(token) = cookie.0 {
        let id = token.session;
        let found = app.db.read(move |c| db::session::find(c, id)).await?;
        let found = found
            .filter(|session| !session.revoked && token.is_genuine(&app.secrets.keys, session));
        if let Some(session) = found {
            let by = origin.by(session.organization, Actor::User(session.user));
            let now = app.sources.now();
            commit(&app, &origin, by, move |c| {
                db::session::revoke(c, id, now)?;
                Ok(((), Event::new(Action::SignedOut).on(id)))
            })
            .await?;
        }
    }
    Ok(HttpResponse::NoContent()
        .cookie(forget(app.https))
        .insert_header(("Clear-Site-Data", "\"cache\", \"storage\""))
        .finish())
}
