use actix_web::HttpRequest;
use actix_web::http::header;
use db::session::Principal;
use db::{Conn, api_key, session};
use domain::Timestamp;
use secrets::ApiKeySecret;

use super::recent::Writes;
use super::token::Bearer;
use crate::App;
use crate::http::Answer;

/// What a caller proved themselves with; it is looked up again in the transaction of an act.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Credential {
    /// An access token that we signed.
    Token(Bearer),
    /// The hash of a key's secret.
    Key([u8; 32]),
}

/// Somebody known.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) principal: Principal,
    pub(super) credential: Credential,
}

impl Credential {
    /// Who stands behind it at this moment.
    pub(super) fn principal(
        self,
        conn: &mut Conn,
        now: Timestamp,
    ) -> db::Result<Option<Principal>> {
        match self {
            Self::Token(Bearer { user, session, organization }) => {
                session::authenticate(conn, session, user, organization, now)
            }
            Self::Key(hash) => {
                Ok(api_key::authenticate(conn, &hash, now)?.map(|proven| proven.principal))
            }
        }
    }
}

/// What a request sent to prove who it comes from: `Authorization: Bearer`, with an access token
/// or the secret of a key. A key with a wrong checksum is refused before the database is asked.
pub(crate) fn credential(app: &App, request: &HttpRequest) -> Option<Credential> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, text) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let text = text.trim();
    match ApiKeySecret::parse(text) {
        Some(secret) => Some(Credential::Key(secret.hash())),
        None => app.secrets.keys.verify(text, app.sources.now()).map(Credential::Token),
    }
}

/// Who a request comes from; none if that cannot be told.
pub(crate) async fn identify(app: &App, credential: Credential) -> Answer<Option<Caller>> {
    let (writes, now) = (Writes::of(&app.db), app.sources.now());
    let known = app.recent.get(&credential, writes, now);
    let principal = match known {
        Some(principal) => principal,
        None => match ask(app, credential, now).await? {
            Some(principal) => {
                app.recent.keep(credential, &principal, writes, now);
                principal
            }
            None => return Ok(None),
        },
    };
    Ok(Some(Caller { principal, credential }))
}

/// Asks the database, and notes the use of a key.
async fn ask(app: &App, credential: Credential, now: Timestamp) -> Answer<Option<Principal>> {
    let Credential::Key(hash) = credential else {
        return Ok(app.db.read(move |c| credential.principal(c, now)).await?);
    };
    let proven = app.db.read(move |c| api_key::authenticate(c, &hash, now)).await?;
    let Some(proven) = proven else { return Ok(None) };
    if proven.is_unnoted {
        let id = proven.id;
        // A request is not refused because its moment cannot be noted: the disk may be full.
        if let Err(error) = app.db.write(move |c| api_key::note_use(c, id, now)).await {
            tracing::warn!(error = %error, "key_use.not_noted");
        }
    }
    Ok(Some(proven.principal))
}
