use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::{HttpRequest, web};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use connect::oidc::Pending;

use crate::App;
use crate::http::{Answer, Refusal};

/// Seconds for which a sign-in at the provider may take.
const SECONDS: i64 = 600;

/// What one browser has begun at a provider, sealed: it holds the nonce and the verifier. `Lax`,
/// because the browser comes back from another site.
pub(super) fn remember(app: &App, pending: &Pending) -> Answer<Cookie<'static>> {
    let plain = serde_json::to_vec(pending).map_err(Refusal::internal)?;
    let place = place(app, &pending.provider);
    let sealed = app.secrets.replay.seal(COOKIE, &place, &plain, &app.sources);
    Ok(cookie(app, BASE64_URL_SAFE_NO_PAD.encode(sealed), Duration::seconds(SECONDS)))
}

/// What this browser has begun at this provider.
pub(super) fn read(app: &web::Data<App>, request: &HttpRequest, provider: &str) -> Option<Pending> {
    let cookie = request.cookie(name(app.https))?;
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(cookie.value()).ok()?;
    let place = place(app, provider);
    let plain = app.secrets.replay.open(COOKIE, &place, &sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

/// The cookie that takes the other away.
pub(super) fn forget(app: &App) -> Cookie<'static> {
    cookie(app, String::new(), Duration::ZERO)
}

const COOKIE: &str = "oidc";

fn place(app: &App, provider: &str) -> [u8; 32] {
    app.secrets.replay.name(&[COOKIE, provider])
}

const fn name(https: bool) -> &'static str {
    if https { "__Host-oidc" } else { "oidc" }
}

fn cookie(app: &App, value: String, age: Duration) -> Cookie<'static> {
    Cookie::build(name(app.https), value)
        .path("/")
        .http_only(true)
        .secure(app.https)
        .same_site(SameSite::Lax)
        .max_age(age)
        .finish()
}
