use actix_web::{post, web};
use db::Constraint;
use db::crm::connection;
use domain::Code;
use domain::audit::{Action, Event};
use domain::crm::{CrmConfirmation, CrmConnection};

use crate::App;
use crate::access::{Access, CrmConnect};
use crate::http::{Answer, Refusal};

/// Confirm the location of the CRM
///
/// Connects the location that was chosen on the CRM's page, after somebody has seen which one it is.
#[utoipa::path(
    tag = "crm",
    security(("access_token" = [])),
    request_body(content = CrmConfirmation, example = json!({"location": "ve9EPM428h8vShlRW1KT"})),
    responses((status = 200, description = "Connected", body = CrmConnection)),
)]
#[post("/crm/connection/confirm")]
pub(crate) async fn confirm_crm(
    app: web::Data<App>,
    access: Access<CrmConnect>,
    body: web::Json<CrmConfirmation>,
) -> Answer<web::Json<CrmConnection>> {
    let (location, now) = (body.into_inner().location, app.sources.now());
    let connection = access
        .act(&app, move |c, scope| {
            let confirmed = match connection::confirm(c, scope, &location, now) {
                Err(db::Error::Constraint(Constraint::LocationTaken)) => Err(TAKEN),
                other => other?.then_some(()).ok_or(NOT_CHOSEN),
            };
            confirmed.map_err(|detail| Refusal::new(Code::WrongState, detail))?;
            let stored = connection::find(c, scope)?.ok_or_else(Refusal::not_found)?;
            let event = Event::new(Action::CrmConnected).on(stored.connection.id);
            let event = event.with("scopes", stored.connection.scopes.len());
            Ok((stored.connection, event))
        })
        .await?;
    Ok(web::Json(connection))
}

const NOT_CHOSEN: &str = "No location waits to be confirmed, or another one than this. Show the connection again, \
                          or set out once more.";
pub(super) const TAKEN: &str = "Another organization has this location. Disconnect it there first.";
