use actix_web::{delete, web};
use db::crm::{connection, push};
use domain::Code;
use domain::audit::{Action, Event};
use domain::crm::{CrmDisconnected, PushState};

use crate::App;
use crate::access::{Access, CrmConnect};
use crate::http::{Answer, Refusal};

/// Disconnect the CRM
///
/// Deletes its tokens and pauses its pushes. What is known of which contact is which record stays, so that
/// connecting the same location again makes no duplicates.
#[utoipa::path(
    tag = "crm",
    security(("access_token" = [])),
    responses((status = 200, description = "Disconnected", body = CrmDisconnected)),
)]
#[delete("/crm/connection")]
pub(crate) async fn disconnect_crm(
    app: web::Data<App>,
    access: Access<CrmConnect>,
) -> Answer<web::Json<CrmDisconnected>> {
    let now = app.sources.now();
    let connection = access
        .act(&app, move |c, scope| {
            if !connection::disconnect(c, scope, now)? {
                return Err(Refusal::new(Code::CrmNotConnected, "No CRM is connected."));
            }
            for id in push::running(c, scope)? {
                push::step(c, scope, id, (&[PushState::Running], PushState::Paused), now)?;
            }
            let stored = connection::find(c, scope)?.ok_or_else(Refusal::not_found)?;
            let event = Event::new(Action::CrmDisconnected).on(stored.connection.id);
            Ok((stored.connection, event))
        })
        .await?;
    let advice = format!(
        "The tokens are deleted. The CRM still lists the app: uninstall it there, in the location {}, under \
         Settings, Integrations or in its App Marketplace under Installed Apps.",
        connection.location_name
    );
    Ok(web::Json(CrmDisconnected { connection, advice }))
}
