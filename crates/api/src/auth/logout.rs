use actix_web::{HttpResponse, post, web};

use crate::App;
use crate::access::{RefreshCookie, forget};
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
pub(crate) async fn sign_out(app: web::Data<App>, cookie: RefreshCookie) -> Answer<HttpResponse> {
    if let Some(token) = cookie.0 {
        let id = token.session;
        let found = app.db.read(move |c| db::session::find(c, id)).await?;
        if found.is_some_and(|session| token.is_genuine(&app.keys, &session)) {
            let now = app.sources.now();
            app.db.write(move |c| db::session::revoke(c, id, now)).await?;
        }
    }
    Ok(HttpResponse::NoContent()
        .cookie(forget(app.https))
        .insert_header(("Clear-Site-Data", "\"cache\", \"storage\""))
        .finish())
}
