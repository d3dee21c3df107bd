use actix_web::{HttpResponse, post, web};
use db::crm::push::NewStored;
use domain::audit::{Action, Event};
use domain::crm::{NewPush, Push};
use domain::job::Job;
use domain::problem::FieldError;
use domain::{JobId, PushId};

use super::gather::{chosen, gather};
use super::load::{load, told};
use crate::App;
use crate::access::{Access, CrmPush};
use crate::crm::connection::{connected, switchboard};
use crate::http::{Answer, Refusal};

/// Plan a push
///
/// Begins with a dry run: the CRM is asked what would become of each contact, and nothing is written there.
/// Then the push is `ready` and waits for `POST crm/pushes/{id}/start`; with `dry_run: false` it starts by
/// itself. Directory contacts are not pushed.
#[utoipa::path(
    tag = "crm",
    request_body(content = NewPush, example = json!({"search": {"q": "berlin", "has": "email"}})),
    responses((status = 202, description = "The dry run begins", body = Push)),
)]
#[post("/crm/pushes")]
pub(crate) async fn create_push(
    app: web::Data<App>,
    access: Access<CrmPush>,
    body: web::Json<NewPush>,
) -> Answer<HttpResponse> {
    switchboard(&app)?;
    let body = body.into_inner();
    let starts = !body.dry_run;
    let chosen = chosen(body)?;
    let scope = access.scope;
    app.db.read_as(&scope, move |c| connected(c, &scope).map(drop)).await?;
    let (what, contacts) = gather(&app, &access, chosen).await?;
    if contacts.is_empty() {
        let message = "There is no contact of the workspace among these.";
        return Err(Refusal::invalid(vec![FieldError::new(what.as_str(), "empty", message)]));
    }
    let (id, job): (PushId, JobId) = (app.sources.id(), app.sources.id());
    let now = app.sources.now();
    let push = access
        .act(&app, move |c, scope| {
            let stored = connected(c, scope)?;
            let new = NewStored {
                id,
                what,
                location: stored.connection.location,
                mapping: db::crm::mapping::find(c, scope)?,
                starts,
                contacts: contacts.clone(),
            };
            db::crm::push::create(c, scope, &new, now)?;
            db::job::enqueue(c, scope, job, &Job::PlanPush { push: id })?;
            let event = Event::new(Action::PushPlanned).on(id).with("what", what.as_str());
            let event = event.with("contacts", new.contacts.len()).with("starts", starts);
            let stored = load(c, scope, id)?;
            Ok((told(c, scope, stored, now)?, event))
        })
        .await?;
    Ok(HttpResponse::Accepted().json(push))
}
