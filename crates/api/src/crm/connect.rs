use actix_web::{HttpResponse, post, web};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::audit::{Action, Event};
use domain::crm::CrmConnect as Connect;

use super::connection::switchboard;
use super::way::{Way, hash};
use crate::App;
use crate::access::{Access, CrmConnect};
use crate::http::{Answer, CONSENT, OUTING_SECONDS, Refusal};

/// Set out to connect a CRM
///
/// Answers the CRM's page on which a person chooses the location and allows the access. The way back works
/// once, within ten minutes, in the same browser and for whoever asked.
#[utoipa::path(
    tag = "crm",
    security(("access_token" = [])),
    responses((status = 200, description = "Where to go", body = Connect)),
)]
#[post("/crm/connect")]
pub(crate) async fn connect_crm(
    app: web::Data<App>,
    access: Access<CrmConnect>,
) -> Answer<HttpResponse> {
    let board = switchboard(&app)?;
    let state = BASE64_URL_SAFE_NO_PAD.encode(app.sources.bytes::<32>());
    let url = board.crm().authorize_url(&state).map_err(Refusal::internal)?;
    let (session, until) = (access.session()?, app.sources.now().plus_seconds(OUTING_SECONDS));
    let way = Way { session, state };
    let cookie = CONSENT.remember(&app, "", &way)?;
    let hash = hash(&way.state);
    access
        .act(&app, move |c, scope| {
            db::crm::state::create(c, scope, (&hash, session), until)?;
            Ok(((), Event::new(Action::CrmConnectAsked).on(session)))
        })
        .await?;
    Ok(HttpResponse::Ok().cookie(cookie).json(Connect { url }))
}
