//! What one browser has set out for. The refresh cookie does not come back from another site, so the way to
//! the CRM has one of its own: `Lax`, sealed, and good for ten minutes.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::{HttpRequest, web};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::SessionId;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::http::{Answer, Refusal};

/// Seconds for which the consent may take.
pub(super) const SECONDS: i64 = 600;

/// The session that set out, and the state that the CRM has to send back.
#[derive(Serialize, Deserialize)]
pub(super) struct Way {
    pub(super) session: SessionId,
    pub(super) state: String,
}

/// The hash under which a state is kept.
pub(super) fn hash(state: &str) -> [u8; 32] {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, state.as_bytes());
    let mut hash = [0; 32];
    hash.copy_from_slice(digest.as_ref());
    hash
}

/// The cookie that remembers a way.
pub(super) fn remember(app: &App, way: &Way) -> Answer<Cookie<'static>> {
    let plain = serde_json::to_vec(way).map_err(Refusal::internal)?;
    let sealed = app.secrets.replay.seal(COOKIE, &place(app), &plain, &app.sources);
    Ok(cookie(app, BASE64_URL_SAFE_NO_PAD.encode(sealed), Duration::seconds(SECONDS)))
}

/// What this browser has set out for.
pub(super) fn read(app: &web::Data<App>, request: &HttpRequest) -> Option<Way> {
    let cookie = request.cookie(name(app.https))?;
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(cookie.value()).ok()?;
    let plain = app.secrets.replay.open(COOKIE, &place(app), &sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

/// The cookie that takes the other away.
pub(super) fn forget(app: &App) -> Cookie<'static> {
    cookie(app, String::new(), Duration::ZERO)
}

const COOKIE: &str = "crm";

fn place(app: &App) -> [u8; 32] {
    app.secrets.replay.name(&[COOKIE])
}

const fn name(https: bool) -> &'static str {
    if https { "__Host-crm" } else { "crm" }
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
