use ::crm::Switchboard;
use actix_web::{get, web};
use db::crm::connection::{Stored, find};
use db::{Conn, Scope};
use domain::Code;
use domain::crm::{ConnectionState, CrmOverview};

use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::{Answer, Refusal};

/// Show the CRM
///
/// Whether the installation knows a CRM, and the organization's connection with its health.
#[utoipa::path(
    tag = "crm",
    responses((status = 200, description = "The connection, if there is one", body = CrmOverview)),
)]
#[get("/crm/connection")]
pub(crate) async fn show_crm_connection(
    app: web::Data<App>,
    access: Access<CrmPush>,
) -> Answer<web::Json<CrmOverview>> {
    let scope = access.scope;
    let stored = app.db.read_as(&scope, move |c| find(c, &scope)).await?;
    let configured = app.crm.is_some();
    let missing = ["CRM_CLIENT_ID", "CRM_CLIENT_SECRET"].map(str::to_owned);
    Ok(web::Json(CrmOverview {
        configured,
        missing: if configured { Vec::new() } else { missing.into() },
        redirect_uri: redirect_uri(&app.public_url),
        webhook_uri: format!("{}/api/v1/hooks/crm", app.public_url),
        scopes: connect::crm::SCOPES.map(str::to_owned).into(),
        connection: stored.map(|stored| stored.connection),
    }))
}

/// Where the CRM sends browsers back to.
pub(super) fn redirect_uri(public_url: &str) -> String {
    format!("{public_url}/api/v1/crm/callback")
}

/// What calls the CRM.
///
/// # Errors
/// The installation knows none.
pub(super) fn switchboard(app: &App) -> Answer<&Switchboard> {
    app.crm.as_ref().ok_or_else(|| {
        let detail = "This installation knows no CRM. Its operator has to set CRM_CLIENT_ID and \
                      CRM_CLIENT_SECRET first.";
        Refusal::new(Code::CrmNotConnected, detail)
    })
}

/// The connection, if it may work: whether a location that was not active is so again is seen by trying.
///
/// # Errors
/// What has to be done first.
pub(super) fn connected(conn: &mut Conn, scope: &Scope) -> Answer<Stored> {
    let stored = find(conn, scope)?;
    let state = stored.as_ref().map(|stored| stored.connection.state);
    let detail = match (stored, state) {
        (Some(stored), Some(ConnectionState::Connected | ConnectionState::Paused)) => {
            return Ok(stored);
        }
        (_, Some(ConnectionState::Reconnect)) => {
            "The CRM does not accept the connection any more. An Organization Admin has to connect it again."
        }
        (_, Some(ConnectionState::Chosen)) => {
            "The location that was chosen has to be confirmed first, by an Organization Admin under Settings, CRM."
        }
        _ => "No CRM is connected. An Organization Admin can connect one under Settings, CRM.",
    };
    Err(Refusal::new(Code::CrmNotConnected, detail))
}
