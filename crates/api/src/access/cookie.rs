use std::future::{Ready, ready};

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use domain::Code;

use super::refresh::RefreshToken;
use super::signed_in::SESSION_SECONDS;
use crate::App;
use crate::http::{Answer, Refusal};

/// The refresh token of a request that provably comes from our own page: unsafe requests with a
/// cookie from elsewhere are refused before the cookie is read.
pub(crate) struct RefreshCookie(pub(crate) Option<RefreshToken>);

impl FromRequest for RefreshCookie {
    type Error = Refusal;
    type Future = Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let https = request.app_data::<web::Data<App>>().is_some_and(|app| app.https);
        ready(same_origin(request).map(|()| {
            let cookie = request.cookie(name(https));
            Self(cookie.and_then(|cookie| RefreshToken::parse(cookie.value())))
        }))
    }
}

/// The `__Host-` prefix binds a cookie to this host and to https; plain http, which is for
/// trials on one's own machine, has to do without.
const fn name(https: bool) -> &'static str {
    if https { "__Host-refresh" } else { "refresh" }
}

fn same_origin(request: &HttpRequest) -> Answer<()> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let own = match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => {
            let host = header(header::HOST.as_str()).unwrap_or_default();
            origin.split_once("://").is_some_and(|(_, origin)| origin == host)
        }
        // Neither header: no browser, and so nobody whose cookie could be misused.
        (None, None) => true,
    };
    if own {
        Ok(())
    } else {
        Err(Refusal::new(Code::CrossSite, "This route answers only the product's own page."))
    }
}

/// The cookie that keeps a browser signed in.
fn remember(token: &RefreshToken, https: bool) -> Cookie<'static> {
    cookie(token.text(), https, Duration::seconds(SESSION_SECONDS))
}

/// The cookie of a session's present token.
pub(crate) fn refresh_cookie(app: &App, session: &db::session::Session) -> Cookie<'static> {
    remember(&RefreshToken::current(&app.secrets.keys, session), app.https)
}

/// The cookie that ends it.
pub(crate) fn forget(https: bool) -> Cookie<'static> {
    cookie(String::new(), https, Duration::ZERO)
}

fn cookie(value: String, https: bool, age: Duration) -> Cookie<'static> {
    Cookie::build(name(https), value)
        .path("/")
        .http_only(true)
        .secure(https)
        .same_site(SameSite::Strict)
        .max_age(age)
        .finish()
}
