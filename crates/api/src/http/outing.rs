//! What a browser has set out for at another site. The refresh cookie does not come back from there, so the way
//! has a cookie of its own: `Lax`, sealed, and good for ten minutes.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::{HttpRequest, web};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Answer, Refusal};
use crate::App;

/// Seconds for which the way there and back may take.
pub(crate) const SECONDS: i64 = 600;

/// A kind of way, with the name of its cookie on this machine and by https.
pub(crate) struct Outing {
    plain: &'static str,
    host: &'static str,
}

/// To an identity provider.
pub(crate) const SIGN_IN: Outing = Outing { plain: "oidc", host: "__Host-oidc" };
/// To the CRM's page of consent.
pub(crate) const CONSENT: Outing = Outing { plain: "crm", host: "__Host-crm" };

impl Outing {
    /// The cookie that remembers what was begun at this place.
    pub(crate) fn remember(
        &self,
        app: &App,
        place: &str,
        begun: &impl Serialize,
    ) -> Answer<Cookie<'static>> {
        let plain = serde_json::to_vec(begun).map_err(Refusal::internal)?;
        let bound = app.secrets.replay.name(&[self.plain, place]);
        let sealed = app.secrets.replay.seal(self.plain, &bound, &plain, &app.sources);
        Ok(self.cookie(app, BASE64_URL_SAFE_NO_PAD.encode(sealed), Duration::seconds(SECONDS)))
    }

    /// What this browser has begun at this place.
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        app: &web::Data<App>,
        request: &HttpRequest,
        place: &str,
    ) -> Option<T> {
        let cookie = request.cookie(self.name(app))?;
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(cookie.value()).ok()?;
        let bound = app.secrets.replay.name(&[self.plain, place]);
        let plain = app.secrets.replay.open(self.plain, &bound, &sealed).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    /// The cookie that takes the other away.
    pub(crate) fn forget(&self, app: &App) -> Cookie<'static> {
        self.cookie(app, String::new(), Duration::ZERO)
    }

    const fn name(&self, app: &App) -> &'static str {
        if app.https { self.host } else { self.plain }
    }

    fn cookie(&self, app: &App, value: String, age: Duration) -> Cookie<'static> {
        Cookie::build(self.name(app), value)
            .path("/")
            .http_only(true)
            .secure(app.https)
            .same_site(SameSite::Lax)
            .max_age(age)
            .finish()
    }
}
