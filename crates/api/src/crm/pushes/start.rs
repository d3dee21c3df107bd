use actix_web::{HttpResponse, post, web};
use domain::audit::{Action, Event};
use domain::crm::{Push, PushState};
use domain::{JobId, PushId};

use super::load::{begun, take_step};
use crate::App;
use crate::access::{Access, CrmPush};
use crate::crm::connection::connected;
use crate::http::Answer;

/// Start a push
///
/// Takes the contacts that are to be created and updated from the package, and writes them into the CRM as
/// the dry run said. What will not be needed is given back.
#[utoipa::path(
    tag = "crm",
    params(("id" = PushId, Path)),
    responses((status = 202, description = "It starts", body = Push)),
)]
#[post("/crm/pushes/{id}/start")]
pub(crate) async fn start_push(
    app: web::Data<App>,
    access: Access<CrmPush>,
    id: web::Path<PushId>,
) -> Answer<HttpResponse> {
    let (job, now): (JobId, _) = (app.sources.id(), app.sources.now());
    let push = take_step(&app, &access, id.into_inner(), move |c, scope, stored| {
        connected(c, scope)?;
        let started = ::crm::start(c, scope, stored, &[PushState::Ready], (job, now))?;
        begun(&started, "Starting", stored.push.state)?;
        Ok(Event::new(Action::PushStarted).with("contacts", stored.push.counts.waiting()))
    });
    Ok(HttpResponse::Accepted().json(push.await?))
}
