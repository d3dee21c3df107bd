use actix_web::{HttpRequest, HttpResponse, post, web};
use connect::crm::{Notice, WebhookError};
use db::audit::By;
use db::crm::{connection, hook};
use db::{Conn, Constraint, audit};
use domain::audit::{Action, Actor, Event};
use domain::{Code, ConnectionId, OrganizationId, Timestamp};

use super::connection::switchboard;
use super::way::hash;
use crate::App;
use crate::http::{Answer, Refusal};

/// What a connection says that the CRM's side took away.
const UNINSTALLED: &str = "The app was uninstalled in the CRM. Connect again to go on.";

/// Hear the CRM
///
/// For the CRM alone: a webhook, proved by the header `x-ghl-signature`. When the app is uninstalled there,
/// the connection of that location, or of all locations of the company, loses its tokens.
#[utoipa::path(
    tag = "crm",
    security(()),
    request_body(content = String, description = "As the CRM signed it", content_type = "application/json"),
    responses((status = 204, description = "Heard")),
)]
#[post("/hooks/crm")]
pub(crate) async fn hear_crm(
    app: web::Data<App>,
    request: HttpRequest,
    body: web::Bytes,
) -> Answer<HttpResponse> {
    let header = request.headers().get("x-ghl-signature");
    let signature = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let crm = switchboard(&app).map_err(|_| wrong_signature())?.crm();
    let now = app.sources.now();
    let notice = match crm.webhook_key().hear(signature, &body, crm.app_id(), now) {
        Ok(notice) => notice,
        Err(WebhookError::Malformed) => {
            let detail = "The webhook is not of the expected form.";
            return Err(Refusal::new(Code::MalformedRequest, detail));
        }
        Err(error) => {
            tracing::warn!(error = %error, "crm.hook_refused");
            return Err(wrong_signature());
        }
    };
    if notice.kind == "UNINSTALL" {
        uninstall(&app, notice, now).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

fn wrong_signature() -> Refusal {
    Refusal::new(Code::WrongSignature, "Only what the CRM signed lately is heard here.")
}

/// Takes the tokens of all whom it is about, once for each webhook.
async fn uninstall(app: &web::Data<App>, notice: Notice, now: Timestamp) -> Answer<()> {
    let name = notice.webhook_id.as_deref().map(hash);
    if let Some(name) = name
        && app.db.read(move |c| hook::is_heard(c, &name)).await?
    {
        return Ok(());
    }
    let found = app
        .db
        .read(move |c| {
            let (location, company) = (notice.location_id, notice.company_id);
            connection::of_location(c, location.as_deref(), company.as_deref())
        })
        .await?;
    for (owner, id) in found {
        let state = app.clone();
        app.db.write_for(owner, move |c| forget(&state, c, (owner, id), now)).await?;
    }
    // Noted when all is done: the CRM sends it again where anything failed, and what is done stays done.
    let Some(name) = name else { return Ok(()) };
    match app.db.write(move |c| hook::create(c, &name, now)).await {
        Ok(()) | Err(db::Error::Constraint(Constraint::HookHeard)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn forget(
    app: &App,
    conn: &mut Conn,
    (owner, id): (OrganizationId, ConnectionId),
    now: Timestamp,
) -> db::Result<()> {
    if !connection::uninstall(conn, owner, UNINSTALLED, now)? {
        return Ok(());
    }
    let by = By { organization: owner, actor: Actor::System, address: None, request_id: None };
    audit::append(conn, &app.pen, &by, Event::new(Action::CrmUninstalled).on(id), now)
}
